import { convertReadableStreamToArray } from 'ai/test'
import { describe, expect, it } from 'vitest'
import { call, reply, retrieveCall, streamed, text, thought } from '../testing/replies.ts'
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
    const whole = stream.reply()
    expect(whole).toMatchObject({ content: [{ type: 'text', text: 'Let me look.' }, { toolCallId: 'c1' }], usage })
    expect(whole && stopReason(whole)).toBe('calls')
  })

  it('tells no reason before the end', () => {
    const stream = readStream()
    stream.push({ type: 'text-start', id: '1' })
    const whole = stream.reply()
    expect(whole && stopReason(whole)).toBeUndefined()
  })

  it('gives the content that doGenerate would have given', async () => {
    const { content } = reply(
      thought(''),
      thought('two\nlines'),
      text('Smörgås 😀'),
      call('a', 'read'),
      retrieveCall('r', 'k'),
    )
    const stream = readStream()
    for (const part of await convertReadableStreamToArray(streamed(reply(...content)).stream)) stream.push(part)
    expect(stream.reply()?.content).toEqual(content)
  })

  it('tells blocks apart that are written at the same time, and takes the newest metadata', () => {
    const stream = readStream()
    stream.push({ type: 'reasoning-start', id: '0', providerMetadata: { openai: { encrypted: null } } })
    stream.push({ type: 'text-start', id: '0' })
    stream.push({ type: 'reasoning-delta', id: '0', delta: 'h' })
    stream.push({ type: 'text-delta', id: '0', delta: 'A' })
    stream.push({ type: 'reasoning-end', id: '0', providerMetadata: { openai: { encrypted: 'x' } } })
    stream.push({ type: 'text-delta', id: 'unknown', delta: 'B' })
    expect(stream.reply()?.content).toEqual([
      { type: 'reasoning', text: 'h', providerMetadata: { openai: { encrypted: 'x' } } },
      { type: 'text', text: 'A' },
    ])
  })
})
