import { compress, createMemoryStore, type Report } from '@headroom/core'
import { createLedger, type Entry, removedBy } from '@headroom/ledger'
import { describe, expect, it } from 'vitest'

const MODEL = 'claude-sonnet-4-6'
const TURNS = 6

/** What the tests read of a request in Anthropic's format. */
interface AnthropicBody {
  readonly model: string
  readonly max_tokens: number
  readonly messages: readonly object[]
}

describe('a conversation that compress shortens', () => {
  for (const [name, options] of [
    ['without a store', {}],
    ['with views', { store: createMemoryStore() }],
  ] as const) {
    it(`has each removed part counted once, ${name}`, async () => {
      const ledger = createLedger()
      const reports: Report[] = []
      const entries: Entry[] = []
      for (let turn = 1; turn <= TURNS; turn++) {
        const { report } = await compress(bodyOf(turn), options)
        reports.push(report)
        entries.push(ledger.record(recordOf(report, reports.at(-2))))
      }
      const last = reports.at(-1)?.tokensSaved ?? 0
      expect(last).toBeGreaterThan(1000)
      expect(entries.map(({ removedTokens }) => removedTokens)).toEqual(
        reports.map(({ tokensSaved }, at) => tokensSaved - (reports[at - 1]?.tokensSaved ?? 0)),
      )
      // Each part is written once, at $3.75 a million, and read at $0.30 on every later request.
      const inMillionths = reports.reduce((sum, { tokensSaved }, at) => {
        const before = reports[at - 1]?.tokensSaved ?? 0
        return sum + (tokensSaved - before) * 3.75 + before * 0.3
      }, 0)
      expect(ledger.report().total).toMatchObject({ removedTokens: last, unscaledRequests: 0 })
      expect(ledger.report().total.savedDollars).toBeCloseTo(inMillionths / 1e6, 9)
    })
  }
})

/** A provider that counts as we do, reads all of the last prompt from its cache and writes the rest. */
function recordOf(
  report: Report,
  before: Report | undefined,
): Parameters<ReturnType<typeof createLedger>['record']>[0] {
  const cacheRead = before?.tokensAfter ?? 0
  const usage = { input: 0, cacheRead, cacheWrite: report.tokensAfter - cacheRead, output: 10 }
  return { conversation: 'c', model: MODEL, at: 0, usage, removed: removedBy(report), sentTokens: report.tokensAfter }
}

/** The request of a turn: the question, and a call with its result for each turn so far. */
function bodyOf(turns: number): AnthropicBody {
  const calls = Array.from({ length: turns }, (_, turn) => [
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id: `call_${turn}`, name: 'list_orders', input: { page: turn } }],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `call_${turn}`, content: rowsOf(turn) }] },
  ])
  return {
    model: MODEL,
    max_tokens: 100,
    messages: [{ role: 'user', content: 'Which orders are late?' }, ...calls.flat()],
  }
}

function rowsOf(turn: number): string {
  const rows = Array.from({ length: 60 + turn }, (_, row) => ({
    id: turn * 1000 + row,
    customer: `customer ${(row * 7) % 13}`,
    status: row % 9 === 0 ? 'late' : 'delivered',
    total: row * 3.5,
  }))
  return JSON.stringify(rows)
}
