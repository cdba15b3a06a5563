/** What a character may be a digit of. Bits, so that a stretch tells by one number what it is made of. */
export const DIGIT = 1
/** `a` to `f`. */
export const LOW_HEX = 2
/** `A` to `F`. */
export const HIGH_HEX = 4
/** `g` to `z`. */
export const LOW = 8
/** `G` to `Z`. */
export const HIGH = 16
/** `+` and `/`, of standard base64. */
export const STANDARD_SIGN = 32
/** `-` and `_`, of URL-safe base64. */
export const SAFE_SIGN = 64

const KINDS: Uint8Array = kinds()

function kinds(): Uint8Array {
  const table = new Uint8Array(128)
  for (let code = 48; code <= 57; code++) table[code] = DIGIT
  for (let letter = 0; letter < 26; letter++) {
    table[65 + letter] = letter < 6 ? HIGH_HEX : HIGH
    table[97 + letter] = letter < 6 ? LOW_HEX : LOW
  }
  for (const sign of '+/') table[sign.charCodeAt(0)] = STANDARD_SIGN
  for (const sign of '-_') table[sign.charCodeAt(0)] = SAFE_SIGN
  return table
}

/** The bit of a UTF-16 unit, 0 where it is no digit of base64 or hex. */
export function kindOf(unit: number): number {
  return unit < 128 ? (KINDS[unit] ?? 0) : 0
}

/** The bytes that the first digits of a stretch stand for; line ends and spaces between digits are passed over. */
export function firstBytes(text: string, start: number, end: number, base: 'base64' | 'hex', count: number): number[] {
  const bits = base === 'hex' ? 4 : 6
  const bytes: number[] = []
  let held = 0
  let value = 0
  for (let at = start; at < end && bytes.length < count; at++) {
    const digit = base === 'hex' ? Number.parseInt(text.charAt(at), 16) : digitOf(text.charCodeAt(at))
    if (Number.isNaN(digit) || digit < 0) continue
    value = ((value << bits) | digit) & 0xffff
    held += bits
    if (held >= 8) bytes.push((value >> (held -= 8)) & 0xff)
  }
  return bytes
}

function digitOf(unit: number): number {
  if (unit >= 65 && unit <= 90) return unit - 65
  if (unit >= 97 && unit <= 122) return unit - 71
  if (unit >= 48 && unit <= 57) return unit + 4
  if (unit === 43 || unit === 45) return 62
  return unit === 47 || unit === 95 ? 63 : -1
}
