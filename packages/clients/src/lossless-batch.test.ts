import { anthropicMessages, createMemoryStore } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { type Batches, losslessBatch } from './lossless-batch.ts'

const BATCHES: Batches = { end: /$/, list: ['a', 0, 'b'], request: 'c', dialect: anthropicMessages }
const ROWS = Array.from({ length: 100 }, (_, id) => ({ id, name: 'same', state: 'ok' }))

function asked(content: unknown): object {
  return {
    model: 'claude',
    messages: [
      { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'list', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content }] },
    ],
  }
}

describe('losslessBatch', () => {
  const options = { store: createMemoryStore() }

  it('changes each request by itself, and nothing beside', async () => {
    const rows = JSON.stringify(ROWS)
    const entries = [{ x: 1, c: asked(rows) }, { c: asked('short') }, { c: 7 }, null, { c: asked(rows) }]
    const body = JSON.stringify({ a: [{ b: entries }], z: '1.0' })
    const shortened = JSON.parse(await losslessBatch(body, BATCHES, options)) as {
      a: [{ b: typeof entries }]
      z: string
    }
    const { b } = shortened.a[0]
    expect(JSON.stringify(b[0]).length).toBeLessThan(JSON.stringify(entries[0]).length / 2)
    expect(b[4]).toEqual({ c: Object(b[0]).c })
    expect([b[1], b[2], b[3], shortened.z]).toEqual([entries[1], entries[2], null, '1.0'])
  })

  it('gives the very text where there is nothing to do', async () => {
    const bodies = ['{', '{"a": []}', '{"a": [{"b": 7}]}', `{"a": [{"b": [${JSON.stringify({ c: asked('short') })}]}]}`]
    for (const body of bodies) expect(await losslessBatch(body, BATCHES, options)).toBe(body)
    const body = JSON.stringify({ a: [{ b: [{ c: asked(JSON.stringify(ROWS)) }] }] })
    expect(await losslessBatch(body, BATCHES, { ...options, enabled: false })).toBe(body)
  })
})
