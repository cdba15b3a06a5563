import { quickHash } from '@headroom/core'

/** One more than the highest hash: 2^53, up to which every whole number is exact. */
export const HASHES: number = 2 ** 53

/** Bits of the second half of the hash that fit beside the 32 of the first. */
const HIGH_BITS = 21

/**
 * A hash of a text as a number: the same in every process and version, spread evenly, for telling apart and for drawing lots; not
 * for security.
 *
 * @returns A whole number, at least 0 and below `HASHES`.
 */
export function stableHash(text: string): number {
  const digits = quickHash(text)
  const [one, two] = [Number.parseInt(digits.slice(0, 8), 16), Number.parseInt(digits.slice(8), 16)]
  return (two >>> (32 - HIGH_BITS)) * 2 ** 32 + one
}
