import type { Blob, Run } from './blob-run.ts'
import { isInUrl } from './is-in-url.ts'
import { DIGIT, firstBytes, HIGH, HIGH_HEX, kindOf, LOW, LOW_HEX, SAFE_SIGN, STANDARD_SIGN } from './letters.ts'
import { MAGIC_LENGTH, typeOfBytes } from './magic.ts'
import { isSecret, isTokenPart, LOOK_BEHIND } from './secret.ts'

/** Hex digits from which they are a dump: eight times the longest digest. */
const MIN_HEX = 1_000
/** Base64 of an unknown type from so many characters: session tokens of cloud providers have up to a thousand. */
const MIN_UNKNOWN = 1_024
/** Characters before a run that the head of a data URL takes at most. */
const URL_HEAD = 300
/** Digits per line of digests (MD5, SHA-1, SHA-2): lines of hex as long may be a list of them. */
const DIGEST_WIDTHS: ReadonlySet<number> = new Set([32, 40, 48, 56, 64, 96, 128])

const DATA_URL = /(?<![\w+/-])data:([\w.+-]{1,60}\/[\w.+-]{1,80})?(?:;[\w.+-]{1,40}=[\w.+-]{1,40}){0,4};base64,$/

/**
 * What a run of digits is: bytes; `needed` for a key, a token and a part of a URL, which nothing else may leave out; undefined
 * for a number, a path, words, a list of digests.
 */
export function judge(text: string, run: Run): Blob | 'needed' | undefined {
  const before = text.slice(Math.max(0, run.start - LOOK_BEHIND), run.start)
  const url = DATA_URL.exec(before.slice(-URL_HEAD))
  const base = isHex(run) ? 'hex' : 'base64'
  const bytes = firstBytes(text, run.start, run.end, base, MAGIC_LENGTH)
  if (isSecret(before, bytes, run.end - run.start)) return 'needed'
  if (url === null && (isInUrl(before) || isTokenPart(text, run.start, run.end))) return 'needed'
  const type = url?.[1] ?? typeOfBytes(bytes)
  const isKnown = type !== undefined && type !== 'text'
  if (run.width > 0 && !run.isClosed && !isKnown) return undefined
  const isBlob = base === 'hex' ? isDump(run) : isBase64(text, run) && (isKnown || isLongAndMixed(text, run))
  if (url === null && !isBlob) return undefined
  return {
    start: run.start - (url?.[0].length ?? 0),
    end: run.end,
    base: url === null ? base : 'base64',
    type,
    isUrl: url !== null,
    bytes: Math.floor((run.digits * (url === null && base === 'hex' ? 4 : 6)) / 8),
  }
}

function isHex({ kinds, end, start, digits }: Run): boolean {
  const isOneCase = (kinds & ~(DIGIT | LOW_HEX)) === 0 || (kinds & ~(DIGIT | HIGH_HEX)) === 0
  return isOneCase && end - start >= digits
}

function isDump({ kinds, digits, width }: Run): boolean {
  const hasBoth = (kinds & DIGIT) !== 0 && (kinds & (LOW_HEX | HIGH_HEX)) !== 0
  return hasBoth && digits >= MIN_HEX && digits % 2 === 0 && !DIGEST_WIDTHS.has(width)
}

/** Base64 has letters of both cases, digits, and the signs of one alphabet. */
function isBase64(text: string, { kinds, end }: Run): boolean {
  const hasBoth = (kinds & (LOW | LOW_HEX)) !== 0 && (kinds & (HIGH | HIGH_HEX)) !== 0
  const isOne = (kinds & STANDARD_SIGN) === 0 || (kinds & SAFE_SIGN) === 0
  return hasBoth && isOne && ((kinds & DIGIT) !== 0 || text.charAt(end - 1) === '=')
}

function isLongAndMixed(text: string, { start, end }: Run): boolean {
  return end - start >= MIN_UNKNOWN && isMixed(text, start, end)
}

/** Pieces of a stretch that are looked at, and the characters of each. */
const PIECES = 8
const PIECE = 128
/** Share of neighbours of different kinds (small, capital, digit) from which letters are no words: base64 0.6, hex 0.47, code 0.2 to 0.4. */
const MIXED = 0.43

/** Whether small letters, capitals and digits follow on each other as chance has it. */
export function isMixed(text: string, start: number, end: number): boolean {
  const step = Math.max(PIECE, Math.floor((end - start - PIECE) / (PIECES - 1)))
  let changes = 0
  let seen = 0
  for (let piece = start; piece < end; piece += step) {
    const stop = Math.min(end, piece + PIECE)
    for (let at = piece + 1; at < stop; at++) {
      if (coarse(text.charCodeAt(at)) !== coarse(text.charCodeAt(at - 1))) changes++
      seen++
    }
  }
  return changes >= seen * MIXED
}

function coarse(unit: number): number {
  const kind = kindOf(unit)
  if (kind & (LOW | LOW_HEX)) return 1
  if (kind & (HIGH | HIGH_HEX)) return 2
  return kind === DIGIT ? 3 : 4
}
