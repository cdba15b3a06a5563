import { describe, expect, it } from 'vitest'
import { crc32 } from './crc32.ts'

describe('crc32', () => {
  it.each([
    ['', 0],
    // The check value of the CRC catalogue.
    ['123456789', 0xcbf43926],
    ['The quick brown fox jumps over the lazy dog', 0x414fa339],
  ])('of %j is as zlib has it', (text, expected) => {
    expect(crc32(new TextEncoder().encode(text))).toBe(expected)
  })
})
