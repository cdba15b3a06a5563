import { withHeadroom } from '@headroom/ai-sdk'
import { keyOf } from '@headroom/core'
import {
  dynamicTool,
  extractReasoningMiddleware,
  generateText,
  isStepCount,
  type ModelMessage,
  smoothStream,
  streamText,
  type Telemetry,
  wrapLanguageModel,
} from 'ai'
import { MockLanguageModelV4 } from 'ai/test'
import { describe, expect, it } from 'vitest'
import { startStandIn, stopStandIns } from '../clients/loop-bench.ts'
import { retrieve, SHORT_ANSWER, shortScript } from '../clients/loop-script.ts'
import { firstAndLast } from '../first-and-last.ts'
import { PROVIDERS } from '../hosts/ai-sdk-providers.ts'
import type { Script } from '../stand-in/script.ts'
import { ask, logOf, MODES, TOOLS, wrappedAt } from './agent.ts'
import { call, replyOf } from './mock-replies.ts'

stopStandIns()

const SETTINGS = { tools: TOOLS, prompt: 'Why?', stopWhen: isStepCount(8), maxRetries: 0 }
const CHAT = PROVIDERS.find(({ format }) => format === 'openai chat') ?? PROVIDERS[0]
const KEY = await keyOf(logOf('cart'))
const LOG = call('c1', 'query_logs', { service: 'cart' })
const RETRIEVED = replyOf(call('r1', 'headroom_retrieve', { key: KEY, grep: 'ERROR' }))

describe.each(PROVIDERS)('withHeadroom over $name', (provider) => {
  it('streams through smoothStream and transforms of the user', async () => {
    const standIn = await startStandIn(shortScript())
    const types: string[] = []
    const result = streamText({
      ...SETTINGS,
      model: wrappedAt(provider, standIn),
      experimental_transform: [
        smoothStream({ delayInMs: null }),
        () =>
          new TransformStream({
            transform(part, controller) {
              types.push(part.type)
              controller.enqueue(part)
            },
          }),
      ],
    })
    expect(await result.text).toBe(SHORT_ANSWER)
    expect(types.filter((type) => type === 'finish-step')).toHaveLength(2)
    const starts = types.filter((type) => type === 'text-start').length
    expect(types.filter((type) => type === 'text-end')).toHaveLength(starts)
  })

  it('tells telemetry of one call for each step, with the tokens of all rounds', async () => {
    const standIn = await startStandIn(shortScript())
    const steps: number[] = []
    const telemetry: Telemetry = { onStepEnd: ({ usage }) => void steps.push(usage.inputTokens ?? NaN) }
    const { totalUsage } = await generateText({
      ...SETTINGS,
      model: wrappedAt(provider, standIn),
      telemetry: { integrations: [telemetry] },
    })
    expect(steps).toHaveLength(2)
    expect(standIn.requests).toHaveLength(3)
    expect(steps.reduce((sum, tokens) => sum + tokens, 0)).toBe(totalUsage.inputTokens)
  })

  it.each(MODES)('is tried again as a whole where a hidden round fails: %s', async (mode) => {
    const fault =
      mode === 'generate'
        ? { error: { status: 503, retryAfterSeconds: 0.02 } }
        : { errorEvent: { afterFrames: 1 }, faultTimes: 1 }
    const standIn = await startStandIn(shortScript('hidden', fault))
    const settings = { ...SETTINGS, model: wrappedAt(provider, standIn), maxRetries: 2, streamRetries: 2 }
    const result = mode === 'generate' ? await generateText(settings) : streamText({ ...settings, onError: () => {} })
    expect(await result.text).toBe(SHORT_ANSWER)
    expect(standIn.requests.map(({ turn }) => turn ?? 'refused')).toEqual([
      0,
      1,
      mode === 'generate' ? 'refused' : 2,
      1,
      2,
    ])
  })

  it('ends with its time, in a hidden round too', async () => {
    const fault = { stall: { afterFrames: 0, milliseconds: 60_000 } }
    const standIn = await startStandIn(shortScript('hidden', fault))
    const asked = generateText({ ...SETTINGS, model: wrappedAt(provider, standIn), timeout: { totalMs: 700 } })
    await expect(asked).rejects.toThrow(/time|abort/i)
    expect(standIn.requests).toHaveLength(3)
  })
})

describe('withHeadroom', () => {
  it('leaves the input of a call to be repaired by the user, and knows the answer again', async () => {
    const broken = { ...LOG, input: '{"service":' }
    const replies = [
      replyOf({ type: 'text', text: 'The log.' }, broken),
      RETRIEVED,
      replyOf({ type: 'text', text: 'The pool.' }),
    ]
    const inner = new MockLanguageModelV4({ doGenerate: replies })
    const { text, steps } = await generateText({
      ...SETTINGS,
      model: withHeadroom(inner, { compressors: [firstAndLast] }),
      repairToolCall: async ({ toolCall }) => ({ ...toolCall, input: '{"service":"cart"}' }),
    })
    expect([text, steps.length]).toEqual(['The pool.', 2])
    expect(JSON.stringify(inner.doGenerateCalls[2]?.prompt)).toContain('the pool of cart is exhausted')
  })

  it('shortens results of dynamic tools', async () => {
    const inner = new MockLanguageModelV4({
      doGenerate: [replyOf(LOG), RETRIEVED, replyOf({ type: 'text', text: 'So.' })],
    })
    const { query_logs: known } = TOOLS
    const { steps } = await generateText({
      ...SETTINGS,
      model: withHeadroom(inner, { compressors: [firstAndLast] }),
      tools: {
        query_logs: dynamicTool({ inputSchema: known?.inputSchema as never, execute: async () => logOf('cart') }),
      },
    })
    expect(steps[0]?.toolResults.map(({ dynamic }) => dynamic)).toEqual([true])
    expect(JSON.stringify(inner.doGenerateCalls[1]?.prompt)).toContain(`key ${KEY}`)
  })

  it('leaves what a tool of the provider gave, and what stands with it', async () => {
    const named = { toolCallId: 'w1', toolName: 'web_search' }
    const searched = { type: 'tool-call', ...named, input: '{}', providerExecuted: true } as const
    const found = { type: 'tool-result', ...named, result: { log: logOf('cart') } } as const
    const replies = [replyOf(searched, found, LOG), RETRIEVED, replyOf({ type: 'text', text: 'So.' })]
    const inner = new MockLanguageModelV4({ doGenerate: replies })
    await generateText({ ...SETTINGS, model: withHeadroom(inner, { compressors: [firstAndLast] }) })
    const sent = inner.doGenerateCalls.map(({ prompt }) => JSON.stringify(prompt))
    expect(sent[1]).toContain('LOG cart 50')
    expect(sent[2]?.startsWith(sent[1]?.slice(0, -1) ?? '?')).toBe(true)
    expect(inner.doGenerateCalls[1]?.prompt.at(-1)).toMatchObject({
      content: [{ output: { value: expect.stringContaining(`key ${KEY}`) } }],
    })
  })

  it.each(MODES)('takes answers as middlewares inside of it have made them: %s', async (mode) => {
    const standIn = await startStandIn(TAGGED)
    const middleware = extractReasoningMiddleware({ tagName: 'think' })
    const inner = wrapLanguageModel({ model: CHAT.model(standIn.url), middleware })
    const model = withHeadroom(inner, { compressors: [firstAndLast] })
    const history: ModelMessage[] = [{ role: 'user', content: 'Why?' }]
    const first = await ask(mode, model, history)
    expect(first.text).toBe('Reading. A moment. It is the pool.')
    history.push(...first.messages, { role: 'user', content: 'Thanks.' })
    expect((await ask(mode, model, history)).text).toBe('Welcome.')
    expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual([0, 1, 2, 3].map((turn) => [200, turn]))
  })

  it.each(MODES)(
    'goes on, without what was retrieved, where middlewares outside of it change answers: %s',
    async (mode) => {
      const standIn = await startStandIn(TAGGED)
      const middleware = extractReasoningMiddleware({ tagName: 'think' })
      const model = wrapLanguageModel({ model: wrappedAt(CHAT, standIn), middleware })
      const history: ModelMessage[] = [{ role: 'user', content: 'Why?' }]
      const first = await ask(mode, model, history)
      expect(first.text.replaceAll('\n', '')).toBe('Reading. A moment. It is the pool.')
      history.push(...first.messages, { role: 'user', content: 'Thanks.' })
      await ask(mode, model, history)
      expect(standIn.requests.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    },
  )
})

/** A model that thinks in tags. */
const TAGGED: Script = {
  turns: [
    { text: '<think>The log.</think>Reading. ', calls: [{ name: 'query_logs', args: { service: 'cart' } }] },
    { text: '<think>Errors?</think>A moment. ', calls: [retrieve({ grep: 'ERROR' })] },
    { text: '<think>So.</think>It is the pool.' },
    { text: '<think>Polite.</think>Welcome.' },
  ],
}
