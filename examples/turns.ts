// Retrieval out of the client's sight: Headroom under a provider's own client, for whole replies and for streams.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import Anthropic from '@anthropic-ai/sdk'
import { createMemoryStore, headroomFetch, type Turn } from '@headroom/core'

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')
const turns: Turn[] = []
const requests: Anthropic.MessageCreateParams[] = []
/** What the scripted model does, request by request: it looks for something in the original, or says something. */
const script = [
  { grep: 'no exchange rate' },
  { text: 'Order 88368 was the last of ten.' },
  { grep: 'insufficient_funds' },
  { text: 'Ten payments lacked funds.' },
]

const client = new Anthropic({
  apiKey: 'none',
  // With the real provider: headroomFetch(fetch, …).
  fetch: headroomFetch(provider, { store: createMemoryStore(), onTurn: (turn) => void turns.push(turn) }),
})
const settings = {
  model: 'claude-opus-5',
  max_tokens: 500,
  tools: [{ name: 'read_log', input_schema: { type: 'object' as const } }],
}
const messages: Anthropic.MessageParam[] = [
  { role: 'user', content: 'Which order was the last without an exchange rate?' },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'read_log', input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: log }] },
]

const reply = await client.messages.create({ ...settings, messages })
const { tokensBefore, tokensAfter } = turns[0]?.report ?? assert.fail()
const [first = '', second = ''] = requests.map((request) => JSON.stringify(request.messages))
console.log(`sent     the log in ${tokensAfter} of ${tokensBefore} tokens, and one more tool: headroom_retrieve`)
for (const { role, content } of requests[1]?.messages.slice(messages.length) ?? [])
  console.log(`hidden   ${role}: ${JSON.stringify(content).slice(0, 140)}…`)
console.log(`seen     ${JSON.stringify(reply.content)}`)
console.log(`usage    ${reply.usage.input_tokens} input tokens, of ${requests.length} requests; the client made one\n`)
assert(!first.includes('order 88368 has no exchange rate'), 'the view leaves it out')
assert(second.includes('order 88368 has no exchange rate'), 'the model has looked it up')

// The client goes on with what it saw. What it did not see is put back, so that each request begins with the one before.
messages.push({ role: 'assistant', content: reply.content }, { role: 'user', content: 'How many lacked funds?' })
const stream = client.messages.stream({ ...settings, messages })
const pieces: string[] = []
stream.on('text', (piece) => void pieces.push(piece))
const streamed = await stream.finalMessage()
console.log(`streamed ${pieces.join('|')}`)
console.log(`sent     ${requests[2]?.messages.length} messages where the client sent ${messages.length}`)
assert(JSON.stringify(requests[2]?.messages).startsWith(second.slice(0, -1)))
assert(!JSON.stringify([reply, streamed]).includes('headroom_retrieve'))

async function provider(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const request = (await new Request(input, init).json()) as Anthropic.MessageCreateParams
  const { grep, text } = script[requests.push(request) - 1] ?? assert.fail()
  const [, key] = /headroom_retrieve key (\w+)/.exec(JSON.stringify(request.messages)) ?? assert.fail()
  const call = { type: 'tool_use', id: `look_${requests.length}`, name: 'headroom_retrieve', input: { key, grep } }
  const content = [text === undefined ? call : { type: 'text', text }]
  const end = { stop_reason: text === undefined ? 'tool_use' : 'end_turn', stop_sequence: null }
  const usage = { input_tokens: Math.round(JSON.stringify(request).length / 4), output_tokens: 20 }
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: request.model, usage }
  if (request.stream !== true) return Response.json({ ...message, content, ...end })
  const deltas = text?.split(/(?= )/).map((piece) => ({ type: 'text_delta', text: piece }))
  const inputs = [{ type: 'input_json_delta', partial_json: JSON.stringify(call.input) }]
  const started = text === undefined ? { ...call, input: {} } : { type: 'text', text: '' }
  const events = [
    { type: 'message_start', message: { ...message, content: [] } },
    { type: 'content_block_start', index: 0, content_block: started },
    ...(deltas ?? inputs).map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: end, usage },
    { type: 'message_stop' },
  ]
  const body = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}
