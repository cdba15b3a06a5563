import { describe, expect, it } from 'vitest'
import { compress } from './compress.ts'
import { compressBody } from './compress-body.ts'
import { compressText } from './compress-text.ts'
import { openTurn } from './loop/open-turn.ts'
import { createMemoryStore } from './memory/memory-store.ts'
import { planEdits } from './plan.ts'

const LOG = Array.from({ length: 400 }, (_, at) => `2026-01-01 12:00:${at} INFO request ${at} served`).join('\n')
const REQUEST = {
  messages: [
    { role: 'user', content: 'Why?' },
    { role: 'assistant', tool_calls: [{ id: 'a', type: 'function', function: { name: 'logs', arguments: '{}' } }] },
    { role: 'tool', tool_call_id: 'a', content: LOG },
  ],
}
const BODY = new TextEncoder().encode(JSON.stringify(REQUEST))
const OFF = { enabled: false } as const
const DISABLED = { tokensSaved: 0, outcomes: [expect.objectContaining({ reason: 'disabled', form: 'verbatim' })] }

describe('the option `enabled`', () => {
  it('leaves the very objects where it is false, and says so', async () => {
    const [request, body, text, plan, turn] = await Promise.all([
      compress(REQUEST, OFF),
      compressBody(BODY, OFF),
      compressText(LOG, OFF),
      planEdits([{ path: [], text: LOG, role: 'tool', turn: 0 }], OFF),
      openTurn(REQUEST, { ...OFF, store: createMemoryStore() }),
    ])
    expect(request.request).toBe(REQUEST)
    expect(body.body).toBe(BODY)
    expect(text).toMatchObject({ text: LOG, outcome: { reason: 'disabled', role: 'tool' } })
    expect(plan.edits).toEqual([])
    expect(turn).toMatchObject({ rounds: undefined, dialect: undefined })
    expect(turn.sent.request).toBe(REQUEST)
    for (const { report } of [request, body, plan, turn]) expect(report).toMatchObject(DISABLED)
  })

  it('changes nothing where it is true', async () => {
    expect(await compress(REQUEST, { enabled: true })).toEqual(await compress(REQUEST))
    expect((await compress(REQUEST)).report.tokensSaved).toBeGreaterThan(0)
  })

  it('is refused where it is neither', async () => {
    await expect(compress(REQUEST, { enabled: 0 as never })).rejects.toThrow('`enabled` must be true or false, got 0')
  })
})
