import { applyEdits, bedrockConverse } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-value.ts'
import type { ServedTurn } from '../served-turn.ts'
import { objectOf, objectsOf } from '../json-value.ts'
import { createBedrockConverse } from './index.ts'

const PATH = '/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0'
const ASK = {
  system: [{ text: 'You read files.' }],
  messages: [{ role: 'user', content: [{ text: 'Read both.' }] }],
  toolConfig: { tools: [tool('read'), tool('list')] },
}

const CALLING: ServedTurn = {
  index: 0,
  thinking: 'Both 😀 files, "then"…',
  text: 'Reading 😀 both.',
  calls: [
    { id: 'turn0call0', name: 'read', args: { path: 'a"b', lines: [1, 2] } },
    { id: 'turn0call1', name: 'list', args: {} },
  ],
  finishReason: 'tool-calls',
  usage: {},
  faults: {},
}
const SAYING: ServedTurn = { ...CALLING, calls: [], finishReason: 'stop' }

describe('createBedrockConverse', () => {
  it.each([1, 2, 9, 1000])('says the same whole and in fragments of %i', (chunkSize) => {
    for (const turn of [
      CALLING,
      SAYING,
      { ...CALLING, thinking: '', text: '' },
      { ...SAYING, thinking: '', finishReason: 'length' as const },
      { ...SAYING, thinking: '', text: '', usage: { outputTokens: 3, made: 'up' } },
    ]) {
      const { whole, streamed } = bothReplies(ASK, turn, chunkSize)
      expect(streamed).toEqual(whole)
      expect(bedrockConverse.usage(whole)).toBeDefined()
      expect(bedrockConverse.stopReason(whole)).toBeDefined()
    }
  })

  it('knows its addresses', () => {
    const room = createBedrockConverse(settings(9))
    expect(room.matches(`${PATH}/converse`)).toBe(true)
    expect(room.matches(`${PATH}/converse-stream`)).toBe(true)
    expect(room.matches('/model/arn%3Aaws%3Abedrock%3A%3A1%3Ainference-profile%2Fx/converse')).toBe(true)
    expect(room.matches(`${PATH}/invoke`)).toBe(false)
    expect(room.matches('/converse')).toBe(false)
    expect(room.framing?.(`${PATH}/converse-stream`)).toBe('aws-event-stream')
  })

  it('reads turns, tools and results, texts or JSON', () => {
    const { room, whole } = bothReplies(ASK, CALLING, 9)
    const request = continued(whole, ['rows of a', 'rows of b'])
    expect(room.read(request, `${PATH}/converse-stream`)).toEqual({
      assistantTurns: 1,
      tools: ['read', 'list'],
      toolResults: ['rows of a', 'rows of b'],
      wantsStream: true,
    })
    const results = [{ toolResult: { toolUseId: 'x', content: [{ json: { rows: [1] } }] } }]
    const { toolResults, wantsStream } = room.read(
      { messages: [{ role: 'user', content: results }] },
      `${PATH}/converse`,
    )
    expect([toolResults, wantsStream]).toEqual([['{"rows":[1]}'], false])
  })

  it('writes up to a cache point, reads it back, and tells each token once', () => {
    const room = createBedrockConverse(settings(9))
    const system = [{ text: 's'.repeat(8000) }, { cachePoint: { type: 'default', ttl: '1h' } }]
    const first = room.answer({ ...ASK, system }, CALLING, `${PATH}/converse`).body as JsonObject
    const usage = bedrockConverse.usage(first)
    expect(usage).toMatchObject({ cacheRead: 0 })
    expect(usage?.cacheWrite).toBeGreaterThan(2000)
    expect(usage?.cacheWriteLong).toBe(usage?.cacheWrite)
    const later = { ...ASK, system, messages: continued(first, ['a', 'b']).messages }
    const again = room.answer(later, SAYING, `${PATH}/converse`).body as JsonObject
    expect(bedrockConverse.usage(again)).toMatchObject({ cacheRead: usage?.cacheWrite, cacheWrite: 0 })
    const other = room.answer(later, SAYING, '/model/another/converse').body as JsonObject
    expect(bedrockConverse.usage(other)).toMatchObject({ cacheRead: 0 })
    const { inputTokens, outputTokens, cacheReadInputTokens, totalTokens } = objectOf(again.usage)
    expect(totalTokens).toBe(Number(inputTokens) + Number(outputTokens) + Number(cacheReadInputTokens))
  })

  it('words its refusals as Bedrock does, in a reply and in a stream', () => {
    const room = createBedrockConverse(settings(9))
    const refusal = { status: 429, type: 'rate_limit_error', message: 'slow down' }
    expect(room.refuse(refusal)).toEqual({ message: 'slow down' })
    expect(room.refusalHeaders?.(refusal)).toEqual({ 'x-amzn-errortype': 'ThrottlingException' })
    const exact = { ...refusal, type: 'ModelNotReadyException' }
    expect(room.refusalHeaders?.(exact)).toEqual({ 'x-amzn-errortype': 'ModelNotReadyException' })
    const frame = { exception: 'throttlingException', data: { message: 'slow down' } }
    expect(room.refuseInStream(refusal, { sent: 1, body: {} })).toEqual(frame)
  })
})

describe('createBedrockConverse, of reasoning', () => {
  it('takes its own reply back, whole or from a stream', () => {
    const { room, whole, streamed } = bothReplies(ASK, CALLING, 3)
    for (const reply of [whole, streamed]) {
      expect(room.check(continued(reply, ['a', 'b']), `${PATH}/converse`)).toBeUndefined()
    }
  })

  it('refuses reasoning that was changed or left out', () => {
    const changed = [{ text: 'other' }, { signature: 'AAAA' }]
    for (const change of changed) {
      const message = refusalAfter((block) => {
        const { reasoningText } = objectOf(block.reasoningContent)
        if (reasoningText === undefined) return block
        return { reasoningContent: { reasoningText: { ...objectOf(reasoningText), ...change } } }
      })
      expect(message).toContain('Invalid `signature`')
    }
    const { room, whole } = bothReplies(ASK, CALLING, 9)
    const [ask, reply = {}, results] = objectsOf(continued(whole, ['a', 'b']).messages)
    const without = { ...reply, content: objectsOf(reply.content).slice(1) }
    const message = room.check({ ...ASK, messages: [ask, without, results] }, `${PATH}/converse`)?.message
    expect(message).toContain('cannot be modified')
  })

  it('is bound to what stands before it, wherever cache points stand', () => {
    const { room, whole } = bothReplies(ASK, CALLING, 9)
    const later = continued(whole, ['a', 'b'])
    const pointed = { ...later, system: [...ASK.system, { cachePoint: { type: 'default' } }] }
    expect(room.check(pointed, `${PATH}/converse`)).toBeUndefined()
    const changed = { ...later, system: [{ text: 'You write files.' }] }
    expect(room.check(changed, `${PATH}/converse`)?.message).toContain('bound to a different conversation')
  })
})

function tool(name: string): JsonObject {
  return { toolSpec: { name, description: 'Reads.', inputSchema: { json: { type: 'object' } } } }
}

function settings(chunkSize: number) {
  return { strict: true, prefixCheck: true, chunkSize, minimumCachedTokens: 1024 }
}

/** A turn answered whole and streamed, each by a stand-in of its own, and read as a client reads it. */
function bothReplies(request: JsonObject, turn: ServedTurn, chunkSize: number) {
  const room = createBedrockConverse(settings(chunkSize))
  const whole = room.answer(request, turn, `${PATH}/converse`).body as JsonObject
  const reader = bedrockConverse.readStream()
  const { frames } = createBedrockConverse(settings(chunkSize)).answer(request, turn, `${PATH}/converse-stream`)
  for (const { event = '', data } of frames) reader.push({ [event]: JSON.parse(JSON.stringify(data)) })
  return { room, whole, streamed: reader.reply() as JsonObject }
}

function continued(reply: JsonObject, texts: readonly string[]): JsonObject {
  const calls = [...bedrockConverse.toolCalls(reply)]
  const results = calls.map(({ id, name }, at) => ({ id, name, text: texts[at] ?? '' }))
  return applyEdits<JsonObject>(ASK, bedrockConverse.continueWith(ASK, reply, results))
}

function refusalAfter(change: (block: JsonObject) => JsonObject): string | undefined {
  const { room, whole } = bothReplies(ASK, CALLING, 9)
  const [ask, reply = {}, results] = objectsOf(continued(whole, ['a', 'b']).messages)
  const messages = [ask, { ...reply, content: objectsOf(reply.content).map(change) }, results]
  return room.check({ ...ASK, messages }, `${PATH}/converse`)?.message
}
