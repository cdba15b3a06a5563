import type { Outcome, Report } from '@headroom/core'
import picocolors from 'picocolors'
import { describe, expect, it } from 'vitest'
import { tableOfOutcome, tableOfReport } from './report-table.ts'

const plain = picocolors.createColors(false)
const whole: Outcome = { path: [], role: 'user', form: 'verbatim', reason: 'policy', tokensBefore: 10, tokensAfter: 10 }
const view: Outcome = {
  path: [],
  role: 'tool',
  tool: 'sql',
  by: 'json-rows',
  form: 'view',
  reason: 'view',
  tokensBefore: 1_000,
  tokensAfter: 90,
  key: '8f3a09bc71de4f02',
  kept: 7,
  total: 200,
}

function reportOf(outcomes: readonly Outcome[]): Report {
  const [before, after] = [
    outcomes.reduce((sum, { tokensBefore }) => sum + tokensBefore, 0),
    outcomes.reduce((sum, { tokensAfter }) => sum + tokensAfter, 0),
  ]
  return {
    dialect: 'openai-chat',
    tokensBefore: before,
    tokensAfter: after,
    tokensSaved: before - after,
    keys: [],
    outcomes,
  }
}

describe('tableOfReport', () => {
  it('lists what was changed, counts the rest by reason and adds up', () => {
    expect(tableOfReport(reportOf([whole, view, whole, { ...whole, reason: 'too-small' }]), plain)).toBe(
      [
        'openai-chat, 4 segments, 1 changed',
        'tool  by         form  reason             tokens   saved  key',
        'sql   json-rows  view  7 of 200 shown  1000 → 90  91.0 %  8f3a09bc71de4f02',
        'left as they are: 2 policy, 1 too-small',
        'total 1030 → 120 tokens, 88.3 % saved',
      ].join('\n'),
    )
  })

  it('stays small however long the conversation is', () => {
    const text = tableOfReport(reportOf(Array.from({ length: 500 }, () => view)), plain)
    expect(text.split('\n')).toHaveLength(44)
    expect(text).toContain('… and 460 more')
  })

  it('says of an empty request that nothing was saved', () => {
    expect(tableOfReport(reportOf([]), plain)).toBe('openai-chat, 0 segments, 0 changed\ntotal 0 tokens, 0.0 % saved')
  })
})

describe('tableOfOutcome', () => {
  it('shows no control characters of names, and why something failed', () => {
    const text = tableOfOutcome(
      { ...whole, tool: 'a\u001B[31m\n\u202Eb', reason: 'failed', detail: 'bad\r\nthing' },
      plain,
    )
    expect(text.split('\n')).toHaveLength(2)
    expect(text).toMatch(/a \[31m {2}b .* failed: bad {2}thing/)
  })
})
