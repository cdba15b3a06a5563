import { describe, expect, it } from 'vitest'
import { isResponsesRequest } from './is-responses-request.ts'

const user = { role: 'user', content: 'Hello' }

describe('isResponsesRequest', () => {
  it.each<[string, object]>([
    ['messages', { model: 'gpt-6-luna', input: [user] }],
    ['messages of any model', { model: 'deepseek-v4', input: [{ type: 'message', ...user }] }],
    ['items after one that is unknown', { input: [{ type: 'future_item' }, user] }],
    [
      'new outputs only',
      { previous_response_id: 'resp_1', input: [{ type: 'function_call_output', call_id: 'call_1' }] },
    ],
    ['Codex’s first item', { input: [{ type: 'additional_tools', role: 'developer', tools: [] }] }],
    ['reasoning first, as a client that cuts its history may send', { input: [{ type: 'reasoning', summary: [] }] }],
    ['a compaction first', { input: [{ type: 'compaction', encrypted_content: 'x' }] }],
    ['a text and instructions', { model: 'llama', input: 'Hello', instructions: 'Be brief.' }],
    ['a text and tools', { model: 'llama', input: 'Hello', tools: [] }],
    ['a text and stream', { model: 'llama', input: 'Hello', stream: false }],
    ['a text for a model that answers', { model: 'gpt-4o', input: 'Hello' }],
    ['the same by its vendor', { model: 'openai/o4-mini', input: 'Hello' }],
    ['a frame of the WebSocket', { type: 'response.create', model: 'gpt-6-sol', input: [user] }],
    ['a frame that warms up', { type: 'response.create', model: 'gpt-6-sol', generate: false, input: [] }],
    ['a frame without input', { type: 'response.create', model: 'gpt-6-sol', generate: false, instructions: 'x' }],
    ['a growing list that starts empty', { input: [], previous_response_id: 'resp_1' }],
  ])('takes %s', (_, request) => {
    expect(isResponsesRequest(request)).toBe(true)
  })

  it.each<[string, unknown]>([
    ['an embedding of a text', { model: 'text-embedding-3-small', input: 'Hello' }],
    ['an embedding of texts', { model: 'text-embedding-3-small', input: ['Hello', 'world'] }],
    ['an embedding of tokens', { model: 'gpt-like', input: [1, 2, 3] }],
    ['an embedding of token lists', { model: 'gpt-like', input: [[1], [2]] }],
    ['an embedding with a format', { model: 'gpt-like', input: 'Hello', encoding_format: 'float' }],
    ['an embedding with dimensions', { model: 'gpt-like', input: 'Hello', dimensions: 256 }],
    ['an embedding of text and image', { model: 'jina-clip', input: [{ text: 'Hello' }, { image: 'https://x' }] }],
    ['a moderation', { input: 'Hello' }],
    ['a moderation by name', { model: 'omni-moderation-latest', input: 'Hello' }],
    [
      'a moderation of parts',
      {
        input: [
          { type: 'text', text: 'Hello' },
          { type: 'image_url', image_url: {} },
        ],
      },
    ],
    ['speech', { model: 'gpt-4o-mini-tts', input: 'Hello', voice: 'alloy', instructions: 'Whisper.' }],
    ['an image', { model: 'gpt-image-2', prompt: 'A cat' }],
    ['chat', { model: 'gpt-4o', messages: [user] }],
    ['chat with an input', { model: 'gpt-4o', messages: [user], input: [user] }],
    ['Gemini', { contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] }],
    ['Gemini’s Interactions', { model: 'gemini-3', input: 'Hello', store: true, previous_interaction_id: 'x' }],
    ['a chain’s input', { input: { question: 'Hello' } }],
    ['a tool’s arguments', { input: 'Hello' }],
    ['an empty list without evidence', { model: 'llama', input: [] }],
    ['a frame of the Realtime API', { type: 'response.create', response: { instructions: 'x', input: [user] } }],
    ['steering', { type: 'response.steer', input: [user] }],
    ['no input', { model: 'gpt-4o', instructions: 'x' }],
    ['a list', [user]],
    ['a text', 'input'],
    ['nothing', undefined],
  ])('refuses %s', (_, request) => {
    expect(isResponsesRequest(request)).toBe(false)
  })

  it('never throws', () => {
    const trap = new Proxy([user], {
      get: () => {
        throw new Error('not today')
      },
    })
    const getter = {
      get input(): unknown {
        throw new Error('not today')
      },
    }
    for (const request of [
      trap,
      getter,
      { input: trap },
      { input: [getter, trap] },
      { input: 'x', model: Symbol('x') },
    ]) {
      expect(isResponsesRequest(request)).toBe(false)
    }
  })
})
