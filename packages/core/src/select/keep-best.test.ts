import { describe, expect, it } from 'vitest'
import { keepBest } from './keep-best.ts'

const plain = Array.from({ length: 50 }, (_, index) => ({ text: `request ${index} served` }))

describe('keepBest', () => {
  it('keeps first and last, pinned units and strong signals', () => {
    const units = plain.map((unit, index) =>
      index === 20 ? { ...unit, pinned: true } : index === 33 ? { ...unit, signal: 0.9 } : unit,
    )
    expect(keepBest({ units }, { query: '' }).indices).toEqual(expect.arrayContaining([0, 20, 33, 49]))
  })

  it('keeps what answers the query', () => {
    const units = plain.map((unit, index) => (index === 27 ? { text: 'payment refunded' } : unit))
    expect(keepBest({ units }, { query: 'Was the payment refunded?' }).indices).toContain(27)
  })

  it('leaves near-duplicates out', () => {
    expect(keepBest({ units: plain }, { query: '' }).indices.length).toBeLessThan(10)
  })

  it('keeps to the ratio of characters, but for pinned units', () => {
    const units = plain.map((unit) => ({ ...unit, signal: 1 }))
    const kept = keepBest({ units }, { query: '', keepRatio: 0.2 }).indices
    const length = kept.reduce((sum, index) => sum + (units[index]?.text.length ?? 0), 0)
    expect(length).toBeLessThanOrEqual(0.2 * units.reduce((sum, { text }) => sum + text.length, 0))
    expect(kept.length).toBeGreaterThan(5)
  })

  it('gives ascending indices, the same for the same arguments', () => {
    const first = keepBest({ units: plain }, { query: 'request 31' })
    expect(first).toEqual(keepBest({ units: plain }, { query: 'request 31' }))
    expect(first.indices).toEqual(first.indices.toSorted((a, b) => a - b))
  })

  it('keeps nothing of nothing', () => {
    expect(keepBest({ units: [] }, { query: 'x' }).indices).toEqual([])
  })
})
