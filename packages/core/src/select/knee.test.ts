import { describe, expect, it } from 'vitest'
import { kneeOf } from './knee.ts'

describe('kneeOf', () => {
  it('finds where a curve stops paying', () => {
    expect(kneeOf([0, 10, 18, 20, 21, 22, 23, 24])).toBe(2)
  })

  it('finds none in a straight, flat or short curve', () => {
    expect(kneeOf([0, 1, 2, 3, 4])).toBeUndefined()
    expect(kneeOf([3, 3, 3, 3])).toBeUndefined()
    expect(kneeOf([0, 5])).toBeUndefined()
    expect(kneeOf([])).toBeUndefined()
  })
})
