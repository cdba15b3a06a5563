import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema'
import { createMemoryStore, type Fetch, headroomFetch, type Turn } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { SCHEMA, TOOLS } from './agent-client.ts'
import { anthropicAt } from './anthropic-agents.ts'
import { googleAt } from './google-agents.ts'
import { headroomOver, startStandIn, stopStandIns } from './loop-bench.ts'
import { answersOf, QUESTIONS, resultOf, SCRIPT } from './loop-script.ts'
import { openaiAt } from './openai-chat-agents.ts'

stopStandIns()

type Runner = (url: string, fetch: Fetch) => Promise<string | null | undefined>

/** Libraries that run the client's tools themselves. */
const RUNNERS: readonly (readonly [string, Runner])[] = [
  ['openai chat.completions.runTools', (url, fetch) => ranByOpenai(url, fetch, false)],
  ['openai chat.completions.runTools with stream', (url, fetch) => ranByOpenai(url, fetch, true)],
  ['@anthropic-ai/sdk beta.messages.toolRunner', (url, fetch) => ranByAnthropic(url, fetch, false)],
  ['@anthropic-ai/sdk beta.messages.toolRunner with stream', (url, fetch) => ranByAnthropic(url, fetch, true)],
  ['@google/genai generateContent with callable tools', ranByGoogle],
]

describe('headroomFetch', () => {
  it.each(RUNNERS)('keeps retrieval from %s', async (_name, run) => {
    const standIn = await startStandIn(SCRIPT)
    const text = await run(standIn.url, headroomOver(createMemoryStore()))
    expect(answersOf('cart')[0]?.endsWith(text || 'nothing')).toBe(true)
    expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual(
      [0, 1, 2, 3, 4].map((turn) => [200, turn]),
    )
  })

  it('hides nothing in a thread that the provider keeps, and says so', async () => {
    const standIn = await startStandIn({ turns: [], final: 'Hello.' })
    const turns: Turn[] = []
    const fetch = headroomFetch(globalThis.fetch, { store: createMemoryStore(), onTurn: (turn) => turns.push(turn) })
    expect(await ranByAnthropic(standIn.url, fetch, false, true)).toBe('Hello.')
    expect(turns.map(({ report, rounds }) => [report.noViews, rounds])).toEqual([['kept-by-provider', undefined]])
    expect(standIn.requests.at(-1)?.bodyText).not.toContain('headroom_retrieve')
  })
})

const INPUT = {
  type: 'object',
  properties: { service: { type: 'string' } },
  required: ['service'],
  additionalProperties: false,
} as const

function outputOf(name: string): string {
  return resultOf({ id: '', name, args: {} }, 'cart').text
}

function ranByOpenai(url: string, fetch: Fetch, stream: boolean): Promise<string | null> {
  const tools = TOOLS.map(({ name, description }) => ({
    type: 'function' as const,
    function: { name, description, parameters: SCHEMA, function: () => outputOf(name) },
  }))
  const messages = [{ role: 'user' as const, content: QUESTIONS[0] }]
  const { completions } = openaiAt({ url, fetch }).chat
  const body = { model: 'gpt-5.5', messages, tools }
  return (stream ? completions.runTools({ ...body, stream: true }) : completions.runTools(body)).finalContent()
}

async function ranByAnthropic(url: string, fetch: Fetch, stream: boolean, inThread = false): Promise<string> {
  const runner = anthropicAt({ url, fetch }).beta.messages.toolRunner({
    model: 'claude-sonnet-5-5',
    max_tokens: 4096,
    messages: [{ role: 'user', content: QUESTIONS[0] }],
    ...(inThread ? {} : { thread: false }),
    tools: TOOLS.map(({ name, description }) =>
      betaTool({ name, description, inputSchema: INPUT, run: () => outputOf(name) }),
    ),
    stream,
  })
  const { content } = await runner.runUntilDone()
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('')
}

async function ranByGoogle(url: string, fetch: Fetch): Promise<string | undefined> {
  const response = await googleAt({ url, fetch }).models.generateContent({
    model: 'gemini-3.1-pro-preview',
    contents: QUESTIONS[0],
    config: {
      tools: [
        {
          tool: async () => ({
            functionDeclarations: TOOLS.map((tool) => ({ ...tool, parametersJsonSchema: SCHEMA })),
          }),
          callTool: async (calls) =>
            calls.map(({ id, name = '' }) => ({
              functionResponse: { ...(id && { id }), name, response: { output: outputOf(name) } },
            })),
        },
      ],
    },
  })
  return response.text
}
