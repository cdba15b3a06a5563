import { describe, expect, it } from 'vitest'
import type { ServedTurn } from '../served-turn.ts'
import { objectOf } from '../json-value.ts'
import { createAnthropicMessages } from './index.ts'

const MODEL = 'claude-sonnet-5@20260101'
const VERTEX = `/v1/projects/p/locations/us-east5/publishers/anthropic/models/${MODEL}`
const SETTINGS = { strict: true, prefixCheck: true, chunkSize: 9, minimumCachedTokens: 1024 }
const ASK = { anthropic_version: 'vertex-2023-10-16', max_tokens: 9, messages: [{ role: 'user', content: 'go' }] }
const TURN: ServedTurn = {
  index: 0,
  thinking: '',
  text: 'Hello.',
  calls: [],
  finishReason: 'stop',
  usage: {},
  faults: {},
}

describe('createAnthropicMessages', () => {
  it('knows the addresses of the service and of Vertex AI', () => {
    const room = createAnthropicMessages(SETTINGS)
    const known = ['/v1/messages', '/v1/messages/count_tokens', `${VERTEX}:rawPredict`, `${VERTEX}:streamRawPredict`]
    expect(known.filter((path) => !room.matches(path))).toEqual([])
    const strange = ['/v1/messages/batches', `${VERTEX}:predict`, VERTEX.replace('anthropic', 'google')]
    expect(strange.filter((path) => room.matches(path))).toEqual([])
  })

  it('takes model and mode from the path of Vertex AI', () => {
    const room = createAnthropicMessages(SETTINGS)
    expect(room.read(ASK, `${VERTEX}:streamRawPredict?alt=x`).wantsStream).toBe(true)
    expect(room.read(ASK, `${VERTEX}:rawPredict`).wantsStream).toBe(false)
    expect(room.answer(ASK, TURN, `${VERTEX}:rawPredict`).body).toMatchObject({ model: MODEL })
  })

  it('refuses a model in the body at Vertex AI, and a body without a version', () => {
    const room = createAnthropicMessages(SETTINGS)
    const messageOf = (request: object) => room.check({ ...request }, `${VERTEX}:rawPredict`)?.message
    expect(messageOf(ASK)).toBeUndefined()
    expect(messageOf({ ...ASK, model: MODEL })).toBe('model: Extra inputs are not permitted')
    expect(messageOf({ ...ASK, anthropic_version: undefined })).toBe('anthropic_version: Field required')
    expect(room.check({ ...ASK, model: MODEL }, '/v1/messages')).toBeUndefined()
  })

  it('counts tokens at both, as it counts the input of a request', () => {
    const room = createAnthropicMessages(SETTINGS)
    const { input_tokens: tokens } = objectOf(objectOf(room.answer(ASK, TURN, '/v1/messages').body).usage)
    for (const url of ['/v1/messages/count_tokens?beta=true', `${VERTEX.replace(MODEL, 'count-tokens')}:rawPredict`])
      expect(room.aside?.(ASK, url)).toEqual({ input_tokens: tokens })
    expect(room.aside?.(ASK, '/v1/messages')).toBeUndefined()
  })
})
