import { serve, type ServerType } from '@hono/node-server'
import { createGuardrail } from '@headroom/litellm'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { objectOf } from '../stand-in/json-value.ts'

// Nothing of LiteLLM's gateway runs here, it is Python. Requests are written by hand after its documentation
// (docs.litellm.ai/docs/adding_provider/generic_guardrail_api, docs.litellm.ai/docs/proxy/headroom), and the texts are
// gathered and written back as its handlers do (litellm/llms/*/guardrail_translation/handler.py, September 2026).

const guardrail = createGuardrail({ apiKey: 'secret' })
const app = new Hono().all('/headroom/*', (context) => guardrail(context.req.raw))
let url = ''
let server: ServerType | undefined
beforeAll(async () => {
  const { port } = await new Promise<AddressInfo>((listening) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, listening)
  })
  url = `http://127.0.0.1:${port}/headroom`
})
afterAll(() => void server?.close())

interface Message {
  readonly role: string
  readonly content?: unknown
  readonly [member: string]: unknown
}

function rowsOf(name: string): string {
  return JSON.stringify(
    Array.from({ length: 60 }, (_, id) => ({ id, name: `${name} ${id}`, state: 'ready', place: 'shelf' })),
    null,
    2,
  )
}

function callsOf(id: string, name = 'list_stock'): Message {
  return {
    role: 'assistant',
    content: null,
    tool_calls: [{ id, type: 'function', function: { name, arguments: '{}' } }],
  }
}

async function post(path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Response> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
  return fetch(`${url}${path}`, init)
}

/** A slot of a text, and how to write another into it. */
interface Slot {
  readonly text: string
  readonly write: (text: string) => void
}

/** What the gateway's handler for chat completions takes of a request: contents, and the `text` of parts, of all roles. */
function chatSlots(messages: readonly Message[]): readonly Slot[] {
  return messages.flatMap((message) => slotsOf(message as { content?: unknown }, 'content'))
}

function slotsOf(holder: Record<string, unknown>, member: string): readonly Slot[] {
  const value = holder[member]
  if (typeof value === 'string') return [{ text: value, write: (text) => (holder[member] = text) }]
  return Array.isArray(value) ? value.flatMap((part) => slotsOf(objectOf(part), 'text')) : []
}

/** What its handler for Anthropic's messages takes: texts, and those of tool results since August 2026 (litellm#35999). */
function anthropicSlots(messages: readonly Message[], withResults: boolean): readonly Slot[] {
  return messages.flatMap((message) => {
    if (typeof message.content === 'string') return slotsOf(message as { content?: unknown }, 'content')
    return (message.content as Record<string, unknown>[]).flatMap((block) => {
      if (block['type'] !== 'tool_result') return slotsOf(block, 'text')
      return withResults ? slotsOf(block, 'content') : []
    })
  })
}

async function throughGateway(slots: readonly Slot[], structured: readonly Message[]): Promise<unknown> {
  const texts = slots.map(({ text }) => text)
  const call = {
    input_type: 'request',
    litellm_call_id: 'call',
    litellm_trace_id: 'trace',
    structured_messages: structured,
    images: null,
    tools: null,
    texts,
    request_data: { user_api_key_alias: 'dev' },
    request_headers: null,
    litellm_version: '1.101.0',
    additional_provider_specific_params: {},
    tool_calls: null,
    model: 'gpt-5.5',
  }
  const response = await post('/beta/litellm_basic_guardrail_api', call, { 'x-api-key': 'secret' })
  expect(response.status).toBe(200)
  const reply = objectOf(await response.json())
  const written = (reply['texts'] ?? texts) as string[]
  expect(written).toHaveLength(texts.length)
  for (const [index, { write }] of slots.entries()) write(written[index] ?? '')
  return reply['action']
}

describe('createGuardrail in Hono on Node, called as the Generic Guardrail API', () => {
  it('shortens tool results of chat completions, and nothing else, over ten turns that begin alike', async () => {
    const history: Message[] = [{ role: 'system', content: rowsOf('system') }]
    let before = ''
    for (let turn = 0; turn < 10; turn++) {
      const id = `call_${turn}`
      history.push({ role: 'user', content: [{ type: 'text', text: rowsOf(`user ${turn}`) }] }, callsOf(id), {
        role: 'tool',
        tool_call_id: id,
        content: rowsOf(`tool ${turn}`),
      })
      const sent = structuredClone(history)
      expect(await throughGateway(chatSlots(sent), history)).toBe('GUARDRAIL_INTERVENED')
      for (const [index, message] of sent.entries()) {
        if (message.role !== 'tool') expect(message).toEqual(history[index])
        else expect(String(message.content).length).toBeLessThan(String(history[index]?.content).length)
      }
      const json = JSON.stringify(sent)
      expect(json.startsWith(before)).toBe(true)
      before = json.slice(0, -1)
      history.push({ role: 'assistant', content: rowsOf(`assistant ${turn}`) })
    }
  })

  it.each([
    ['as a text', (rows: string) => rows],
    ['as text blocks', (rows: string) => [{ type: 'text', text: rows }]],
  ])('shortens tool results of Anthropic messages: %s', async (_, formed) => {
    const history = anthropicHistory(formed(rowsOf('tool')))
    const sent = structuredClone(history)
    expect(await throughGateway(anthropicSlots(sent, true), TRANSLATED)).toBe('GUARDRAIL_INTERVENED')
    expect(sent.slice(0, 2)).toEqual(history.slice(0, 2))
    expect(JSON.stringify(sent[2]).length).toBeLessThan(JSON.stringify(history[2]).length * 0.9)
  })

  it('leaves them as they are where an older gateway does not hand them over', async () => {
    const history = anthropicHistory(rowsOf('tool'))
    const sent = structuredClone(history)
    expect(await throughGateway(anthropicSlots(sent, false), TRANSLATED)).toBe('NONE')
    expect(sent).toEqual(history)
  })

  it('leaves what an agent may edit as it is', async () => {
    const file = Array.from({ length: 200 }, (_, line) => `export const value${line} = ${line}`).join('\n')
    const history = [callsOf('a', 'Read'), { role: 'tool', tool_call_id: 'a', content: file }]
    expect(await throughGateway(chatSlots(history), history)).toBe('NONE')
  })
})

/** What the gateway makes of such a conversation for guardrails: OpenAI's messages. */
const TRANSLATED: readonly Message[] = [
  { role: 'user', content: 'What is in stock?' },
  callsOf('toolu_1'),
  { role: 'tool', tool_call_id: 'toolu_1', content: rowsOf('tool') },
  { role: 'user', content: 'Count.' },
]

function anthropicHistory(content: unknown): readonly Message[] {
  return [
    { role: 'user', content: 'What is in stock?' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'list_stock', input: {} }] },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_1', content, cache_control: { type: 'ephemeral' } },
        { type: 'text', text: 'Count.' },
      ],
    },
  ]
}

describe('createGuardrail in Hono on Node, called by `guardrail: headroom`', () => {
  it('takes the key as it is sent there, and keeps rows and roles, which the gateway matches by', async () => {
    const messages = [callsOf('a'), { role: 'tool', tool_call_id: 'a', content: rowsOf('tool') }]
    const response = await post(
      '/v1/compress',
      { messages, model: 'claude-sonnet-5-5' },
      { authorization: 'Bearer secret' },
    )
    const reply = objectOf(await response.json())
    const returned = reply['messages'] as Message[]
    expect(response.status).toBe(200)
    expect(returned.map(({ role }) => role)).toEqual(['assistant', 'tool'])
    expect(returned[0]).toEqual(messages[0])
    expect(String(returned[1]?.content).length).toBeLessThan(rowsOf('tool').length)
    // The gateway takes this for a view, and would declare a retrieve tool of its own.
    expect(JSON.stringify(returned)).not.toMatch(/hash=[a-f0-9]{24}/)
    expect(reply['tokens_saved']).toBeGreaterThan(0)
  })

  it('refuses a gateway without the key, and a body that is too long', async () => {
    expect((await post('/v1/compress', { messages: [] }, {})).status).toBe(401)
    const long = { messages: [{ role: 'user', content: 'a'.repeat(33 * 2 ** 20) }] }
    const response = await post('/v1/compress', long, { authorization: 'Bearer secret' })
    expect(response.status).toBe(413)
    expect(await response.json()).toEqual({ error: expect.stringContaining('33554432 bytes') })
  })
})
