import { describe, expect, it } from 'vitest'
import { messagesShapeOf } from '../messages-shape.ts'
import { isConverseShape } from './converse-shape.ts'

const user = { role: 'user', content: [{ text: 'Hello' }] }
const plain = { role: 'user', content: 'Hello' }

describe('isConverseShape', () => {
  it.each<[string, object]>([
    ['texts', { messages: [user] }],
    ['a system prompt', { messages: [], system: [{ text: 'Be brief.' }] }],
    ['a cache point first', { messages: [user], system: [{ cachePoint: { type: 'default' } }] }],
    ['tools and settings', { messages: [user], toolConfig: { tools: [] }, inferenceConfig: { maxTokens: 10 } }],
    ['an image', { messages: [{ role: 'user', content: [{ image: { format: 'png', source: {} } }] }] }],
    ['a tool result', { messages: [{ role: 'user', content: [{ toolResult: { toolUseId: 'a', content: [] } }] }] }],
    [
      'a block of a kind unknown so far before a text',
      { messages: [{ role: 'user', content: [{ smell: {} }] }, user] },
    ],
    ['blocks after texts that are no list', { messages: [{ role: 'user', content: null }, user] }],
    ["Amazon's own body for InvokeModel", { schemaVersion: 'messages-v1', messages: [user] }],
  ])('is true for %s', (_, request) => {
    expect(isConverseShape(request)).toBe(true)
    expect(messagesShapeOf(request)).toBe(undefined)
  })

  it.each<[string, unknown]>([
    ['no evidence', { messages: [] }],
    ['texts that are no blocks', { messages: [plain] }],
    ['blocks with a type', { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }] }],
    ['a type before the first block without', { messages: [{ role: 'user', content: [{ type: 'x' }] }, user] }],
    ['messages of the AI SDK', { messages: [{ role: 'tool', content: [{ type: 'tool-result' }] }, user] }],
    ['anthropic_version beside the messages', { messages: [user], anthropic_version: 'bedrock-2023-05-31' }],
    ['blocks of unknown kinds alone', { messages: [{ role: 'user', content: [{ smell: {} }, {}] }] }],
    ['Gemini', { contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] }],
    ['messages that are no list', { messages: { 0: user, length: 1 } }],
    ['a list', [user]],
    ['a text', 'messages'],
    ['null', null],
  ])('is false for %s', (_, request) => {
    expect(isConverseShape(request)).toBe(false)
  })

  it('decides by the first block that tells, so that later messages change nothing', () => {
    const typed = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'x' }] }
    expect(isConverseShape({ messages: [user, typed] })).toBe(true)
    expect(isConverseShape({ messages: [typed, user] })).toBe(false)
  })

  it('is false where reading throws', () => {
    const request = {
      get messages(): unknown {
        throw new Error('not today')
      },
    }
    expect(isConverseShape(request)).toBe(false)
  })
})
