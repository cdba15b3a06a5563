/** Texts of a query that are looked for, and the shortest of them: shorter ones are everywhere. */
const MAX_NEEDLES = 24
const MIN_LENGTH = 3

const QUOTED =
  /`([^`\n]{3,400})`|"([^"\n]{3,400})"|“([^”\n]{3,400})”|(?<![\p{L}\p{N}])'([^'\n]{3,400})'(?![\p{L}\p{N}])/gu
/** From the first quote of a line to its last: a text that has quotes in it. */
const OUTERMOST = /[`"]([^\n]{3,400})[`"]/g
/** Names with a sign, a digit or a capital inside: paths, ids, identifiers. */
const NAME = /[\p{L}\p{N}_$./\\-]{3,200}/gu
const NAME_SIGN = /[\p{L}\p{N}][\d_$./\\-]+[\p{L}\p{N}]|\p{Ll}\p{Lu}/u

/** What a query names: quoted texts, and names that no sentence has. */
export function needlesOf(query: string): readonly string[] {
  const outer = [...query.matchAll(OUTERMOST)].map(([, text = '']) => text)
  const quoted = [...query.matchAll(QUOTED)].flatMap((match) => match.slice(1).filter((text) => text !== undefined))
  const names = [...query.matchAll(NAME)].map(([name]) => name.replace(/^[./\\-]{1,9}|[./\\-]{1,9}$/g, ''))
  const all = [...outer, ...quoted, ...names.filter((name) => NAME_SIGN.test(name))]
  return [...new Set(all.map((text) => text.trim()))].filter(({ length }) => length >= MIN_LENGTH).slice(0, MAX_NEEDLES)
}
