import { describe, expect, it } from 'vitest'
import { messagesShapeOf } from './messages-shape.ts'

describe('messagesShapeOf', () => {
  it.each(['mcp_tool_use', 'mcp_tool_result', 'container_upload', 'compaction', 'search_result'])(
    'takes a block of type %s for evidence of anthropic-messages',
    (type) => {
      const messages = [
        { role: 'user', content: 'Hello' },
        { role: 'user', content: [{ type }] },
      ]
      expect(messagesShapeOf({ messages })).toBe('anthropic-messages')
    },
  )

  it.each(['tool_addition', 'tool_removal'])('takes a %s between the messages for the same', (type) => {
    const messages = [
      { role: 'user', content: 'Hello' },
      { role: 'system', content: [{ type }] },
    ]
    expect(messagesShapeOf({ messages })).toBe('anthropic-messages')
  })

  it('takes the continuation of a thread for the same, whose tools and system prompt are with the provider', () => {
    const thread = { type: 'continue', id: 'thread_1' }
    const messages = [{ role: 'user', content: 'Go on.' }]
    expect(messagesShapeOf({ model: 'claude-opus-5-5', max_tokens: 9, thread, messages })).toBe('anthropic-messages')
  })

  it('never knows a batch', () => {
    const params = { system: 'Be brief.', messages: [] }
    expect(messagesShapeOf({ requests: [{ custom_id: 'a', params }] })).toBe(undefined)
    expect(messagesShapeOf(params)).toBe('anthropic-messages')
  })
})
