import { describe, expect, it } from 'vitest'
import { changePointOf } from './change-points.ts'

describe('changePointOf', () => {
  it('finds the first value after a jump', () => {
    const values = Array.from({ length: 60 }, (_, index) => (index < 23 ? 10 : 80) + (index % 3))
    expect(changePointOf(values)).toBe(23)
  })

  it('counts gaps as places', () => {
    const values = [undefined, 1, 1, 1, 1, 1, undefined, 9, 9, 9, 9, 9]
    expect(changePointOf(values)).toBe(7)
  })

  it('finds none in a slope, in noise, in equal or few values', () => {
    expect(changePointOf(Array.from({ length: 60 }, (_, index) => index))).toBeUndefined()
    expect(changePointOf(Array.from({ length: 60 }, (_, index) => (index * 7919) % 101))).toBeUndefined()
    expect(changePointOf(Array.from({ length: 60 }, () => 4))).toBeUndefined()
    expect(changePointOf([1, 1, 1, 9, 9, 9])).toBeUndefined()
  })
})
