import { describe, expect, it } from 'vitest'
import { testDialect } from '../../testing.ts'
import { bedrockConverse } from './index.ts'

const REQUEST = {
  system: [{ text: 'Be brief.' }, { cachePoint: { type: 'default', ttl: '1h' } }],
  toolConfig: {
    tools: [
      { toolSpec: { name: 'ls', inputSchema: { json: { type: 'object' } } } },
      { cachePoint: { type: 'default' } },
    ],
  },
  inferenceConfig: { maxTokens: 1024 },
  messages: [
    { role: 'user', content: [{ text: 'List the files.' }, { guardContent: { text: { text: 'all of them' } } }] },
    {
      role: 'assistant',
      content: [
        { reasoningContent: { reasoningText: { text: 'hm', signature: 'c2ln' } } },
        { toolUse: { toolUseId: 'tooluse_1', name: 'ls', input: { path: '/' } } },
        { toolUse: { toolUseId: 'tooluse_2', name: 'ls', input: { path: '/a' } } },
      ],
    },
    {
      role: 'user',
      content: [
        {
          toolResult: {
            toolUseId: 'tooluse_1',
            content: [
              { text: 'a\nb' },
              { json: { files: ['a', 'b'], share: 0.5 } },
              { document: { name: 'c', format: 'txt', source: { text: 'page' } } },
              { searchResult: { source: 's', title: 't', content: [{ text: 'hit' }], citations: { enabled: false } } },
              { image: { format: 'png', source: { bytes: 'aGk=' } } },
            ],
          },
        },
        { toolResult: { toolUseId: 'tooluse_2', content: [{ text: 'no such folder' }], status: 'error' } },
        { cachePoint: { type: 'default' } },
      ],
    },
  ],
}

/** As Amazon's own models take it under InvokeModel. */
const NOVA_REQUEST = { schemaVersion: 'messages-v1', messages: [{ role: 'user', content: [{ text: 'Hello' }] }] }

const REPLY = {
  output: {
    message: {
      role: 'assistant',
      content: [
        { reasoningContent: { reasoningText: { text: 'hm, so', signature: 'c2ln' } } },
        { text: 'Let me look.' },
        { toolUse: { toolUseId: 'tooluse_3', name: 'ls', input: { path: 'ü' } } },
        { toolUse: { toolUseId: 'tooluse_4', name: 'now', input: {} } },
      ],
    },
  },
  stopReason: 'tool_use',
  usage: { inputTokens: 9, cacheReadInputTokens: 900, outputTokens: 40, totalTokens: 949 },
  metrics: { latencyMs: 5 },
}

const EVENTS = [
  { messageStart: { role: 'assistant', p: 'abcdef' } },
  delta(0, { reasoningContent: { text: 'hm, ' } }),
  delta(0, { reasoningContent: { text: 'so' } }),
  delta(0, { reasoningContent: { signature: 'c2ln' } }),
  { contentBlockStop: { contentBlockIndex: 0 } },
  delta(1, { text: 'Let me' }),
  delta(1, { text: ' look.' }),
  { contentBlockStart: { contentBlockIndex: 2, start: { toolUse: { toolUseId: 'tooluse_3', name: 'ls' } } } },
  delta(2, { toolUse: { input: '{"path": "\\u00' } }),
  delta(2, { toolUse: { input: 'fc"}' } }),
  { contentBlockStart: { contentBlockIndex: 3, start: { toolUse: { toolUseId: 'tooluse_4', name: 'now' } } } },
  { messageStop: { stopReason: 'tool_use' } },
  { metadata: { usage: REPLY.usage, metrics: REPLY.metrics, p: 'abc' } },
]

describe('bedrockConverse', () => {
  it.each(
    testDialect('bedrock-converse', bedrockConverse, {
      requests: [REQUEST, NOVA_REQUEST],
      replies: [REPLY],
      streams: [{ events: EVENTS, reply: REPLY }],
    }),
  )('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})

function delta(contentBlockIndex: number, given: object): object {
  return { contentBlockDelta: { contentBlockIndex, delta: given, p: 'abcd' } }
}
