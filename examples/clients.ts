// The providers' own clients: withHeadroom(client), and the model reads less. It looks up what it misses, and nobody sees it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import Anthropic from '@anthropic-ai/sdk'
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime'
import { GoogleGenAI } from '@google/genai'
import * as anthropic from '@headroom/clients/anthropic'
import * as bedrock from '@headroom/clients/bedrock'
import * as google from '@headroom/clients/google'
import * as openai from '@headroom/clients/openai'
import OpenAI from 'openai'

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')
const question = 'Which order was the last without an exchange rate?'
const requests: string[] = []
const saved: number[] = []
const options: openai.HeadroomOptions = { onTurn: ({ report }) => void saved.push(report.tokensSaved) }

// With the real providers: `new OpenAI()`, `new Anthropic()`, `new GoogleGenAI({})`, `new BedrockRuntimeClient()`.
const oneOfOpenAI = openai.withHeadroom(new OpenAI({ apiKey: 'none', fetch: provider }), options)
const oneOfAnthropic = anthropic.withHeadroom(new Anthropic({ apiKey: 'none', fetch: provider }), options)
const httpOptions = { fetch: provider as typeof fetch }
const oneOfGoogle = google.withHeadroom(new GoogleGenAI({ apiKey: 'none', vertexai: false, httpOptions }), options)
const credentials = { accessKeyId: 'none', secretAccessKey: 'none' }
const requestHandler = { handle: async ({ body }: { body: Uint8Array }) => ({ response: awsResponse(body) }) }
const oneOfAmazon = bedrock.withHeadroom(
  new BedrockRuntimeClient({ region: 'us-east-1', credentials, requestHandler }),
  options,
)

// OpenAI's client runs the tool by itself. It runs one tool, once: the model's second call is none of its business.
const tool = { name: 'read_log', description: 'The log.', parameters: {}, function: () => log }
const runner = oneOfOpenAI.chat.completions.runTools({
  model: 'gpt-5.5',
  messages: [{ role: 'user', content: question }],
  tools: [{ type: 'function', function: tool }],
})
show('openai', await runner.finalContent())

const { content } = await oneOfAnthropic.messages.create({
  model: 'claude-opus-5',
  max_tokens: 500,
  tools: [{ name: 'read_log', input_schema: { type: 'object' } }],
  messages: [
    { role: 'user', content: question },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'read', name: 'read_log', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'read', content: log }] },
  ],
})
show('anthropic', content.map((block) => (block.type === 'text' ? block.text : `a ${block.type}`)).join())

const { text } = await oneOfGoogle.models.generateContent({
  model: 'gemini-3.1-pro-preview',
  config: { tools: [{ functionDeclarations: [{ name: 'read_log' }] }] },
  contents: [
    { role: 'user', parts: [{ text: question }] },
    { role: 'model', parts: [{ functionCall: { name: 'read_log', args: {} } }] },
    { role: 'user', parts: [{ functionResponse: { name: 'read_log', response: { output: log } } }] },
  ],
})
show('google', text)

const { output } = await oneOfAmazon.send(
  new ConverseCommand({
    modelId: 'amazon.nova-premier-v1:0',
    toolConfig: { tools: [{ toolSpec: { name: 'read_log', inputSchema: { json: {} } } }] },
    messages: [
      { role: 'user', content: [{ text: question }] },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 'read', name: 'read_log', input: {} } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: 'read', content: [{ text: log }] } }] },
    ],
  }),
)
show('bedrock', output?.message?.content?.map((block) => block.text).join())

function show(name: string, answer: string | null | undefined): void {
  const [looked, found] = requests.slice(-2)
  console.log(`${name.padEnd(10)} ${saved.at(-1)} tokens saved, ${looked?.length} characters sent: ${answer}`)
  assert.equal(answer, 'Order 88368.')
  assert((looked?.length ?? 0) < log.length / 2, 'the log is shortened')
  assert(!looked?.includes('order 88368 has no exchange rate'), 'the view leaves it out')
  assert(found?.includes('order 88368 has no exchange rate'), 'the model has looked it up')
}

/** The scripted model: it reads the log, looks for something in its original, and answers. */
function replyTo(body: string): object {
  requests.push(body)
  const [, key] = /headroom_retrieve key (\w+)/.exec(body) ?? []
  const isAnswered = body.includes('order 88368 has no exchange rate')
  const name = key === undefined ? 'read_log' : 'headroom_retrieve'
  const args = key === undefined ? {} : { key, grep: 'no exchange rate' }
  const said = isAnswered ? 'Order 88368.' : undefined
  if (body.includes('"contents"')) {
    const parts = said === undefined ? [{ functionCall: { id: 'look', name, args } }] : [{ text: said }]
    return { candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP' }], usageMetadata: {} }
  }
  if (body.includes('"toolConfig"')) {
    const block = said === undefined ? { toolUse: { toolUseId: 'look', name, input: args } } : { text: said }
    return { output: { message: { role: 'assistant', content: [block] } }, stopReason: said ? 'end_turn' : 'tool_use' }
  }
  if (body.includes('"max_tokens"')) {
    const block =
      said === undefined ? { type: 'tool_use', id: 'look', name, input: args } : { type: 'text', text: said }
    const ends = { stop_reason: said ? 'end_turn' : 'tool_use', usage: {} }
    return { id: 'msg', type: 'message', role: 'assistant', model: 'claude', content: [block], ...ends }
  }
  const call = { id: `call_${requests.length}`, type: 'function', function: { name, arguments: JSON.stringify(args) } }
  const message = { role: 'assistant', ...(said ? { content: said } : { content: null, tool_calls: [call] }) }
  return { id: 'chat', choices: [{ index: 0, message, finish_reason: said ? 'stop' : 'tool_calls' }], usage: {} }
}

async function provider(_url: string | URL | Request, init?: RequestInit): Promise<Response> {
  return Response.json(replyTo(String(init?.body)))
}

function awsResponse(sent: Uint8Array): object {
  const body = new TextEncoder().encode(JSON.stringify(replyTo(new TextDecoder().decode(sent))))
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body }
}
