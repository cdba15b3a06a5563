import { describe, expect, it } from 'vitest'
import { type Group, measure, NO_GROUP, regroup } from './measure.ts'
import { PICODOLLARS } from './prices/rates.ts'

function groupOf(dollars: readonly number[]): Group {
  return dollars.reduce((group, cost) => regroup(group, undefined, BigInt(cost) * PICODOLLARS), NO_GROUP)
}

function repeated(dollars: readonly number[], times: number): readonly number[] {
  return Array.from({ length: times }, () => dollars).flat()
}

describe('measure', () => {
  it('is off without a conversation held out', () => {
    expect(measure(NO_GROUP, groupOf([1, 2]))).toEqual({ state: 'off' })
  })

  it('says how many conversations are missing', () => {
    expect(measure(groupOf(repeated([1], 12)), groupOf(repeated([1], 40)))).toEqual({
      state: 'not-enough',
      heldOut: 12,
      shortened: 40,
      needed: { heldOut: 18, shortened: 0 },
    })
  })

  it("gives Welch's interval", () => {
    // 30 of $2, $4, $6: mean 4, variance 80/29. 40 of $1, $3: mean 2, variance 40/39.
    // Squared errors 80/29/30 = 0.0919540 and 40/39/40 = 0.0256410, sum 0.1175950; their root 0.3429213.
    // Degrees of freedom 0.1175950² / (0.0919540²/29 + 0.0256410²/39) = 44.781; t = 2.014404 (tables: 2.0154 at 44.5, 2.0141 at 45).
    const measured = measure(groupOf(repeated([2, 4, 6], 10)), groupOf(repeated([1, 3], 20)))
    expect(measured).toMatchObject({
      heldOut: 30,
      shortened: 40,
      heldOutDollars: 4,
      shortenedDollars: 2,
      savedDollars: 2,
    })
    if (measured.state !== 'measured') throw new Error('not measured')
    expect(measured.low).toBeCloseTo(2 - 2.0144 * 0.342_921_3, 4)
    expect(measured.high).toBeCloseTo(2 + 2.0144 * 0.342_921_3, 4)
  })

  it('has the quantile of the tables, also for the fewest conversations', () => {
    // One group without spread leaves the 29 degrees of the other: t = 2.045230 (NIST tables). Variance 30/29, error² 1/29.
    const measured = measure(groupOf(repeated([1, 3], 15)), groupOf(repeated([1], 30)))
    if (measured.state !== 'measured') throw new Error('not measured')
    expect(measured.high - measured.savedDollars).toBeCloseTo(2.045_23 * Math.sqrt(1 / 29), 4)
  })

  it('is no number from few, and wide from not many', () => {
    const width = (times: number): number => {
      const measured = measure(groupOf(repeated([1, 9], times)), groupOf(repeated([1, 9], times)))
      return measured.state === 'measured' ? measured.high - measured.low : Number.NaN
    }
    expect(width(14)).toBeNaN()
    expect(width(15)).toBeCloseTo(2 * 2.0017 * Math.sqrt(2 * (16 / 29)), 2)
    expect(width(1500)).toBeLessThan(width(15) / 9)
  })

  it('may come out below nothing', () => {
    const measured = measure(groupOf(repeated([1, 2], 20)), groupOf(repeated([3, 4], 20)))
    expect(measured).toMatchObject({ savedDollars: -2 })
  })

  it('has no width where all conversations cost the same', () => {
    const same = groupOf(repeated([1], 30))
    expect(measure(same, same)).toMatchObject({ savedDollars: 0, low: 0, high: 0 })
  })
})

describe('regroup', () => {
  it('puts a new cost in the place of an old one', () => {
    expect(regroup(groupOf([1, 5]), 5n * PICODOLLARS, 7n * PICODOLLARS)).toEqual(groupOf([1, 7]))
    expect(regroup(groupOf([1, 5]), 5n * PICODOLLARS, undefined)).toEqual(groupOf([1]))
  })
})
