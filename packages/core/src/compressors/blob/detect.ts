import { isMixed } from './judge.ts'
import { kindOf } from './letters.ts'
import { kindOfWindow } from './window-kind.ts'
import { MIN_BLOB } from './find-blobs.ts'

/** Pieces that are looked at, evenly spread, the first and the last included, and the characters of each. */
const PIECES = 24
const PIECE = 512
/** Digits in a row, or on lines of one length, from which a piece may belong to a blob. */
const MIN_DIGITS = 250
/** Share of pieces from which a text is mostly such. */
const MOSTLY = 0.5

/** How surely a text holds stretches that stand for bytes, or minified code: 0.7 mostly, 0.35 somewhere. Looks at 24 pieces. */
export function detectBlob(text: string): number {
  if (text.length < MIN_BLOB || PATCH.test(text.slice(0, PIECE))) return 0
  const step = Math.max(PIECE, (text.length - PIECE) / (PIECES - 1))
  let found = 0
  let seen = 0
  for (let at = 0; at < text.length && seen < PIECES; at += step, seen++) {
    if (isUnreadPiece(text, Math.min(Math.floor(at), Math.max(0, text.length - PIECE)))) found++
  }
  if (found === 0) return 0
  return found >= seen * MOSTLY ? 0.7 : 0.35
}

/** What may be applied as it stands is left as it is. */
const PATCH = /^(?:diff --git |diff -|Index: |--- |From [0-9a-f]{40} |commit [0-9a-f]{40}|\*\*\* )/

const INDENTED = /\r?\n[ \t]{1,40}/g

function isUnreadPiece(text: string, start: number): boolean {
  const written = text.slice(start, start + PIECE)
  if (!written.includes('\n') && kindOfWindow(written, 0, written.length) !== undefined) return true
  if (!mayHaveDigits(written)) return false
  const piece = written.replaceAll(INDENTED, '\n')
  let from = 0
  let digits = 0
  for (let at = 0; at <= piece.length; at++) {
    const isDigit = at < piece.length && kindOf(piece.charCodeAt(at)) !== 0
    if (isDigit) digits++
    else if (piece.charAt(at) !== '\n' || digits < at - from - MAX_BREAKS) {
      if (digits >= MIN_DIGITS && isBytes(piece, from, at)) return true
      from = at + 1
      digits = 0
    }
  }
  return false
}

/**
 * Whether so many digits may stand in a row, or on lines. Such a row covers one of the places that are looked at: in most texts
 * a few characters around each tell that there is none.
 */
function mayHaveDigits(piece: string): boolean {
  for (let at = MIN_DIGITS - 1; at < piece.length; at += MIN_DIGITS) {
    let [from, to] = [at, at]
    while (from > 0 && isDigitOrSpace(piece, from - 1)) from--
    while (to < piece.length && isDigitOrSpace(piece, to)) to++
    if (to - from >= MIN_DIGITS) return true
  }
  return false
}

const SPACE = 32

function isDigitOrSpace(piece: string, at: number): boolean {
  const unit = piece.charCodeAt(at)
  return unit <= SPACE || kindOf(unit) !== 0
}

/** Line ends in a piece of wrapped base64. */
const MAX_BREAKS = 12

function isBytes(piece: string, from: number, to: number): boolean {
  return HAS_DIGIT.test(piece.slice(from, to)) && isMixed(piece, from, to)
}

const HAS_DIGIT = /\d/
