import { headroomMiddleware } from '@headroom/ai-sdk'
import { createMemoryStore, keyOf } from '@headroom/core'
import {
  convertToModelMessages,
  generateText,
  isStepCount,
  jsonSchema,
  type ModelMessage,
  readUIMessageStream,
  streamText,
  tool,
  type UIMessage,
  wrapLanguageModel,
} from 'ai'
import * as ai6 from 'ai6'
import { MockLanguageModelV4 } from 'ai/test'
import { describe, expect, it } from 'vitest'
import { startStandIn, stopStandIns } from '../clients/loop-bench.ts'
import { retrieve } from '../clients/loop-script.ts'
import { firstAndLast } from '../first-and-last.ts'
import { asModelOf6 } from '../hosts/ai-sdk-6.ts'
import { PROVIDERS } from '../hosts/ai-sdk-providers.ts'
import type { StandIn } from '../stand-in/create-stand-in.ts'
import type { Script } from '../stand-in/script.ts'
import { logOf, TOOLS, wrappedAt } from './agent.ts'
import { call, replyOf } from './mock-replies.ts'

stopStandIns()

const LOG = { name: 'query_logs', args: { service: 'cart' } }
const RESTART = { name: 'restart', args: { service: 'cart' } }

/** The call that needs consent comes after a hidden retrieval, and beside one. */
const SCRIPT: Script = {
  turns: [
    { thinking: 'The log.', calls: [LOG] },
    { thinking: 'Errors?', text: 'A moment. ', calls: [retrieve({ grep: 'ERROR' })] },
    { thinking: 'Restart.', text: 'It needs a restart. ', calls: [retrieve({ lines: '1-2' }), RESTART] },
    { thinking: 'Well.', text: 'It was {{match:the pool of \\w+}}, {{match:cart (restarted|stays)}}.' },
  ],
}
const SERVICE = jsonSchema<{ readonly service: string }>({
  type: 'object',
  properties: { service: { type: 'string' } },
  required: ['service'],
})
const tools = {
  ...TOOLS,
  restart: tool({ inputSchema: SERVICE, needsApproval: true, execute: ({ service }) => `${service} restarted` }),
}
const SETTINGS = { tools, stopWhen: isStepCount(8), maxRetries: 0, experimental_toolApprovalSecret: 'secret' }

function expectServed(standIn: StandIn): void {
  expect(standIn.requests.map(({ status, turn, refusal }) => [status, turn, refusal])).toEqual(
    [0, 1, 2, 3].map((turn) => [200, turn, undefined]),
  )
}

describe.each(PROVIDERS)('withHeadroom over $name, with a tool that needs consent', (provider) => {
  it.each([
    { approved: true, answer: 'It was the pool of cart, restarted.' },
    { approved: false, answer: 'It was the pool of cart, stays.' },
  ])('asks and goes on where it is given: $approved', async ({ approved, answer }) => {
    const standIn = await startStandIn(SCRIPT)
    const model = wrappedAt(provider, standIn)
    const messages: ModelMessage[] = [{ role: 'user', content: 'Why?' }]
    const asking = await generateText({ ...SETTINGS, model, messages })
    const requests = asking.content.filter((part) => part.type === 'tool-approval-request')
    expect(requests.map(({ toolCall }) => toolCall.toolName)).toEqual(['restart'])
    const content = requests.map(({ approvalId }) => {
      return { type: 'tool-approval-response' as const, approvalId, approved, reason: 'cart stays as it is' }
    })
    messages.push(...asking.responseMessages, { role: 'tool', content })
    const { text } = await generateText({ ...SETTINGS, model, messages })
    expect(text).toBe(answer)
    expectServed(standIn)
  })

  it('asks in the UI messages of a chat', async () => {
    const standIn = await startStandIn(SCRIPT)
    const model = wrappedAt(provider, standIn)
    const history: UIMessage[] = [{ id: 'u', role: 'user', parts: [{ type: 'text', text: 'Why?' }] }]
    const answered = async (): Promise<UIMessage> => {
      const messages = await convertToModelMessages(history, { tools })
      const result = streamText({ ...SETTINGS, model, messages })
      const last = history.at(-1)
      const stream = result.toUIMessageStream({ originalMessages: history })
      let answer: UIMessage | undefined
      for await (const message of readUIMessageStream(
        last?.role === 'assistant' ? { stream, message: last } : { stream },
      ))
        answer = message
      if (answer === undefined) throw new Error('There is no answer.')
      return JSON.parse(JSON.stringify(answer)) as UIMessage
    }
    const asking = await answered()
    const parts = asking.parts.map((part) => {
      if (!('state' in part) || part.state !== 'approval-requested') return part
      return { ...part, state: 'approval-responded', approval: { ...Object(part).approval, approved: true } }
    })
    expect(parts.some((part) => 'state' in part && part.state === 'approval-responded')).toBe(true)
    history.push({ ...asking, parts: parts as UIMessage['parts'] })
    const { parts: all } = await answered()
    expect(all.at(-1)).toMatchObject({ type: 'text', text: 'It was the pool of cart, restarted.' })
    expectServed(standIn)
  })
})

describe('headroomMiddleware in ai 6, with a tool that needs consent', () => {
  it.each([true, false])('asks and goes on where it is given: %s', async (approved) => {
    const standIn = await startStandIn(SCRIPT)
    const middleware = headroomMiddleware({ compressors: [firstAndLast] })
    const model = ai6.wrapLanguageModel({ model: asModelOf6(PROVIDERS[0].model(standIn.url)), middleware })
    const settings = { model, tools: tools as unknown as ai6.ToolSet, stopWhen: ai6.stepCountIs(8), maxRetries: 0 }
    const messages: ai6.ModelMessage[] = [{ role: 'user', content: 'Why?' }]
    const asking = await ai6.generateText({ ...settings, messages })
    const requests = asking.content.filter((part) => part.type === 'tool-approval-request')
    const content = requests.map(({ approvalId }) => {
      return { type: 'tool-approval-response' as const, approvalId, approved, reason: 'cart stays as it is' }
    })
    messages.push(...asking.response.messages, { role: 'tool', content })
    const { text } = await ai6.generateText({ ...settings, messages })
    expect(text).toBe(`It was the pool of cart, ${approved ? 'restarted' : 'stays'}.`)
    expectServed(standIn)
  })
})

describe('headroomMiddleware beside a tool that the provider runs', () => {
  it('passes the question of its consent and the answer, and what was retrieved beside it', async () => {
    const KEY = await keyOf(logOf('cart'))
    const remote = { ...call('m1', 'mcp.deploy', { service: 'cart' }), providerExecuted: true, dynamic: true }
    const replies = [
      replyOf(call('c1', 'query_logs', { service: 'cart' })),
      replyOf(call('r1', 'headroom_retrieve', { key: KEY, grep: 'ERROR' }), remote, {
        type: 'tool-approval-request',
        approvalId: 'a1',
        toolCallId: 'm1',
      }),
      replyOf({ type: 'text', text: 'Deployed.' }),
    ]
    const inner = new MockLanguageModelV4({ doGenerate: replies })
    const middleware = headroomMiddleware({ compressors: [firstAndLast], store: createMemoryStore() })
    const settings = { model: wrapLanguageModel({ model: inner, middleware }), tools, stopWhen: isStepCount(8) }
    const messages: ModelMessage[] = [{ role: 'user', content: 'Deploy.' }]
    const asking = await generateText({ ...settings, messages })
    expect(asking.content.map(({ type }) => type)).toContain('tool-approval-request')
    const response = {
      type: 'tool-approval-response' as const,
      approvalId: 'a1',
      approved: true,
      providerExecuted: true,
    }
    messages.push(...asking.responseMessages, { role: 'tool', content: [response] })
    expect((await generateText({ ...settings, messages })).text).toBe('Deployed.')
    expect(inner.doGenerateCalls).toHaveLength(3)
    const [said, answered] = inner.doGenerateCalls[2]?.prompt.slice(-2) ?? []
    expect(said).toMatchObject({ role: 'assistant', content: [{ toolCallId: 'r1' }, { toolCallId: 'm1' }] })
    expect(answered?.role).toBe('tool')
    const types = [...(answered?.content ?? [])].map((part) => (typeof part === 'string' ? part : part.type))
    expect(types.toSorted()).toEqual(['tool-approval-response', 'tool-result'])
    expect(JSON.stringify(answered)).toContain('the pool of cart is exhausted')
  })
})
