/** Most names of a query that are looked for. */
const MAX_NAMES = 24
/** What may be a file or a path: letters with a sign or a digit among them. */
const NAME = /[\p{L}\p{N}_$@.~+/\\-]{3,300}/gu
const SIGN = /[\p{L}\p{N}_][._/-][\p{L}\p{N}]|^\.[\p{L}]|\//u
/** Signs of the sentence around a name. */
const AROUND = /^[-/]{1,8}|[.:/-]{1,8}$/g

/** Tells whether a line ends in a file or a path that a query names: `Where is README.md?` asks for `./docs/README.md`. */
export function askedIn(query: string): (line: string) => boolean {
  const names = new Set(
    [...query.matchAll(NAME)].map(([name]) => name.replace(AROUND, '')).filter((name) => SIGN.test(name)),
  )
  const wanted = [...names].slice(0, MAX_NAMES)
  if (wanted.length === 0) return () => false
  return (line) =>
    wanted.some(
      (name) =>
        line.endsWith(name) && (line.length === name.length || BEFORE.has(line.charAt(line.length - name.length - 1))),
    )
}

/** What may stand before a name in a line. */
const BEFORE: ReadonlySet<string> = new Set(['/', ' ', '\t'])
