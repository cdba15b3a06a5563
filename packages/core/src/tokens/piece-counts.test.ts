import { describe, expect, it } from 'vitest'
import { pieceCounts } from './piece-counts.ts'
import { unitsOf } from './units.ts'

describe('pieceCounts', () => {
  it('asks for a piece once, wherever it stands', () => {
    const asked: string[] = []
    const counts = pieceCounts((piece) => asked.push(piece))
    const units = unitsOf('abcabc')
    expect([counts.countOf(units, 0, 3), counts.countOf(units, 3, 6), counts.countOf(units, 1, 3)]).toEqual([1, 1, 2])
    expect(asked).toEqual(['abc', 'bc'])
  })

  it('stays right when it has forgotten what it held', () => {
    const counts = pieceCounts(Number)
    const countOf = (value: number): number => {
      const text = String(value)
      return counts.countOf(unitsOf(text), 0, text.length)
    }
    for (let round = 0; round < 2; round++) {
      for (let value = 100_000; value < 230_000; value++) if (countOf(value) !== value) throw new Error(String(value))
    }
    expect(countOf(100_000)).toBe(100_000)
  })

  it('tells pieces apart that one is the start of', () => {
    const counts = pieceCounts((piece) => piece.length)
    const units = unitsOf('订单订单a')
    expect([2, 4, 5, 4, 2].map((to) => counts.countOf(units, 0, to))).toEqual([2, 4, 5, 4, 2])
  })
})
