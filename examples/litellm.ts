// The `litellm` package with callbacks: Headroom shortens what a function gave, and answers the model when it wants the rest.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Figures, HeadroomCallback, type LiteLLMCallback, withCallbacks } from '@headroom/litellm'
import { completion } from 'litellm'

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')
const requests: Parameters<typeof completion>[0][] = []
/** What the scripted model does, request by request. */
const script = [
  { function_call: { name: 'read_log', arguments: '{}' } },
  { function_call: { name: 'headroom_retrieve', arguments: '{"key":"KEY","grep":"no exchange rate"}' } },
  { content: 'Order 88368 was the last of ten.' },
]

const server = createServer(async (request, response) => {
  const body = Buffer.concat(await Array.fromAsync(request)).toString()
  const said = script[requests.push(JSON.parse(body)) - 1] ?? assert.fail()
  const key = /headroom_retrieve key (\w+)/.exec(body)?.[1] ?? ''
  const message = { role: 'assistant', content: null, ...JSON.parse(JSON.stringify(said).replace('KEY', key)) }
  const choice = { index: 0, message, finish_reason: 'content' in said ? 'stop' : 'function_call' }
  const usage = { prompt_tokens: Math.round(body.length / 4), completion_tokens: 20, total_tokens: 0 }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion', choices: [choice], usage }))
})
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const told: Figures[] = []
let logged = 0
const own: LiteLLMCallback = { asyncLogSuccessEvent: () => void (logged += 1) }
const ask = withCallbacks(completion, {
  callbacks: [new HeadroomCallback({ onFigures: (figures) => void told.push(figures) }), own],
})

// With the real provider: an `apiKey`, or OPENAI_API_KEY, and no `baseUrl`.
const settings = { model: 'gpt-4', baseUrl, apiKey: 'none', stream: false as const }
const functions = [{ name: 'read_log', parameters: { type: 'object', properties: {} } }]
const messages: Parameters<typeof completion>[0]['messages'] = [
  { role: 'user', content: 'Which order was the last without an exchange rate?' },
]
let answer: string | null | undefined
while (answer === undefined) {
  const { choices } = await ask({ ...settings, functions, messages })
  const { content, function_call: call } = choices[0]?.message ?? assert.fail()
  if (call === undefined) answer = content
  const said = { role: 'assistant' as const, content: content ?? null, function_call: call }
  const result = { role: 'function' as const, name: 'read_log', content: log }
  messages.push(...(call === undefined ? [said] : [said, result]))
}
server.closeAllConnections()
server.close()

const figures = told.at(-1) ?? assert.fail()
console.log(`sent    the log in ${figures.tokensAfter} of ${figures.tokensBefore} tokens`)
console.log(`hidden  ${figures.retrieved} retrieve call in ${figures.rounds} further round`)
console.log(`usage   ${figures.usage?.input} input tokens in all rounds of the call`)
console.log(`answer  ${answer}`)
assert.equal(answer, 'Order 88368 was the last of ten.')
assert.deepEqual([requests.length, logged, figures.rounds, figures.retrieved], [3, 2, 1, 1])
assert(figures.tokensAfter < figures.tokensBefore / 2)
// The caller keeps the log whole, and never sees the exchange.
assert(JSON.stringify(messages).includes('no exchange rate'))
assert(!JSON.stringify(messages).includes('headroom_retrieve'))
