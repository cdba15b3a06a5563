// An API of Express that an agent posts its conversation to: one middleware before the parser, and the handler reads less.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { compressionMiddleware } from '@headroom/express'
import express, { type Request, type Response as Answer } from 'express'

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')

const app = express()
app.use(compressionMiddleware({ limit: 5_000_000 }), express.json({ limit: '5mb' }))
app.post('/v1/messages', (request: Request, answer: Answer) => {
  // With the real provider: await anthropic.messages.create(request.body).
  answer.json({ characters: JSON.stringify(request.body).length })
})
const server = app.listen(0)
await once(server, 'listening')
const url = `http://localhost:${(server.address() as AddressInfo).port}/v1/messages`

const body = JSON.stringify({
  model: 'claude-opus-5',
  max_tokens: 500,
  messages: [
    { role: 'user', content: 'Why does checkout answer 503?' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'read_log', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: log }] },
  ],
})
const read = await post(body)
const { characters } = (await read.json()) as { readonly characters: number }
const [before, after] = ['before', 'after'].map((when) => read.headers.get(`x-headroom-tokens-${when}`))
console.log(`sent     ${body.length} characters, the handler read ${characters}: ${after} of ${before} tokens`)
assert(characters < body.length)

const passed = await post(body, { 'x-headroom-bypass': 'true' })
console.log(`bypassed ${JSON.stringify(await passed.json())}`)

const refused = await post(JSON.stringify({ messages: 'x'.repeat(5_000_001) }))
console.log(`refused  ${refused.status} ${await refused.text()}`)
assert.equal(refused.status, 413)
server.close()
server.closeAllConnections()

function post(text: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: text })
}
