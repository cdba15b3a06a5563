import { describe, expect, it } from 'vitest'
import { isHeldOut } from './holdout.ts'
import { HASHES, stableHash } from './stable-hash.ts'

const NAMES: readonly string[] = Array.from({ length: 20_000 }, (_, at) => `conversation ${at}`)

describe('isHeldOut', () => {
  it('holds out the share that is asked for', () => {
    // Five standard deviations of a fair draw: 5 × √(20,000 × 0.1 × 0.9) = 212.
    const heldOut = NAMES.filter((name) => isHeldOut(name, 0.1)).length
    expect(Math.abs(heldOut - 2000)).toBeLessThan(212)
    expect(NAMES.some((name) => isHeldOut(name, 0))).toBe(false)
    expect(NAMES.every((name) => isHeldOut(name, 1))).toBe(true)
  })

  it('keeps out at a higher share whom it held out at a lower', () => {
    const lower = NAMES.filter((name) => isHeldOut(name, 0.05))
    expect(lower.every((name) => isHeldOut(name, 0.2))).toBe(true)
  })

  it('is the same for ever', () => {
    expect(NAMES.slice(0, 60).flatMap((name, at) => (isHeldOut(name, 0.1) ? [at] : []))).toMatchInlineSnapshot(`
      [
        4,
        8,
        31,
        32,
        41,
        48,
      ]
    `)
  })

  it('knows no other share', () => {
    for (const share of [-0.1, 1.1, Number.NaN]) expect(() => isHeldOut('c', share)).toThrow('must be from 0 to 1')
  })
})

describe('stableHash', () => {
  it('spreads names alike over its whole range', () => {
    const BINS = 50
    const bins = Array.from({ length: BINS }, () => 0)
    for (const name of NAMES) {
      const bin = Math.floor((stableHash(name) / HASHES) * BINS)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    const expected = NAMES.length / BINS
    const chiSquare = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // The 99.9 % quantile of chi-square with 49 degrees of freedom.
    expect(chiSquare).toBeLessThan(85.4)
    expect(new Set(NAMES.map(stableHash)).size).toBe(NAMES.length)
  })
})
