import { describe, expect, it } from 'vitest'
import { paceOf, portion } from './speed.ts'

const speed = (megabytesPerSecond: number, longestBlockMilliseconds: number): Parameters<typeof paceOf>[0][string] => ({
  characters: 1,
  milliseconds: 1,
  megabytesPerSecond,
  megabytesPerSecondUncounted: 1,
  longestBlockMilliseconds,
  longTextCharacters: 1,
})

describe('portion', () => {
  it('takes other texts each round where there is enough', () => {
    const texts = Array.from({ length: 100 }, (_, index) => String(index).padEnd(100_000))
    const rounds = [0, 1, 2, 3, 4].map((round) => portion(texts, round))
    expect(new Set(rounds.flat()).size).toBe(rounds.flat().length)
    for (const round of rounds) expect(round).toHaveLength(10)
  })

  it('takes few texts again until a round is long enough to be timed', () => {
    expect(portion(['a'.repeat(1000)], 3)).toHaveLength(50)
    expect(portion(['a'.repeat(100_000), 'b'.repeat(25_000)], 1)).toHaveLength(4)
  })

  it('leaves no round empty where few texts are long', () => {
    for (const round of [0, 1, 2, 3, 4]) expect(portion(['a'.repeat(5e6), 'b'.repeat(5e6)], round)).toHaveLength(1)
  })
})

describe('paceOf', () => {
  it('is the median and the slowest of kinds, and the longest block of all texts', () => {
    const block = { characters: 1, megabytesPerSecond: 1, longestBlockMilliseconds: 40, became: '' }
    expect(paceOf({ a: speed(10, 20), b: speed(4, 30), c: speed(30, 10) }, { CSV: block })).toEqual({
      medianMegabytesPerSecond: 10,
      slowestMegabytesPerSecond: 4,
      slowestKind: 'b',
      longestBlockMilliseconds: 40,
      longestBlockOf: 'CSV',
    })
    expect(paceOf({ a: speed(10, 20) }, { CSV: { ...block, longestBlockMilliseconds: 3 } })).toMatchObject({
      longestBlockOf: 'a',
    })
    expect(paceOf({}, {})).toBe(undefined)
  })
})
