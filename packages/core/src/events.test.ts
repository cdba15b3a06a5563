import { describe, expect, it, vi } from 'vitest'
import { compress } from './compress.ts'
import type { HeadroomEvent } from './events.ts'
import { createMemoryStore } from './memory/memory-store.ts'

describe('onEvent', () => {
  it('is told of each original, each segment in order, and the request', async () => {
    const events: HeadroomEvent[] = []
    const rows = JSON.stringify(
      Array.from({ length: 200 }, (_, id) => ({ id, status: id === 77 ? 'failed' : 'ok', note: `n${id * 7919}` })),
    )
    const messages = [
      { role: 'user', content: 'what failed?' },
      { role: 'tool', tool_call_id: 'a', content: rows },
    ]
    const { report } = await compress(
      { messages },
      { store: createMemoryStore(), onEvent: (event) => events.push(event) },
    )
    expect(events.map(({ type }) => type)).toEqual([
      'original-stored',
      'segment-decided',
      'segment-decided',
      'request-planned',
    ])
    expect(events.at(-1)).toEqual({ type: 'request-planned', report })
  })

  it('may throw or reject, and nothing changes', async () => {
    const unhandled = vi.fn<(reason: unknown) => void>()
    process.on('unhandledRejection', unhandled)
    const messages = [{ role: 'tool', tool_call_id: 'a', content: 'a' }]
    const listeners = [
      () => {
        throw new Error('no')
      },
      () => Promise.reject(new Error('no')),
    ]
    for (const onEvent of listeners) {
      const { report } = await compress({ messages }, { onEvent })
      expect(report.outcomes.map(({ reason }) => reason)).toEqual(['too-small'])
    }
    await new Promise((resolve) => setTimeout(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})
