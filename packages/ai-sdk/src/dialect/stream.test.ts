import { describe, expect, it } from 'vitest'
import { stopReason } from './reply.ts'
import { readStream } from './stream.ts'

const usage = {
  inputTokens: { total: 5, noCache: 5, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 2, text: 2, reasoning: undefined },
}

describe('readStream', () => {
  it('gives what a whole reply would have been', () => {
    const stream = readStream()
    expect(stream.reply()).toBeUndefined()
    const parts = [
      { type: 'stream-start', warnings: [] },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Let me ' },
      { type: 'text-delta', id: '1', delta: 'look.' },
      { type: 'text-end', id: '1' },
      { type: 'tool-call', toolCallId: 'c1', toolName: 'read', input: '{}' },
      { type: 'finish', usage, finishReason: { unified: 'tool-calls', raw: 'tool_use' } },
    ]
    for (const part of [...parts, null, 5, {}]) stream.push(part)
    const reply = stream.reply()
    expect(reply).toMatchObject({ content: [{ type: 'text', text: 'Let me look.' }, { toolCallId: 'c1' }], usage })
    expect(reply && stopReason(reply)).toBe('calls')
  })

  it('tells no reason before the end', () => {
    const stream = readStream()
    stream.push({ type: 'text-start', id: '1' })
    const reply = stream.reply()
    expect(reply && stopReason(reply)).toBeUndefined()
  })
})
