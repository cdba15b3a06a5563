import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextOfEither } from './next-of-either.ts'

describe('nextOfEither', () => {
  it('finds the next of two bytes from indices that do not decrease', () => {
    const bytes = fc.uint8Array({ max: 5, maxLength: 30 })
    const steps = fc.array(fc.integer({ min: 0, max: 6 }))
    const promise = fc.property(bytes, steps, (chunk, lengths) => {
      const next = nextOfEither(chunk, 1, 2)
      let from = 0
      for (const length of lengths) {
        from += length
        const found = chunk.findIndex((byte, at) => at >= from && (byte === 1 || byte === 2))
        expect(next(from)).toBe(found < 0 ? chunk.length : found)
      }
    })
    fc.assert(promise, { seed: 4 })
  })
})
