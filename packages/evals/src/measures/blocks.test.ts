import { defaultTokenizer } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { engine } from '../subject.ts'
import { measureBlocks } from './blocks.ts'
import { LONG_TEXTS } from './long-texts.ts'

describe('measureBlocks', () => {
  it('takes generated outputs of the shapes that the folder holds, and no others', async () => {
    const csv = { name: 'a.csv', kind: 'csv', text: LONG_TEXTS['CSV']?.(3000) ?? '' }
    const blocks = await measureBlocks([csv], 'balanced', engine(), await defaultTokenizer(), 30_000)
    expect(blocks['CSV']).toMatchObject({ became: expect.stringMatching(/^(?:view|lossless) table$/) as string })
    expect(blocks['CSV']?.characters).toBeGreaterThan(30_000)
    expect(Object.keys(blocks)).not.toContain('log')
    expect(await measureBlocks([], 'lossless', engine(), await defaultTokenizer(), 100)).toEqual({})
  })
})

describe('LONG_TEXTS', () => {
  it('are of the length that is asked for, and the same each time', () => {
    for (const build of Object.values(LONG_TEXTS)) {
      const text = build(50_000)
      expect(text.length).toBeGreaterThan(49_000)
      expect(text.length).toBeLessThan(60_000)
      expect(build(50_000)).toBe(text)
    }
  })

  it('hold JSON where they say so, and a compressor for each shape of structured output', () => {
    const known = Object.entries(LONG_TEXTS).map(([name, build]) => [name, engine().kindOf(build(50_000))])
    const kinds = Object.fromEntries(known) as Record<string, string | undefined>
    expect(kinds).toMatchObject({
      log: 'log',
      'search results': 'search',
      'ls -l': 'listing',
      CSV: 'table',
      diff: 'diff',
    })
    for (const name of ['JSON rows', 'JSON rows, indented', 'JSON tree'])
      expect(() => JSON.parse(LONG_TEXTS[name]?.(20_000) ?? '') as unknown).not.toThrow()
  })
})
