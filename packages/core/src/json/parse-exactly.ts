/**
 * Parses JSON so that `JSON.stringify` of the value writes every number as it was written: one that JavaScript would write otherwise (an
 * integer beyond 2^53, `1.0`, `1e3`, `-0`) becomes the `JSON.rawJSON` of its text, an object that only writers of JSON understand.
 *
 * For what is sent back to where it came from. Where the platform has no `JSON.rawJSON`, or a value nests too deep for it, the same as
 * `JSON.parse`.
 *
 * @throws SyntaxError as `JSON.parse` does.
 */
export function parseExactly(json: string): unknown {
  if (rawJson === undefined || !MAY_HOLD_INEXACT.test(json)) return JSON.parse(json)
  try {
    return parseWith(json, exactNumber)
  } catch {
    // A syntax error comes again. Nested too deep for a reviver, which is called recursively, it is read all the same.
    return JSON.parse(json)
  }
}

/** ECMAScript's "JSON.parse source text access", which the compiler's library lacks. */
type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown

const { rawJSON: rawJson } = JSON as { readonly rawJSON?: (lexeme: string) => object }
const parseWith: (json: string, reviver: Reviver) => unknown = JSON.parse

/**
 * A quick look before the sure one, which is several times slower: numbers of so many digits that a double may not hold them (it holds
 * all of 15), with an exponent, a closing zero or a leading sign before one, or so small that JavaScript writes an exponent.
 */
const MAY_HOLD_INEXACT = /\d{16}|[\d.]{17}|\d[eE]|\.\d*0\b|-0|\.0{6}/

function exactNumber(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source
  if (typeof value !== 'number' || source === undefined || rawJson === undefined) return value
  return JSON.stringify(value) === source ? value : rawJson(source)
}
