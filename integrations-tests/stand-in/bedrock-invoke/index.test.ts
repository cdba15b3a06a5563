import { anthropicMessages, applyEdits } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-value.ts'
import type { ServedTurn } from '../served-turn.ts'
import { objectOf, objectsOf, stringOf } from '../json-value.ts'
import { createBedrockInvoke } from './index.ts'

const PATH = '/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0'
const ASK = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 100,
  system: 'You read files.',
  messages: [{ role: 'user', content: 'Read both.' }],
  tools: [{ name: 'read', input_schema: { type: 'object' } }],
}

const CALLING: ServedTurn = {
  index: 0,
  thinking: 'Both 😀 files.',
  text: 'Reading 😀 both.',
  calls: [
    { id: 'turn0call0', name: 'read', args: { path: 'a"b' } },
    { id: 'turn0call1', name: 'read', args: {} },
  ],
  finishReason: 'tool-calls',
  usage: {},
  faults: {},
}

describe('createBedrockInvoke', () => {
  it.each([1, 2, 9, 1000])('says the same whole and in deltas of %i', (chunkSize) => {
    for (const turn of [CALLING, { ...CALLING, thinking: '', calls: [], finishReason: 'stop' as const }]) {
      const { whole, streamed } = bothReplies(turn, chunkSize)
      expect(streamed).toEqual(whole)
      expect(whole.model).toBe('claude-sonnet-4-5-20250929')
    }
  })

  it('ends its stream with what the call used, and sends no pings', () => {
    const room = createBedrockInvoke(settings(9))
    const events = [...room.answer(ASK, CALLING, `${PATH}/invoke-with-response-stream`).frames].map(eventIn)
    const { output_tokens: output } = objectOf((room.answer(ASK, CALLING, `${PATH}/invoke`).body as JsonObject).usage)
    expect(events.map(({ type }) => type)).not.toContain('ping')
    expect(events.at(-1)).toMatchObject({
      type: 'message_stop',
      'amazon-bedrock-invocationMetrics': { outputTokenCount: output },
    })
  })

  it('knows its addresses, and reads from them what is no member of the body', () => {
    const room = createBedrockInvoke(settings(9))
    expect(room.matches(`${PATH}/invoke`)).toBe(true)
    expect(room.matches(`${PATH}/converse`)).toBe(false)
    expect(room.read(ASK, `${PATH}/invoke`)).toMatchObject({ tools: ['read'], wantsStream: false })
    expect(room.read(ASK, `${PATH}/invoke-with-response-stream`)).toMatchObject({ wantsStream: true })
    expect(room.check(ASK, `${PATH}/invoke`)).toBeUndefined()
  })

  it('refuses what Bedrock does, and what the Messages API does', () => {
    const room = createBedrockInvoke(settings(9))
    const refusalOf = (members: JsonObject) => room.check({ ...ASK, ...members }, `${PATH}/invoke`)
    expect(refusalOf({ model: 'claude' })?.message).toBe('model: Extra inputs are not permitted')
    expect(refusalOf({ stream: true })?.message).toBe('stream: Extra inputs are not permitted')
    expect(refusalOf({ anthropic_version: undefined })?.message).toBe('anthropic_version: Field required')
    expect(refusalOf({ messages: [] })).toMatchObject({ status: 400, type: 'ValidationException' })
    const lenient = createBedrockInvoke({ ...settings(9), strict: false })
    expect(lenient.check({ ...ASK, model: 'claude' }, `${PATH}/invoke`)).toBeUndefined()
  })

  it('takes its own thinking back, and refuses it in a conversation that was changed', () => {
    const { room, streamed } = bothReplies(CALLING, 3)
    const results = [...anthropicMessages.toolCalls(streamed)].map(({ id, name }) => ({ id, name, text: 'rows' }))
    const later = applyEdits<JsonObject>(ASK, anthropicMessages.continueWith(ASK, streamed, results))
    expect(objectsOf(later.messages)).toHaveLength(3)
    expect(room.check(later, `${PATH}/invoke`)).toBeUndefined()
    const message = room.check({ ...later, system: 'You write files.' }, `${PATH}/invoke`)?.message
    expect(message).toContain('bound to a different conversation')
  })
})

function settings(chunkSize: number) {
  return { strict: true, prefixCheck: true, chunkSize, minimumCachedTokens: 1024 }
}

function bothReplies(turn: ServedTurn, chunkSize: number) {
  const room = createBedrockInvoke(settings(chunkSize))
  const whole = room.answer(ASK, turn, `${PATH}/invoke`).body as JsonObject
  const reader = anthropicMessages.readStream()
  const { frames } = createBedrockInvoke(settings(chunkSize)).answer(ASK, turn, `${PATH}/invoke-with-response-stream`)
  for (const frame of frames) reader.push(eventIn(frame))
  return { room, whole, streamed: reader.reply() as JsonObject }
}

function eventIn({ data }: { readonly data: unknown }): JsonObject {
  return JSON.parse(Buffer.from(stringOf(objectOf(data).bytes), 'base64').toString()) as JsonObject
}
