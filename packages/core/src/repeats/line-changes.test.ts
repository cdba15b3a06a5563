import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineChanges } from './line-changes.ts'

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 30 })

describe('lineChanges', () => {
  it('finds nothing between equal texts', () => {
    expect(lineChanges(['a', 'b'], ['a', 'b'])).toEqual([])
  })

  it('joins lines that go with the lines that come in their place', () => {
    expect(lineChanges(['a', 'b', 'c', 'd'], ['a', 'x', 'y', 'd'])).toEqual([{ from: 1, removed: 2, to: 1, added: 2 }])
    expect(lineChanges(['a', 'd'], ['a', 'b', 'd', 'e'])).toEqual([
      { from: 1, removed: 0, to: 1, added: 1 },
      { from: 2, removed: 0, to: 3, added: 1 },
    ])
  })

  it('makes the second text of the first, with no more changes than there are lines', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const changes = lineChanges(before, after) ?? []
        const made: string[] = []
        let done = 0
        for (const { from, removed, to, added } of changes) {
          made.push(...before.slice(done, from), ...after.slice(to, to + added))
          done = from + removed
        }
        made.push(...before.slice(done))
        expect(made).toEqual(after)
        const cost = changes.reduce((sum, { removed, added }) => sum + removed + added, 0)
        expect(cost).toBe(before.length + after.length - 2 * commonLength(before, after))
      }),
      { seed: 3, numRuns: 1_000 },
    )
  })

  it('gives up on texts that have little in common', () => {
    const numbered = (word: string): string[] => Array.from({ length: 300 }, (_, index) => `${word} ${index}`)
    expect(lineChanges(numbered('a'), numbered('b'))).toBeUndefined()
  })
})

/** Lines of the longest common subsequence, by the textbook's table. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const table = a.map(() => b.map(() => 0))
  const of = (x: number, y: number): number => table[x]?.[y] ?? 0
  a.forEach((line, x) =>
    b.forEach((other, y) => {
      const row = table[x] ?? []
      row[y] = line === other ? of(x - 1, y - 1) + 1 : Math.max(of(x - 1, y), of(x, y - 1))
    }),
  )
  return of(a.length - 1, b.length - 1)
}
