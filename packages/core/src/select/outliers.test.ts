import { describe, expect, it } from 'vitest'
import { outliersOf } from './outliers.ts'

describe('outliersOf', () => {
  it('finds values far outside the others, on either side', () => {
    const values = Array.from({ length: 200 }, (_, index) => 100 + (index % 17))
    values[40] = 9_000
    values[150] = -4_000
    expect(outliersOf(values)).toEqual([40, 150])
  })

  it('finds none in evenly spread or skewed values', () => {
    expect(outliersOf(Array.from({ length: 100 }, (_, index) => index))).toEqual([])
    expect(outliersOf(Array.from({ length: 100 }, (_, index) => 2 ** (index / 10)))).toEqual([])
  })

  it('finds none where many values would be', () => {
    expect(outliersOf(Array.from({ length: 100 }, (_, index) => (index % 10 === 0 ? 1_000 : 1)))).toEqual([])
  })

  it('finds the one that differs among equals', () => {
    expect(outliersOf([...Array.from({ length: 30 }, () => 5), 6])).toEqual([30])
  })

  it('ignores gaps and what is not finite', () => {
    expect(outliersOf([undefined, Number.NaN, Infinity, 1, 2, 1, 2, 1, 2, 1, 2, 1, 900])).toEqual([12])
  })

  it('finds none among a few', () => {
    expect(outliersOf([1, 1, 1, 900])).toEqual([])
  })
})
