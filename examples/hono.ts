// A gateway of Hono: one middleware, and whatever an agent sends on through it is shorter.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { answerRetrieveCall, createMemoryStore, retrieveTool } from '@headroom/core'
import { compressionMiddleware } from '@headroom/hono'
import { Hono } from 'hono'

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')
const store = createMemoryStore()
const sent: string[] = []

const app = new Hono()
app.post('/v1/retrieve', async (c) => c.text(await answerRetrieveCall(store, await c.req.json())))
app.use(compressionMiddleware({ store }))
// With the real provider: fetch(new Request(`https://api.openai.com${pathname}`, req.raw)).
app.post('/v1/chat/completions', async ({ req }) => provider(new Request('https://provider.example/', req.raw)))

const messages = [
  { role: 'user', content: 'Why does checkout answer 503?' },
  { role: 'assistant', tool_calls: [{ id: 'a', type: 'function', function: { name: 'read_log', arguments: '{}' } }] },
  { role: 'tool', tool_call_id: 'a', content: log },
]

// A client without the retrieve tool: nothing is left out.
const plain = await post('/v1/chat/completions', { model: 'gpt-5.5', messages })
console.log('without the retrieve tool', told(plain))
assert.equal(plain.headers.get('x-headroom-no-views'), 'not-declared')

// A client that runs it: long results become views, with a key for what was left out.
const { name, description, inputSchema: parameters } = retrieveTool
const tools = [{ type: 'function', function: { name, description, parameters } }]
const asking = await post('/v1/chat/completions', { model: 'gpt-5.5', messages, tools })
console.log('with it                  ', told(asking))
assert((sent[1]?.length ?? Infinity) < log.length / 2)

const [, key] = /headroom_retrieve key (\w+)/.exec(sent[1] ?? '') ?? assert.fail()
const original = await post('/v1/retrieve', { key, grep: 'order 88368' })
console.log(`retrieved                 ${(await original.text()).split('\n')[0]}`)

async function post(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
}

function told({ headers }: Response): string {
  const [before, after] = ['before', 'after'].map((when) => headers.get(`x-headroom-tokens-${when}`))
  return `${after} of ${before} tokens, by ${headers.get('x-headroom-transforms')}`
}

async function provider(request: Request): Promise<Response> {
  sent.push(await request.text())
  return Response.json({ choices: [{ message: { role: 'assistant', content: 'The connection pool is used up.' } }] })
}
