import { describe, expect, it } from 'vitest'
import { testDialect } from '../../testing.ts'
import { openaiChat } from './index.ts'

const REQUEST = {
  model: 'gpt-6-luna',
  tools: [{ type: 'custom', custom: { name: 'exec' } }],
  messages: [
    { role: 'developer', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: 'List the files.', cache_control: { type: 'ephemeral' } }] },
    {
      role: 'assistant',
      content: null,
      reasoning_details: [{ type: 'reasoning.encrypted', data: 'ZGF0YQ==' }],
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'ls', arguments: '{ }' } },
        { id: 'call_2', type: 'custom', custom: { name: 'exec', input: 'ls' } },
      ],
    },
    { role: 'tool', tool_call_id: 'call_1', content: [{ type: 'text', text: 'a\nb' }] },
    { role: 'tool', tool_call_id: 'call_2', content: 'a b' },
  ],
}

const OLDER_REQUEST = {
  functions: [{ name: 'ls' }],
  messages: [
    { role: 'user', content: 'List the files.' },
    { role: 'assistant', content: null, function_call: { name: 'ls', arguments: '{}' } },
    { role: 'function', name: 'ls', content: 'a\nb' },
  ],
}

const CHUNK = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 5, model: 'gpt-6-luna' }
const USAGE = { prompt_tokens: 9, completion_tokens: 7, total_tokens: 16 }

const REPLY = {
  ...CHUNK,
  object: 'chat.completion',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: 'Let me see.',
        reasoning: 'hm, so',
        reasoning_details: [{ type: 'reasoning.text', text: 'hm, so', index: 0, signature: 'c2ln' }],
        tool_calls: [
          { id: 'call_3', type: 'function', function: { name: 'ls', arguments: '{ "path": "/" }' } },
          { id: 'call_4', type: 'function', function: { name: 'now', arguments: '' } },
        ],
      },
      finish_reason: 'tool_calls',
    },
  ],
  usage: USAGE,
}

const EVENTS = [
  chunk({ role: 'assistant', content: null }),
  chunk({ reasoning: 'hm,', reasoning_details: [{ type: 'reasoning.text', text: 'hm,', index: 0 }] }),
  chunk({ reasoning: ' so', reasoning_details: [{ type: 'reasoning.text', text: ' so', index: 0 }] }),
  chunk({ reasoning_details: [{ type: 'reasoning.text', signature: 'c2ln', index: 0 }] }),
  chunk({ content: 'Let me' }),
  chunk({ content: ' see.', tool_calls: null }),
  chunk({ tool_calls: [fragment(0, '', { id: 'call_3', type: 'function' }, 'ls')] }),
  chunk({ tool_calls: [fragment(0, '{ "path"')] }),
  chunk({ tool_calls: [fragment(1, '', { id: 'call_4', type: 'function' }, 'now')] }),
  chunk({ tool_calls: [fragment(0, ': "/" }')] }),
  chunk({}, 'tool_calls'),
  { ...CHUNK, choices: [], usage: USAGE },
]

describe('openaiChat', () => {
  it.each(
    testDialect('openai-chat', openaiChat, {
      requests: [REQUEST, OLDER_REQUEST],
      replies: [REPLY],
      streams: [{ events: EVENTS, reply: REPLY }],
    }),
  )('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})

function chunk(delta: object, finish: string | null = null): object {
  return { ...CHUNK, choices: [{ index: 0, delta, logprobs: { content: [] }, finish_reason: finish }], usage: null }
}

function fragment(index: number, json: string, first: object = {}, name?: string): object {
  return { index, ...first, function: { ...(name !== undefined && { name }), arguments: json } }
}
