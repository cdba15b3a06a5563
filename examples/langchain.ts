// LangChain: an agent whose middleware shortens what its model reads, and a chat model that does so wherever it is called.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { HeadroomChatModel, headroomMiddleware } from '@headroom/langchain'
import { ChatOpenAI } from '@langchain/openai'
import { AIMessage, type BaseMessage, createAgent, fakeModel, HumanMessage, tool, ToolMessage } from 'langchain'
import { z } from 'zod'

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')
const question = 'Which order was the last without an exchange rate?'

const readLog = tool(() => log, {
  name: 'read_log',
  description: 'Gives the log of a service.',
  schema: z.object({ service: z.string() }),
})
const readsLog = [{ name: 'read_log', args: { service: 'checkout' }, id: 'call_1' }]

// Scripted models. With a real one: new ChatAnthropic({ model: 'claude-opus-5' }).
const model = fakeModel().respondWithTools(readsLog).respond(looksCloser).respond(new AIMessage('Order 88368.'))
const agent = createAgent({ model, tools: [readLog], middleware: [headroomMiddleware()] })
const { messages } = await agent.invoke({ messages: question })

const [, second, third] = model.calls
const read = second?.messages.at(-1)?.text ?? ''
const kept = messages.find((message) => message.type === 'tool')?.text ?? ''
console.log(`the tool said ${log.length} characters, the model was sent ${read.length}, the state holds ${kept.length}`)
assert(read.length < log.length / 2)
assert.equal(kept, log)

const found = third?.messages.at(-1)?.text ?? ''
console.log(`it looked closer: ${found.split('\n').find((line) => line.includes('88368'))}`)
assert(found.includes('88368'))

const saved = messages.at(-1)?.response_metadata['headroom'] as { tokensBefore: number; tokensAfter: number }
console.log(`${saved.tokensAfter} of ${saved.tokensBefore} tokens: ${messages.at(-1)?.text}`)

// Without an agent: the chat model is asked once, looks closer out of sight, and gives one answer.
const llm = new HeadroomChatModel(
  // With the real provider: no `configuration`.
  new ChatOpenAI({ model: 'gpt-5.5', apiKey: 'none', configuration: { fetch: provider } }),
)
const conversation = [
  new HumanMessage(question),
  new AIMessage({ content: '', tool_calls: readsLog }),
  new ToolMessage({ content: log, tool_call_id: 'call_1' }),
]
const answer = await llm.bindTools([readLog]).invoke(conversation)
const { rounds, retrieved } = answer.response_metadata['headroom'] as { rounds: number; retrieved: number }
console.log(`asked once, retrieved ${retrieved} original in ${rounds} hidden round: ${answer.text}`)
assert.deepEqual(answer.tool_calls, [])

function looksCloser(seen: BaseMessage[]): AIMessage {
  const args = { key: keyIn(seen.at(-1)?.text), grep: 'no exchange rate' }
  return new AIMessage({ content: '', tool_calls: [{ name: 'headroom_retrieve', args, id: 'call_2' }] })
}

/** What the provider says: it looks closer until it has seen the order. */
async function provider(_: unknown, init?: { body?: unknown }): Promise<Response> {
  const seen = String(init?.body)
  const args = JSON.stringify({ key: keyIn(seen), grep: 'no exchange rate' })
  const call = { id: 'call_2', type: 'function', function: { name: 'headroom_retrieve', arguments: args } }
  const message = seen.includes('order 88368 has') ? { content: 'Order 88368.' } : { content: null, tool_calls: [call] }
  return Response.json({ choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }] })
}

function keyIn(text = ''): string {
  return /key ([0-9a-f]{16})/.exec(text)?.[1] ?? ''
}
