/**
 * Hashes a text at once, without a promise: two 32-bit multiplicative hashes of its UTF-16 units, mixed at the end.
 * For telling apart, not for security. Constants: MurmurHash3's and xxHash's odd multipliers.
 *
 * @returns 16 hex digits.
 */
export function quickHash(text: string): string {
  let one = 0xdeadbeef
  let two = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    one = Math.imul(one ^ unit, 2_654_435_761)
    two = Math.imul(two ^ unit, 1_597_334_677)
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909)
  two = Math.imul(two ^ (two >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909)
  return hex(one) + hex(two)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
