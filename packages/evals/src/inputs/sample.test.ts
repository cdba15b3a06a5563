import { describe, expect, it } from 'vitest'
import { sampled } from './sample.ts'

const NAMES = Array.from({ length: 30 }, (_, index) => `logs/${index}.log`)
const about = (name: string): { group: string; name: string } => ({ group: name.split('/')[0] ?? '', name })

describe('sampled', () => {
  it('takes a few of each group, in the order given', () => {
    const taken = sampled([...NAMES, 'csv/a.csv'], 4, about)
    expect(taken).toHaveLength(5)
    expect(taken).toEqual([...NAMES, 'csv/a.csv'].filter((name) => taken.includes(name)))
  })

  it('takes the same, in whatever order they are listed', () => {
    expect(sampled(NAMES.toReversed(), 4, about).toSorted()).toEqual(sampled(NAMES, 4, about).toSorted())
  })

  it('takes all where no number is given', () => {
    expect(sampled(NAMES, undefined, about)).toBe(NAMES)
  })
})
