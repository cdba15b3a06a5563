import type { Outcome, Report } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { removedBy } from './removed.ts'

function outcome(tool: string, tokensBefore: number, tokensAfter: number, more: Partial<Outcome> = {}): Outcome {
  const reason = tokensBefore === tokensAfter ? 'not-smaller' : 'lossless'
  return { path: [], role: 'tool', tool, form: 'lossless', reason, tokensBefore, tokensAfter, ...more }
}

function reportOf(...outcomes: readonly Outcome[]): Report {
  const tokensAfter = outcomes.reduce((sum, one) => sum + one.tokensAfter, 0)
  return { dialect: 'd', tokensBefore: 0, tokensAfter, tokensSaved: 0, keys: [], outcomes }
}

const READ = outcome('read', 900, 300)
const ASKED = outcome('headroom_retrieve', 40, 40, { form: 'verbatim', reason: 'retrieved' })

describe('removedBy', () => {
  it('takes what was shortened, and counts answers of the retrieve tool against it', () => {
    const removed = removedBy(reportOf(READ, outcome('grep', 50, 50), ASKED, outcome('ls', 80, 70)))
    expect(removed.map(({ tokens, behind }) => [tokens, behind])).toEqual([
      [600, 160],
      [-40, 70],
      [10, 0],
    ])
  })

  it('knows a part again wherever it stands', () => {
    const [before] = removedBy(reportOf(READ))
    const [, again] = removedBy(reportOf(outcome('ls', 80, 70), { ...READ, path: ['messages', 9], reason: 'replayed' }))
    expect(again?.id).toBe(before?.id)
  })

  it('tells parts that are alike in one request apart', () => {
    const removed = removedBy(reportOf(READ, READ))
    expect(new Set(removed.map(({ id }) => id)).size).toBe(2)
  })
})
