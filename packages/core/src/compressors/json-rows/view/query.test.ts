import { describe, expect, it } from 'vitest'
import { readQuery } from './query.ts'

describe('readQuery', () => {
  it('reads values of one or several words, without the punctuation around them', () => {
    const { phrases } = readQuery('which entry has "author" = "Connor Pearson", id GO-2026-4603?')
    expect(phrases.has('Connor Pearson')).toBe(true)
    expect(phrases.has('GO-2026-4603')).toBe(true)
    expect(phrases.has('author')).toBe(true)
  })

  it('reads paths', () => {
    expect(readQuery('the value at $.results[29].vulns[1]["a b"].id?').paths).toEqual([
      ['results', 29, 'vulns', 1, 'a b', 'id'],
    ])
    expect(readQuery('costs $5').paths).toEqual([])
  })

  it('reads no more than the beginning of a very long query', () => {
    expect(readQuery('word '.repeat(200_000)).phrases.size).toBeLessThan(10_000)
  })
})
