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

  it('keeps outliers of a series and the place where its level changes', () => {
    const slow = plain.map((unit, index) => ({ ...unit, value: index === 31 ? 9_000 : 20 + (index % 5) }))
    const raised = plain.map((unit, index) => ({ ...unit, value: (index < 17 ? 20 : 80) + (index % 3) }))
    expect(keepBest({ units: slow }, { query: '' }).indices).toContain(31)
    expect(keepBest({ units: raised }, { query: '' }).indices).toContain(17)
    expect(keepBest({ units: raised }, { query: '' }).reasons).toContain('outliers and changes')
  })

  it('answers the query from what stands over a unit', () => {
    const units = plain.map((unit, index) => (index === 9 ? { ...unit, heading: 'src/payment.ts' } : unit))
    expect(keepBest({ units }, { query: 'What does the payment do?' }).indices).toContain(9)
  })

  it('gives only reasons that hold', () => {
    expect(keepBest({ units: plain }, { query: '' }).reasons).not.toContain('matches of the query')
    expect(keepBest({ units: plain.slice(0, 2) }, { query: '' }).reasons).toEqual(['first and last'])
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
