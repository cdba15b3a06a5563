import { describe, expect, it } from 'vitest'
import { quickHash } from './quick-hash.ts'

describe('quickHash', () => {
  it('gives 16 hex digits, the same for the same text', () => {
    expect(quickHash('what failed?')).toMatch(/^[0-9a-f]{16}$/)
    expect(quickHash('what failed?')).toBe(quickHash(['what', 'failed?'].join(' ')))
  })

  it('tells 100,000 similar texts apart', () => {
    const hashes = new Set(
      Array.from({ length: 100_000 }, (_, number) => quickHash(`["view",null,"question ${number}"]`)),
    )
    expect(hashes.size).toBe(100_000)
  })
})
