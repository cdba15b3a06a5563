import { answerRetrieveCall, compressText, createMemoryStore, type Store } from '@headroom/core'
import { describe, expect, it } from 'vitest'

async function viewOf(text: string): Promise<{ readonly view: string; readonly key: string; readonly store: Store }> {
  const store = createMemoryStore()
  const { text: view, outcome } = await compressText(text, { store, policy: 'aggressive' })
  expect(outcome.form).toBe('view')
  return { view, key: outcome.key ?? '', store }
}

describe('the numbers that a view shows', () => {
  it('are those that retrieve takes: rows of JSON from 0', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => ({
      id: `order-${at * 7}`,
      state: at === 123 ? 'failed' : 'done',
      note: `n${at % 13}`,
    }))
    const { view, key, store } = await viewOf(JSON.stringify({ total: 300, orders: rows }))
    const line = view.split('\n').find((candidate) => /^123\b.*failed/.test(candidate))
    expect(line).toContain('order-861')
    expect(await answerRetrieveCall(store, { key, index: 123 })).toBe(
      `${JSON.stringify(rows[123])}\n[row 123 of the 300 in $.orders, counted from 0]`,
    )
    expect(await answerRetrieveCall(store, { key, grep: 'failed' })).toMatch(/^123: \{"id":"order-861"/)
  })

  it('are those that retrieve takes: lines of a log from 1', async () => {
    const lines = Array.from(
      { length: 600 },
      (_, at) =>
        `2026-01-02T03:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}.000Z ${at === 400 ? 'ERROR payments: card refused' : `INFO cart: served item ${at} in ${at % 17} ms`}`,
    )
    const { view, key, store } = await viewOf(lines.join('\n'))
    expect(view).toContain('card refused')
    const [, from = '', to = ''] = /… (\d+)-(\d+)/.exec(view.slice(view.indexOf('Lines ('))) ?? []
    expect(Number(from)).toBeGreaterThan(1)
    const left = await answerRetrieveCall(store, { key, lines: `${from}-${to}` })
    const gap = lines.slice(Number(from) - 1, Number(to))
    expect(left).toBe(`${gap.join('\n')}\n[lines ${from} to ${to} of 600]`)
    // The line before a gap is shown; no line of the gap is.
    expect(view.split('\n')).toContain(lines[Number(from) - 2])
    expect(gap.some((line) => view.split('\n').includes(line))).toBe(false)
    expect(await answerRetrieveCall(store, { key, grep: 'refused' })).toMatch(/^401: /)
  })
})
