import { describe, expect, it } from 'vitest'
import { testDialect } from '../../testing.ts'
import { anthropicMessages } from './index.ts'

const REQUEST = {
  model: 'claude-opus-5-5',
  max_tokens: 1024,
  system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
  tools: [
    { name: 'ls', input_schema: { type: 'object' }, cache_control: { type: 'ephemeral' } },
    { type: 'web_search_20250305', name: 'web_search' },
  ],
  messages: [
    { role: 'user', content: 'List the files.' },
    { role: 'system', content: [{ type: 'tool_addition', tool: { type: 'tool_reference', name: 'ls' } }] },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: '', signature: 'c2ln' },
        { type: 'tool_use', id: 'toolu_1', name: 'ls', input: { path: '/' } },
      ],
    },
    {
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: 'toolu_1',
          content: [
            { type: 'text', text: 'a\nb' },
            { type: 'search_result', source: 's', title: 't', content: [{ type: 'text', text: 'hit' }] },
            { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'page' }] } },
          ],
        },
      ],
    },
  ],
}

/** As Bedrock and Vertex AI take it: no model, no stream. */
const PLATFORM_REQUEST = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 10,
  messages: [{ role: 'user', content: 'Hello' }],
}

const MESSAGE = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-opus-5-5', stop_sequence: null }
const START = {
  type: 'message_start',
  message: {
    ...MESSAGE,
    content: [],
    stop_reason: null,
    usage: { input_tokens: 9, output_tokens: 1, cache_creation: { ephemeral_1h_input_tokens: 0 } },
  },
}
const SEARCHED = {
  type: 'web_search_tool_result',
  tool_use_id: 'srvtoolu_1',
  content: [{ encrypted_content: 'ZGF0YQ==' }],
}

const REPLY = {
  ...MESSAGE,
  content: [
    { type: 'thinking', thinking: 'hm, so', signature: 'c2ln' },
    { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'x' } },
    SEARCHED,
    { type: 'text', text: 'It is so.', citations: [{ url: 'a' }, { url: 'b' }] },
    { type: 'tool_use', id: 'toolu_2', name: 'ls', input: { path: 'ü' } },
    { type: 'tool_use', id: 'toolu_3', name: 'now', input: {} },
  ],
  stop_reason: 'tool_use',
  usage: { input_tokens: 900, output_tokens: 40, cache_creation: { ephemeral_1h_input_tokens: 0 } },
  context_management: { applied_edits: [] },
}

const EVENTS = [
  START,
  { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
  { type: 'ping' },
  ...deltas(0, [
    { type: 'thinking_delta', thinking: 'hm,', estimated_tokens: 3 },
    { type: 'thinking_delta', thinking: ' so' },
    { type: 'signature_delta', signature: 'c2ln' },
  ]),
  { type: 'content_block_stop', index: 0 },
  {
    type: 'content_block_start',
    index: 1,
    content_block: { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} },
  },
  ...deltas(1, inputs('', '{"que', 'ry": "x"}')),
  { type: 'content_block_start', index: 2, content_block: SEARCHED },
  { type: 'content_block_start', index: 3, content_block: { type: 'text', text: '', citations: [] } },
  ...deltas(3, [
    { type: 'citations_delta', citation: { url: 'a' } },
    { type: 'text_delta', text: 'It is' },
    { type: 'citations_delta', citation: { url: 'b' } },
    { type: 'text_delta', text: ' so.' },
  ]),
  { type: 'content_block_start', index: 4, content_block: { type: 'tool_use', id: 'toolu_2', name: 'ls', input: {} } },
  ...deltas(4, inputs('{"path": "\\u00', 'fc"} ')),
  { type: 'content_block_start', index: 5, content_block: { type: 'tool_use', id: 'toolu_3', name: 'now', input: {} } },
  ...deltas(5, inputs('')),
  {
    type: 'message_delta',
    delta: { stop_reason: 'tool_use', stop_sequence: null },
    usage: { input_tokens: 900, output_tokens: 40 },
    context_management: { applied_edits: [] },
  },
  { type: 'message_stop' },
]

describe('anthropicMessages', () => {
  it.each(
    testDialect('anthropic-messages', anthropicMessages, {
      requests: [REQUEST, PLATFORM_REQUEST],
      replies: [REPLY],
      streams: [{ events: EVENTS, reply: REPLY }],
    }),
  )('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })

  it('takes each request of a batch for one of its own, and the batch for none', () => {
    const requests = [{ custom_id: 'a', params: REQUEST }]
    expect(anthropicMessages.matches({ requests })).toBe(false)
    expect(anthropicMessages.matches(requests[0]?.params)).toBe(true)
  })
})

function deltas(index: number, all: readonly object[]): readonly object[] {
  return all.map((delta) => ({ type: 'content_block_delta', index, delta }))
}

function inputs(...fragments: readonly string[]): readonly object[] {
  return fragments.map((json) => ({ type: 'input_json_delta', partial_json: json }))
}
