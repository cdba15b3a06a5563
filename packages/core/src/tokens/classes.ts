/** Bits of what a UTF-16 unit is to the expressions that split text. A mark is upper, lower and sign at once, a letter without case is both. */
export const LINE_END = 1
/** White space but line ends. */
export const SPACE = 2
/** May stand in the first part of a word: upper and title case, letters without case, marks. */
export const UPPER = 4
/** May stand in the last part of a word: lower case, letters without case, marks. */
export const LOWER = 8
/** `\p{N}`. */
export const DIGIT = 16
/** Neither white space nor letter nor number. */
export const SIGN = 32
/** On top of `SPACE`: the blank, which may stand before signs. On top of `SIGN`: the slash, which may stand after line ends. */
export const SPECIAL = 128
/** Half of a character beyond the first plane: what it is takes both halves to tell. */
export const SURROGATE = 64

/** Units of the first plane of Unicode. */
const UNITS = 0x10000
const BLANK = 0x20
const SLASH = 0x2f
const FIRST_SURROGATE = 0xd800
const AFTER_SURROGATES = 0xe000

/** Runs of each class, in an order in which later ones narrow earlier ones. */
const RUNS: readonly (readonly [RegExp, number])[] = [
  [/\p{L}+/gu, UPPER | LOWER],
  [/[\p{Lu}\p{Lt}]+/gu, UPPER],
  [/\p{Ll}+/gu, LOWER],
  [/\p{M}+/gu, UPPER | LOWER | SIGN],
  [/\p{N}+/gu, DIGIT],
  [/\s+/g, SPACE],
  [/[\r\n]+/g, LINE_END],
]

/** The class of every UTF-16 unit, by its code. */
export function unitClasses(): Uint8Array {
  const classes = new Uint8Array(UNITS).fill(SIGN)
  const plane = Array.from({ length: UNITS }, (_, code) => (isSurrogate(code) ? '-' : String.fromCharCode(code))).join(
    '',
  )
  for (const [pattern, bits] of RUNS) {
    for (const { 0: run, index } of plane.matchAll(pattern)) classes.fill(bits, index, index + run.length)
  }
  classes[BLANK] = SPACE | SPECIAL
  classes[SLASH] = SIGN | SPECIAL
  return classes.fill(SURROGATE, FIRST_SURROGATE, AFTER_SURROGATES)
}

function isSurrogate(code: number): boolean {
  return code >= FIRST_SURROGATE && code < AFTER_SURROGATES
}
