/** The two names that a head gives a file. */
export interface Names {
  /** Of the old version. */
  readonly old: string
  /** Of the new version. */
  readonly young: string
}

/** The name of a version that does not exist. */
export const NOWHERE = '/dev/null'

/** A name without the prefix that git sets before the path of a side, `diff.mnemonicPrefix` included; undefined where it has none. */
export function pathBehindSide(name: string): string | undefined {
  if (sideOf(name) === undefined) return undefined
  return name.startsWith('"') ? `"${name.slice(3)}` : name.slice(2)
}

/** Names that git wrote without its prefixes, where both have one and not the same; else as they are. */
export function pathsOfGit(names: Names): Names {
  const [old, young] = [pathBehindSide(names.old), pathBehindSide(names.young)]
  const isPair = sideOf(names.old) !== sideOf(names.young)
  return old === undefined || young === undefined || !isPair ? names : { old, young }
}

/** Names without prefixes where only these tell them apart; else as they are. */
export function pathsOf(names: Names): Names {
  const paths = pathsOfGit(names)
  return paths.old === paths.young ? paths : names
}

/**
 * The names of a line without its `diff --git `. Undefined where they could be cut in several ways: names with spaces that differ,
 * which git does not quote.
 */
export function namesIn(told: string): Names | undefined {
  const middle = (told.length - 1) / 2
  const half = { old: told.slice(0, middle), young: told.slice(middle + 1) }
  const paths = pathsOf(half)
  if (told[middle] === ' ' && paths.old === paths.young) return half
  const [, old, young] = TWO_NAMES.exec(told) ?? []
  return old === undefined || young === undefined ? undefined : { old, young }
}

const TWO_NAMES = /^("(?:[^"\\]|\\.){1,4000}"|[^\s"]{1,4000}) ("(?:[^"\\]|\\.){1,4000}"|[^\s"]{1,4000})$/

/** The letter of a prefix; before it git sets the quotation mark of a name that it quotes. */
function sideOf(name: string): string | undefined {
  const at = name.startsWith('"') ? 1 : 0
  const side = name[at]
  return side !== undefined && name[at + 1] === '/' && SIDES.includes(side) ? side : undefined
}

const SIDES = 'abciow12'
