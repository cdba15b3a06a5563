/** One more than the highest hash: 2^53, up to which every whole number is exact. */
export const HASHES: number = 2 ** 53

/**
 * A hash of a text: the same in every process and version, spread evenly, for telling apart and for drawing lots; not for
 * security. Two 32-bit multiplicative hashes of the UTF-16 units, mixed at the end. Constants: MurmurHash3's and xxHash's.
 *
 * @returns A whole number, at least 0 and below `HASHES`.
 */
export function stableHash(text: string): number {
  let one = 0xdeadbeef
  let two = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    one = Math.imul(one ^ unit, 2_654_435_761)
    two = Math.imul(two ^ unit, 1_597_334_677)
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909)
  two = Math.imul(two ^ (two >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909)
  const HIGH_BITS = 21
  return (two >>> (32 - HIGH_BITS)) * 2 ** 32 + (one >>> 0)
}
