import { describe, expect, it } from 'vitest'
import { unseen } from './unseen.ts'

/** How many characters of two texts of one length differ. */
const differing = (a: string, b: string): number => [...a].filter((sign, at) => sign !== b[at]).length

describe('unseen', () => {
  it('changes one digit and nothing else', () => {
    for (const text of ['id 1024 took 3.75 s', '{"id":1000,"hash":"0f3c9a77"}', 'a,100\nb,200\n']) {
      const made = unseen(text)
      expect(made).toHaveLength(text.length)
      expect(differing(text, made)).toBe(1)
      expect(made.replace(/\d/g, '0')).toBe(text.replace(/\d/g, '0'))
    }
  })

  it('changes a fraction rather than a whole number, which may be part of a sequence', () => {
    expect(unseen('1000,1.5\n1001')).toMatch(/^1000,1\.[^5]\n1001$/)
  })

  it('makes another text each time', () => {
    const rows = Array.from({ length: 100 }, (_, at) => `row ${1000 + at} took ${at}.25 ms`).join('\n')
    const made = Array.from({ length: 8 }, () => unseen(rows))
    expect(new Set([rows, ...made]).size).toBe(9)
    expect(new Set([unseen('words'), unseen('words'), 'words']).size).toBe(3)
  })

  it('gives JSON that is JSON', () => {
    const json = JSON.stringify({ n: 10.5, at: '2026-01-01T00:00:00.123Z', list: [100, 2000] })
    for (let round = 0; round < 20; round++) expect(() => JSON.parse(unseen(json)) as unknown).not.toThrow()
  })

  it('takes time in proportion to a hostile text', () => {
    for (const part of ['f0', '1', 'a1.', '0.0'])
      expect(unseen(part.repeat(500_000 / part.length)).length).toBeGreaterThan(0)
  })
})
