/** Most literals of a query that are looked for. */
const MAX_LITERALS = 24
/** Shorter ones occur anywhere. */
const MIN_LENGTH = 4

/** Quoted phrases. */
const QUOTED =
  /"([^"\n]{3,400})"|`([^`\n]{3,400})`|“([^”\n]{3,400})”|(?<![\p{L}\p{N}])'([^'\n]{3,400})'(?![\p{L}\p{N}])/gu
/** From the first quote of a line to its last: a phrase that has quotes in it. */
const OUTERMOST = /"([^\n]{3,400})"/g
/** Paths, ids, versions, names with a sign or a digit in them. */
const NAMED = /[\p{L}\p{N}_$@./:#\\-]{4,200}/gu
const NAME_SIGN = /[\p{L}\p{N}][\d_./:#\\@-]+[\p{L}\p{N}]/u

/**
 * What a query names literally: quoted phrases, paths, ids. Each as pieces that stand in a line in this order: a phrase is
 * cut at `…`, and its white space is any white space.
 */
export function literalsOf(query: string): string[][] {
  const phrases = [...query.matchAll(QUOTED)].flatMap((match) =>
    match.slice(1).filter((phrase) => phrase !== undefined),
  )
  const outer = [...query.matchAll(OUTERMOST)].map(([, phrase = '']) => phrase)
  const names = [...query.matchAll(NAMED)].map(([name]) => trimmed(name)).filter((name) => NAME_SIGN.test(name))
  const literals = [...new Set([...outer, ...phrases, ...names])].map(piecesOf).filter((pieces) => pieces.length > 0)
  return literals.slice(0, MAX_LITERALS)
}

/** Whether the pieces stand in a line in their order. Spaces in both are single. */
export function holds(line: string, pieces: readonly string[]): boolean {
  let at = 0
  for (const piece of pieces) {
    const found = line.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return true
}

/** A line with every run of white space as one space. */
export function spaced(line: string): string {
  return line.replace(WHITE_SPACE, ' ')
}

const WHITE_SPACE = /\s+/g

function piecesOf(phrase: string): string[] {
  const pieces = phrase.split(/…|\.\.\./).map((piece) => spaced(piece).trim())
  return pieces.some((piece) => piece.length >= MIN_LENGTH) ? pieces.filter((piece) => piece !== '') : []
}

function trimmed(name: string): string {
  return name.replace(/^[.:\-/#]{1,8}|[.:\-#]{1,8}$/g, '')
}
