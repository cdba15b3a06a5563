import type { Steps } from '../../steps.ts'
import { mapInSteps } from '../each-in-steps.ts'
import type { Cell } from './grid.ts'

/** Cells in which a number must show. */
const LOOK = 1_000

/**
 * The numbers of a column, where most of its cells are numbers. Undefined: they are not. `doubtful`: they may be something else: versions,
 * ids with an `e` in them, numbers with dots between thousands. To order those as numbers would be false.
 */
export function* numbersOf(texts: readonly Cell[]): Steps<readonly (number | undefined)[] | 'doubtful' | undefined> {
  // A column of words shows in its first cells.
  if (texts.length > LOOK && !texts.slice(0, LOOK).some((text) => numberOf(text, newSpelling()) !== undefined))
    return undefined
  const spelling = newSpelling()
  const numbers = yield* mapInSteps(texts, (text) => numberOf(text, spelling))
  if (spelling.numbers * 2 <= texts.length) return undefined
  return isDoubtful(spelling) ? 'doubtful' : numbers
}

/** How the numbers of a column are written. */
interface Spelling {
  numbers: number
  /** Cells of digits with dots or commas, or with an `e`, that are no number or may be none. */
  doubtful: number
  /** Numbers without a dot. */
  whole: number
  /** Digits after the dot: the fewest and the most where there is one. */
  fewest: number
  most: number
  /** Numbers below one, as `0.5`: their dot is a decimal point. */
  belowOne: number
  /** Two digits or more after the dot, the first or the last of them 0. */
  zeroFirst: number
  zeroLast: number
}

function newSpelling(): Spelling {
  return { numbers: 0, doubtful: 0, whole: 0, fewest: Infinity, most: 0, belowOne: 0, zeroFirst: 0, zeroLast: 0 }
}

const NUMBER = /^[-+]?(\d{1,300}|\d{1,3}(?:,\d{3}){1,20})?(?:\.(\d{1,300}))?([eE][-+]?\d{1,3})?$/
/** Digits in parts: a version, a date, a number by other rules. */
const PARTS = /^[-+]?\d{1,300}(?:[.,]\d{1,300}){1,20}$/
const BARE_EXPONENT = /^[-+]?\d{1,300}[eE]\d/

function numberOf(text: Cell, spelling: Spelling): number | undefined {
  // Numbers, and what may be one, end in a digit: most words are told by their last sign.
  if (text === undefined || (text !== '' && !isDigit(text.charCodeAt(text.length - 1)))) return undefined
  const found = NUMBER.exec(text)
  if (found === null) {
    if (PARTS.test(text)) spelling.doubtful++
    return undefined
  }
  const value = Number(text.includes(',') ? text.replaceAll(',', '') : text)
  if (!Number.isFinite(value)) return undefined
  spelling.numbers++
  if (found[3] !== undefined && BARE_EXPONENT.test(text)) spelling.doubtful++
  note(found[1] ?? '', found[2], spelling)
  return value
}

const [ZERO, NINE] = [48, 57]

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE
}

function note(integer: string, decimals: string | undefined, spelling: Spelling): void {
  if (decimals === undefined) {
    spelling.whole++
    return
  }
  spelling.fewest = Math.min(spelling.fewest, decimals.length)
  spelling.most = Math.max(spelling.most, decimals.length)
  if (integer === '' || integer === '0') spelling.belowOne++
  if (decimals.length < 2) return
  if (decimals.startsWith('0')) spelling.zeroFirst++
  if (decimals.endsWith('0')) spelling.zeroLast++
}

/** Digits that stand together between dots in thousands. */
const THOUSANDS = 3
/** Digits that a part of a version has at most. */
const MAX_VERSION_PART = 3

/** Whether dots may stand between thousands or between the parts of versions, or an `e` in an id. */
function isDoubtful({ doubtful, whole, fewest, most, belowOne, zeroFirst, zeroLast }: Spelling): boolean {
  if (doubtful > 0) return true
  if (fewest === most) return most === THOUSANDS && whole > 0 && belowOne === 0
  // Decimals lose their last zeros all or not at all, and some start with 0; 1.9, 1.10 and 1.11 are versions.
  return fewest < most && most <= MAX_VERSION_PART && (zeroFirst === 0 || zeroLast > 0)
}
