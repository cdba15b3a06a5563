import { describe, expect, it } from 'vitest'
import { createLedger } from './ledger.ts'
import { reportTable } from './report-table.ts'

describe('reportTable', () => {
  it('shows the whole bill first', () => {
    const ledger = createLedger({ holdout: 0.5 })
    const at = Date.UTC(2026, 10, 22)
    const usage = {
      input: 1200,
      cacheRead: 3_400_000,
      cacheWrite: 56_000,
      cacheWriteLong: 1000,
      output: 7800,
      reasoning: 900,
    }
    const record = { conversation: 'c 1', model: 'claude-opus-5-5', at, usage, sentTokens: 3_000_000 }
    ledger.record({ ...record, removed: [{ id: 'a', tokens: 1_234_000 }], lookups: { retrievals: 2, alone: true } })
    ledger.record({ ...record, removed: [{ id: 'a', tokens: 1_234_000 }] })
    ledger.record({ ...record, conversation: 'c 2', model: 'house-model' })
    expect(reportTable(ledger.report())).toMatchInlineSnapshot(`
      "3 requests, 1 of them without a known price; 2 conversations told apart

      fresh input                       3,600  $0.0096
      cache read                   10,200,000  $1.3600
      cache write                     165,000  $0.5500
      cache write, 1 h                  3,000  $0.0160
      output, 2,700 for reasoning      23,400  $0.3120
      bill                                     $2.2476

      removed    1,422,062 tokens, each once (estimated)
      saved      $6.0313 (estimated)
                 after $1.1238 for retrievals (2) and re-reads (0)
      measured   no conversation is held out so far

      model            requests      bill     saved
      claude-opus-5-5         2   $2.2476   $6.0313
      house-model             1  no price  no price"
    `)
  })

  it('has no dollars where nothing has a price', () => {
    expect(reportTable(createLedger().report())).toMatchInlineSnapshot(`
      "0 requests; 0 conversations told apart

      fresh input       0  no price
      cache read        0  no price
      cache write       0  no price
      cache write, 1 h  0  no price
      output            0  no price
      bill                 no price

      removed    0 tokens, each once (estimated)
      saved      no price (estimated)
                 after $0.0000 for retrievals (0) and re-reads (0)
      measured   no conversation is held out so far

      model  requests  bill  saved"
    `)
  })
})
