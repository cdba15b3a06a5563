/** What is kept of a text: enough to tell that it changed, and roughly where, and nothing to read it by. */
export interface HashedText {
  /** 16 hex digits. Equal texts have equal hashes; different ones share one by chance once in 10¹⁹ pairs. */
  readonly hash: string
  /** Hashes of the beginnings of the text up to a growing series of positions, 4 characters each, in one string. */
  readonly marks: string
}

/** Characters between marks at the beginning of a text; further on an eighth of the way, so that a text of 1 MB has 67 marks. */
const MARK_STEP = 128

/** Characters of one mark, 6 bits each. */
const MARK_DIGITS = 4

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Hashes a text at once, without a promise: two 32-bit multiplicative hashes of its UTF-16 units, mixed at the end.
 * For telling apart, not for security. Constants: MurmurHash3's and xxHash's odd multipliers.
 */
export function hashText(text: string): HashedText {
  let one = 0xdeadbeef
  let two = 0x41c6ce57
  let marks = ''
  for (let at = 0, mark = MARK_STEP; ; mark = afterMark(mark)) {
    for (const end = Math.min(mark, text.length); at < end; at++) {
      const unit = text.charCodeAt(at)
      one = Math.imul(one ^ unit, 2_654_435_761)
      two = Math.imul(two ^ unit, 1_597_334_677)
    }
    if (at === text.length) break
    marks += markOf(Math.imul(one ^ (two >>> 15), 2_246_822_507))
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909)
  two = Math.imul(two ^ (two >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909)
  return { hash: hex(one) + hex(two), marks }
}

/** Where two texts part, by their marks: at or after `from`, and before `to` where the marks tell. In UTF-16 units. */
export function partingOf(before: string, after: string): { readonly from: number; readonly to: number | undefined } {
  let from = 0
  let to = MARK_STEP
  for (let at = 0; ; at += MARK_DIGITS, from = to, to = afterMark(to)) {
    const mark = before.slice(at, at + MARK_DIGITS)
    const other = after.slice(at, at + MARK_DIGITS)
    if (mark === '' || other === '') return { from, to: undefined }
    if (mark !== other) return { from, to }
  }
}

function afterMark(position: number): number {
  return position + Math.max(MARK_STEP, position >> 3)
}

function markOf(word: number): string {
  const digit = (shift: number): string => DIGITS.charAt((word >>> shift) & 63)
  return digit(26) + digit(20) + digit(14) + digit(8)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
