import { DIGIT, LINE_END, LOWER, SIGN, SPACE, SPECIAL, SURROGATE, UPPER } from './classes.ts'
import { CONTRACTION } from './split.ts'
import type { Units } from './units.ts'

/** Where the piece that starts at a place of a text ends. */
export type NextPiece = (units: Units, at: number) => number

/** Reads pieces by the expression itself. */
export function nextByExpression(split: RegExp): NextPiece {
  // house: linear because every alternative of a split takes its whole run or fails
  const sticky = new RegExp(split.source, 'uy')
  return ({ text }, at) => {
    sticky.lastIndex = at
    // Every character belongs to some piece; were one left out, it would be one of its own.
    return sticky.test(text) ? sticky.lastIndex : at + 1
  }
}

/**
 * Reads the pieces of o200k unit by unit, several times as fast as its expression; that is asked where a character beyond the
 * first plane is in the way.
 *
 * @param split The expression of o200k.
 */
export function nextOfO200k(split: RegExp): NextPiece {
  const byExpression = nextByExpression(split)
  return (units, at) => {
    const end = endOfPiece(units, at)
    return end === ASK ? byExpression(units, at) : end
  }
}

/** What is here takes the expression to tell. */
const ASK = -1
/** There is no word here. */
const NONE = -2

const MARK = UPPER | LOWER | SIGN
const BLANK = SPACE | SPECIAL
const SLASH = SIGN | SPECIAL
const APOSTROPHE = 39

function endOfPiece(units: Units, at: number): number {
  const { classes } = units
  const first = classes[at] ?? 0
  if (first === SURROGATE || first === MARK) return ASK
  if (first === DIGIT) return endOfDigits(classes, at)
  if ((first & (SPACE | SIGN)) !== 0) {
    const next = classes[at + 1] ?? 0
    if (next === SURROGATE) return ASK
    const end = (next & (UPPER | LOWER)) === 0 ? NONE : endOfWord(units, at + 1)
    if (end !== NONE) return end
    if ((first & SIGN) !== 0) return endOfSigns(classes, at + 1)
    return first === BLANK && (next & SIGN) !== 0 ? endOfSigns(classes, at + 2) : endOfSpace(classes, at)
  }
  return first === LINE_END ? endOfSpace(classes, at) : endOfWord(units, at)
}

/** Digits in threes. */
const MAX_DIGITS = 3

function endOfDigits(classes: Uint8Array, from: number): number {
  let at = from + 1
  while (at < from + MAX_DIGITS && classes[at] === DIGIT) at++
  return at < from + MAX_DIGITS && classes[at] === SURROGATE ? ASK : at
}

/** A word is upper case, then lower case; of upper case alone, all of it, or up to the last letter that may be of either. */
function endOfWord(units: Units, from: number): number {
  const { classes } = units
  let at = from
  while (((classes[at] ?? 0) & UPPER) !== 0) at++
  const upper = at
  while (((classes[at] ?? 0) & LOWER) !== 0) at++
  if (classes[at] === SURROGATE) return ASK
  if (at > upper) return afterContraction(units, at)
  let either = upper
  while (either > from && ((classes[either - 1] ?? 0) & LOWER) === 0) either--
  if (either > from) return afterContraction(units, either)
  return upper > from ? afterContraction(units, upper) : NONE
}

// house: linear because it takes three characters at most
const contraction = new RegExp(CONTRACTION, 'y')

/** English contractions are kept with their word. */
function afterContraction({ text, codes }: Units, at: number): number {
  if (codes[at] !== APOSTROPHE) return at
  contraction.lastIndex = at
  return contraction.test(text) ? contraction.lastIndex : at
}

/** A run of signs takes the line ends and slashes after it. */
function endOfSigns(classes: Uint8Array, from: number): number {
  let at = from
  while (((classes[at] ?? 0) & SIGN) !== 0) at++
  if (classes[at] === SURROGATE) return ASK
  while (classes[at] === LINE_END || classes[at] === SLASH) at++
  return at
}

/** White space up to its last line end; without one, all of it but the unit before what follows. */
function endOfSpace(classes: Uint8Array, from: number): number {
  let at = from
  let lineEnd = 0
  for (;;) {
    const own = classes[at] ?? 0
    if ((own & (SPACE | LINE_END)) === 0) break
    at++
    if (own === LINE_END) lineEnd = at
  }
  if (lineEnd > 0) return lineEnd
  return classes[at] !== 0 && at - from > 1 ? at - 1 : at
}
