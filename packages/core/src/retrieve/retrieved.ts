/** What to give back of an original. At most one selector, or `index` and `path`; without one, the whole. */
export interface RetrieveRequest {
  /** Key of the original, as its view names it. */
  readonly key: string
  /** Lines from 1, both ends included: `40-60`, `40`, `40-` to the end, `-20` for the last 20. */
  readonly lines?: string
  /**
   * A regular expression in the syntax of JavaScript, searched in each line, or in each row of JSON. What has no linear search
   * (back references, look-around) and what is no expression is searched as plain text.
   */
  readonly grep?: string
  /** The place of a JSON value: `$.items[3].name`, `$.items[*].name`; at its end `[100:200]` for items, or characters of the rest. */
  readonly path?: string
  /**
   * A row of the document's largest list, from 0; of any other text the line of that number, from 1: the numbers that views
   * show. With `path`: a row of the list there. A list is an array, or an object whose members are the rows.
   */
  readonly index?: number
  /** Words: the rows or lines that say most about them. */
  readonly query?: string
}

/** How much to give back, and whose. All optional. */
export interface RetrieveOptions {
  /** The scope that the original was stored under; those of other scopes are not found. Default: empty. */
  readonly scope?: string
  /** Longest text given back, in UTF-16 units, above 0; `Infinity` for no limit. Default: `MAX_ANSWER`. */
  readonly maxLength?: number
}

/** A part of an original. */
export interface FoundPart {
  /** Tells it from a part that was not found. */
  readonly found: true
  /** Byte for byte as it stands in the original; for `grep`, `query` and `[*]` one match after the other, each behind its label. */
  readonly text: string
  /** Which part this is, of how much, and how to go on. Undefined where the text is the whole original. */
  readonly note?: string
  /** What `total` counts. */
  readonly unit: 'lines' | 'rows' | 'values' | 'characters' | 'items'
  /** Units that the selector could choose from. */
  readonly total: number
}

/** What came of asking for an original. */
export type Retrieved =
  | FoundPart
  | {
      readonly found: false
      /** What was asked for, why there is nothing, and what to do instead of asking again. */
      readonly message: string
    }

/**
 * Longest answer in UTF-16 units: some 15,000 tokens, below the 25,000 at which agents cut a tool's answer themselves.
 * Source: MAX_MCP_OUTPUT_TOKENS of Claude Code, https://docs.claude.com/en/docs/claude-code/mcp.
 */
export const MAX_ANSWER = 60_000

/** An answer that there is nothing, and why. */
export function notFound(message: string): Retrieved {
  return { found: false, message }
}

/** Something given by a caller, short enough and safe to name in a message. */
export function shown(given: unknown): string {
  const text = JSON.stringify(given) ?? String(given)
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN).toWellFormed()}…`
}

/** Characters of a wrong argument that a message repeats. */
const MAX_SHOWN = 80
