import { createMemoryStore, type Fetch } from '@headroom/core'
import type Anthropic from '@anthropic-ai/sdk'
import type { Content } from '@google/genai'
import { describe, expect, it } from 'vitest'
import type { StandIn } from '../stand-in/create-stand-in.ts'
import { anthropicAt } from './anthropic-agents.ts'
import { googleAt } from './google-agents.ts'
import { headroomOver, startStandIn, stopStandIns } from './loop-bench.ts'
import { resultOf } from './loop-script.ts'
import { openaiAt } from './openai-chat-agents.ts'

stopStandIns()

const { text: LOG } = resultOf({ id: '', name: 'query_logs', args: {} }, 'cart')

type Route = (url: string, fetch: Fetch) => Promise<unknown>

/** Requests for something else than a reply of a model: what they are, and how a library makes them. */
const ROUTES: readonly (readonly [string, Route])[] = [
  ['openai models.list', (url, fetch) => openaiAt({ url, fetch }).models.list()],
  ['openai embeddings.create', (url, fetch) => openaiAt({ url, fetch }).embeddings.create({ model: 'e', input: LOG })],
  ['openai files.create', (url, fetch) => openaiAt({ url, fetch }).files.create({ file: file(), purpose: 'batch' })],
  ['openai a path of its own', (url, fetch) => openaiAt({ url, fetch }).post('/mine', { body: { messages: LOG } })],
  ['openai conversations.create', (url, fetch) => openaiAt({ url, fetch }).conversations.create({})],
  [
    'openai responses.compact',
    (url, fetch) => openaiAt({ url, fetch }).responses.compact({ model: 'gpt-5.5', input: RESPONSES_ITEMS }),
  ],
  ['@anthropic-ai/sdk models.list', (url, fetch) => anthropicAt({ url, fetch }).models.list()],
  [
    '@anthropic-ai/sdk messages.batches.create',
    (url, fetch) =>
      anthropicAt({ url, fetch }).messages.batches.create({
        requests: [{ custom_id: 'one', params: { model: 'claude', max_tokens: 9, messages: MESSAGES } }],
      }),
  ],
  [
    '@google/genai countTokens',
    (url, fetch) => googleAt({ url, fetch }).models.countTokens({ model: 'gemini-3-pro-preview', contents: CONTENTS }),
  ],
  [
    '@google/genai embedContent',
    (url, fetch) => googleAt({ url, fetch }).models.embedContent({ model: 'embedding', contents: LOG }),
  ],
]

const RESPONSES_ITEMS = [
  { role: 'user' as const, content: 'Why?' },
  { type: 'function_call' as const, call_id: 'call_1', name: 'query_logs', arguments: '{}' },
  { type: 'function_call_output' as const, call_id: 'call_1', output: LOG },
]
const MESSAGES: Anthropic.MessageParam[] = [
  { role: 'user', content: 'Why?' },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'query_logs', input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: LOG }] },
]
const CONTENTS: Content[] = [
  { role: 'user', parts: [{ text: 'Why?' }] },
  { role: 'model', parts: [{ functionCall: { name: 'query_logs', args: {} } }] },
  { role: 'user', parts: [{ functionResponse: { name: 'query_logs', response: { output: LOG } } }] },
]

describe('headroomFetch', () => {
  it.each(ROUTES)('declares no tool in %s, and gives on what comes of it', async (_name, route) => {
    const [passed, plain] = [await startStandIn({ turns: [] }), await startStandIn({ turns: [] })]
    const outcome = await outcomeOf(route(passed.url, headroomOver(createMemoryStore())))
    expect(outcome).toEqual(await outcomeOf(route(plain.url, fetch)))
    expect(passed.requests).toHaveLength(1)
    expect(passed.requests[0]?.bodyText).not.toContain('headroom_retrieve')
  })

  it('counts what would be sent: with the tool where tools are declared', async () => {
    const standIn = await startStandIn({ turns: [] })
    const model = 'claude-sonnet-5-5'
    const tools = [{ name: 'query_logs', input_schema: { type: 'object' as const } }]
    const [shortened, plain] = await counted(standIn, async (url, fetch) => {
      const counts = await anthropicAt({ url, fetch }).messages.countTokens({ model, messages: MESSAGES, tools })
      return counts.input_tokens
    })
    expect(shortened).toBeLessThan(plain / 2)
    expect(standIn.requests[0]?.bodyText).toContain('"headroom_retrieve"')
  })

  it('passes bodies that are no JSON of a request', async () => {
    const standIn = await startStandIn({ turns: [] })
    const headroom = headroomOver(createMemoryStore())
    const url = `${standIn.url}/v1/messages`
    const bodies = ['{"messages": [', '[]', '"text"', 'null', new Uint8Array([0xff, 0xfe]), '']
    for (const body of bodies) {
      const replies = await Promise.all([headroom, fetch].map((send) => send(url, { method: 'POST', body })))
      const [passed, plain] = await Promise.all(replies.map(async (reply) => [reply.status, await reply.text()]))
      expect(passed).toEqual(plain)
    }
    const sent = standIn.requests.map(({ bodyText }) => bodyText)
    expect(new Set(sent).size).toBe(bodies.length)
  })
})

function file(): File {
  return new File([LOG], 'log.jsonl')
}

async function counted(
  standIn: StandIn,
  count: (url: string, fetch: Fetch) => Promise<number>,
): Promise<[number, number]> {
  return [await count(standIn.url, headroomOver(createMemoryStore())), await count(standIn.url, fetch)]
}

/** What came of a request: an answer, or an error by its name and status. */
async function outcomeOf(asked: Promise<unknown>): Promise<unknown> {
  try {
    return typeof (await asked)
  } catch (error) {
    return [Object(error).constructor.name, Object(error).status, String(error)]
  }
}
