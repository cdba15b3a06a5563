import { describe, expect, it } from 'vitest'
import { atOnce } from '../steps.ts'
import { eachInSteps, indicesInSteps, mapInSteps } from './each-in-steps.ts'

describe('eachInSteps', () => {
  it('goes through all items in order, long texts in a step each', () => {
    const texts = ['a'.repeat(200_000), 'b', 'c'.repeat(200_000)]
    const seen: string[] = []
    const steps = eachInSteps(texts, (text, index) => seen.push(`${index}${text.charAt(0)}`))
    steps.next()
    expect(seen).toEqual(['0a'])
    atOnce(steps)
    expect(seen).toEqual(['0a', '1b', '2c'])
  })

  it('takes fewer items a step where each costs more', () => {
    const count = (itemLength?: number): number =>
      [...eachInSteps(Array.from({ length: 20_000 }), () => {}, itemLength)].length
    expect(count()).toBe(2)
    expect(count(160)).toBe(24)
  })
})

describe('mapInSteps', () => {
  it('gives what is made of each item', () => {
    expect(atOnce(mapInSteps([1, 2, 3], (item, index) => item * index))).toEqual([0, 2, 6])
  })
})

describe('indicesInSteps', () => {
  it('gives the places of the items that pass', () => {
    expect(atOnce(indicesInSteps(['a', 'bb', 'cc'], (text) => text.length > 1))).toEqual([1, 2])
  })
})
