import { describe, expect, it } from 'vitest'
import { sharesOf } from './shares.ts'

describe('sharesOf', () => {
  it('gives each as much as any other, and what one does not need to the others', () => {
    expect(sharesOf([100, 10, 100], [false, false, false], 90)).toEqual([40, 10, 40])
    expect(sharesOf([5, 10, 15], [false, false, false], 90)).toEqual([5, 10, 15])
  })

  it('gives named ones first', () => {
    expect(sharesOf([100, 60, 100], [false, true, false], 90)).toEqual([15, 60, 15])
    expect(sharesOf([100, 60, 100], [true, true, false], 90)).toEqual([45, 45, 0])
  })

  it('gives nothing where there is nothing', () => {
    expect(sharesOf([], [], 90)).toEqual([])
    expect(sharesOf([5, 5], [false, true], 0)).toEqual([0, 0])
  })
})
