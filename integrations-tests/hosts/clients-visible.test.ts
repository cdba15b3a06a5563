import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema'
import * as anthropic from '@headroom/clients/anthropic'
import * as google from '@headroom/clients/google'
import * as openai from '@headroom/clients/openai'
import { createMemoryStore, type Store } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { SCHEMA } from '../clients/agent-client.ts'
import { anthropicAt } from '../clients/anthropic-agents.ts'
import { googleAt } from '../clients/google-agents.ts'
import { startStandIn, stopStandIns } from '../clients/loop-bench.ts'
import { resultOf, shortScript } from '../clients/loop-script.ts'
import { openaiAt } from '../clients/openai-chat-agents.ts'
import { firstAndLast } from '../first-and-last.ts'

stopStandIns()

const TOOL = { name: 'query_logs', description: 'Gives a log.' }
const { text: LOG } = resultOf({ id: '', name: 'query_logs', args: {} }, 'cart')

type Runner = (url: string, options: openai.HeadroomOptions & { readonly store: Store }) => Promise<unknown>

/** Libraries that run tools themselves, the retrieve tool among them. */
const RUNNERS: Readonly<Record<string, Runner>> = {
  async 'openai chat.completions.runTools'(url, options) {
    const runnable = { type: 'function' as const, function: { ...TOOL, parameters: SCHEMA, function: () => LOG } }
    const client = openai.withHeadroom(openaiAt({ url, fetch }), options)
    const tools = [runnable, openai.headroomTool(options).chat]
    const messages = [{ role: 'user' as const, content: 'Why?' }]
    return client.chat.completions.runTools({ model: 'gpt-5.5', messages, tools }).finalContent()
  },
  async '@anthropic-ai/sdk beta.messages.toolRunner'(url, options) {
    const client = anthropic.withHeadroom(anthropicAt({ url, fetch }), options)
    const runner = client.beta.messages.toolRunner({
      model: 'claude-sonnet-5-5',
      max_tokens: 100,
      thread: false,
      messages: [{ role: 'user', content: 'Why?' }],
      tools: [
        betaTool({ ...TOOL, inputSchema: { type: 'object' }, run: () => LOG }),
        anthropic.headroomTool(options).messages,
      ],
    })
    const { content } = await runner.runUntilDone()
    return content.map((block) => (block.type === 'text' ? block.text : '')).join('')
  },
  async '@google/genai generateContent with callable tools'(url, options) {
    const own = {
      tool: async () => ({ functionDeclarations: [{ ...TOOL, parametersJsonSchema: SCHEMA }] }),
      callTool: async (calls: readonly { readonly name?: string; readonly id?: string }[]) =>
        calls
          .filter(({ name }) => name === TOOL.name)
          .map(({ id, name = '' }) => ({
            functionResponse: { ...(id !== undefined && { id }), name, response: { output: LOG } },
          })),
    }
    const { models } = google.withHeadroom(googleAt({ url, fetch }), options)
    const tools = [own, google.headroomTool(options).callable]
    const { text } = await models.generateContent({ model: 'gemini-2.5-flash', contents: 'Why?', config: { tools } })
    return text
  },
}

describe('headroomTool', () => {
  it.each(Object.entries(RUNNERS))('is run by %s', async (_, run) => {
    const standIn = await startStandIn(shortScript())
    const store = createMemoryStore()
    const text = await run(standIn.url, { store, compressors: [firstAndLast], retrieve: 'visible' })
    expect(text).toBe('It is the pool of cart.')
    expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual([
      [200, 0],
      [200, 1],
      [200, 2],
    ])
    expect(standIn.requests[1]?.bodyText).not.toContain('LOG number 50 of cart')
  })

  it('is what a client declares that answers out of sight', async () => {
    const standIn = await startStandIn({ turns: [], final: 'Hello.' }, { strict: false })
    const store = createMemoryStore()
    const { chat, responses } = openai.headroomTool({ store })
    const client = openai.withHeadroom(openaiAt({ url: standIn.url, fetch }), { store })
    const declared = { type: 'function' as const, name: 'a', parameters: SCHEMA, strict: true }
    await client.responses.create({ model: 'gpt-5.5', input: 'Why?', tools: [declared] })
    const messages = [{ role: 'user' as const, content: 'Why?' }]
    const tools = [{ type: 'function' as const, function: { ...TOOL, parameters: SCHEMA } }]
    await client.chat.completions.create({ model: 'gpt-5.5', messages, tools })
    const [first, second] = standIn.requests.map(({ bodyText }) => bodyText)
    expect(first).toContain(JSON.stringify(responses))
    expect(second).toContain(JSON.stringify(chat))
  })

  it('is the client’s where it has declared it, whatever the option says', async () => {
    const standIn = await startStandIn(shortScript())
    const store = createMemoryStore()
    const client = openai.withHeadroom(openaiAt({ url: standIn.url, fetch }), { store, compressors: [firstAndLast] })
    const runnable = { type: 'function' as const, function: { ...TOOL, parameters: SCHEMA, function: () => LOG } }
    const { chat } = openai.headroomTool({ store })
    const runner = client.chat.completions.runTools({
      model: 'gpt-5.5',
      messages: [{ role: 'user', content: 'Why?' }],
      tools: [runnable, chat],
    })
    expect(await runner.finalContent()).toBe('It is the pool of cart.')
    expect(JSON.stringify(runner.messages)).toContain('headroom_retrieve')
    expect(standIn.requests).toHaveLength(3)
  })
})
