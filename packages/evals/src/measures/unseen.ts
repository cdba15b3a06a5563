/**
 * Where one digit may be another without changing what a compressor makes of a text, best first: the last digit of a fraction, of
 * a hash, of a number of three digits. A counter that misses one beat is no sequence any more, so whole numbers come last.
 */
const PLACES: readonly RegExp[] = [/\d\.\d+/g, /\b(?=\d{0,64}[a-f])[\da-f]{6,64}\d/g, /\d{3,}/g]
/** Between the places in a text that are tried in turn: a prime, so that they spread. */
const STRIDE = 7919

let made = 0

/** A text like another, that no cache has seen: of the same length and shape, with one digit changed; without digits, with a tail of white space. */
export function unseen(text: string): string {
  made++
  const from = (made * STRIDE) % Math.max(1, text.length)
  for (const place of PLACES) {
    const end = endOfNext(text, place, from) ?? endOfNext(text, place, 0)
    if (end !== undefined) return `${text.slice(0, end - 1)}${otherDigit(text[end - 1])}${text.slice(end)}`
  }
  return text + made.toString(2).replaceAll('0', ' ').replaceAll('1', '\t')
}

function endOfNext(text: string, place: RegExp, from: number): number | undefined {
  place.lastIndex = from
  return place.test(text) ? place.lastIndex : undefined
}

// One of the eight other digits above 0.
function otherDigit(digit = '0'): string {
  return String(1 + ((Number(digit) + (made % 8)) % 9))
}
