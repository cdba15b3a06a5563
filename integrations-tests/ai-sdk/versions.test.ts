import type { LanguageModelV2, LanguageModelV3, LanguageModelV4 } from '@ai-sdk/provider'
import { headroomMiddleware, headroomTools, withHeadroom } from '@headroom/ai-sdk'
import { createMemoryStore, keyOf } from '@headroom/core'
import { generateText, isStepCount, type LanguageModelMiddleware, tool, wrapLanguageModel } from 'ai'
import { MockLanguageModelV3, MockLanguageModelV4 } from 'ai/test'
import * as ai6 from 'ai6'
import { MockLanguageModelV3 as MockLanguageModelOf6 } from 'ai6/test'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { firstAndLast } from '../first-and-last.ts'
import { logOf } from './agent.ts'

const LOG = logOf('cart')
const KEY = await keyOf(LOG)
const USAGE = {
  inputTokens: { total: 5, noCache: 5, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
}
const CALLS = { unified: 'tool-calls', raw: 'tool_use' } as const
const STOP = { unified: 'stop', raw: 'end_turn' } as const
const OPTIONS = { compressors: [firstAndLast] }

function call(toolName: string, input: object) {
  return { type: 'tool-call', toolCallId: `${toolName}1`, toolName, input: JSON.stringify(input) } as const
}

const CALLED = { content: [call('query_logs', {})], finishReason: CALLS, usage: USAGE, warnings: [] }
const RETRIEVED = { ...CALLED, content: [call('headroom_retrieve', { key: KEY, grep: 'ERROR' })] }
const ANSWERED = { ...CALLED, content: [{ type: 'text', text: 'The pool.' } as const], finishReason: STOP }
const REPLIES = [CALLED, RETRIEVED, ANSWERED]

type PartOf6 =
  NonNullable<MockLanguageModelOf6['doStream']> extends (
    ...given: never[]
  ) => PromiseLike<{ stream: ReadableStream<infer P> }>
    ? P
    : never

function streamed(...parts: PartOf6[]): { stream: ReadableStream<PartOf6> } {
  return { stream: ai6.simulateReadableStream({ chunks: [{ type: 'stream-start', warnings: [] }, ...parts] }) }
}

describe('headroomMiddleware', () => {
  it('is a middleware of ai 7', async () => {
    const middleware: LanguageModelMiddleware = headroomMiddleware(OPTIONS)
    const model = new MockLanguageModelV4({ doGenerate: REPLIES })
    const { text, totalUsage } = await generateText({
      model: wrapLanguageModel({ model, middleware: [middleware] }),
      tools: {
        query_logs: tool({
          inputSchema: headroomTools({ store: createMemoryStore() }).headroom_retrieve.inputSchema,
          execute: () => LOG,
        }),
      },
      prompt: 'Why?',
      stopWhen: isStepCount(4),
    })
    expect(text).toBe('The pool.')
    expect(totalUsage.inputTokens).toBe(15)
    expect(model.doGenerateCalls).toHaveLength(3)
  })

  it('is a middleware of ai 6', async () => {
    const middleware: ai6.LanguageModelMiddleware = headroomMiddleware(OPTIONS)
    const model = new MockLanguageModelOf6({ doGenerate: REPLIES })
    const inputSchema = ai6.jsonSchema<Record<string, unknown>>({ type: 'object' })
    const { text, totalUsage, steps } = await ai6.generateText({
      model: ai6.wrapLanguageModel({ model, middleware }),
      tools: { query_logs: ai6.tool({ inputSchema, execute: () => LOG }) },
      prompt: 'Why?',
      stopWhen: ai6.stepCountIs(4),
    })
    expect(text).toBe('The pool.')
    expect(totalUsage.inputTokens).toBe(15)
    expect(model.doGenerateCalls.map(({ tools }) => tools?.at(-1)?.name)).toEqual(Array(3).fill('headroom_retrieve'))
    expect(JSON.stringify(model.doGenerateCalls[2]?.prompt)).toContain('the pool of cart is exhausted')
    expect(steps.at(-1)?.providerMetadata?.['headroom']).toMatchObject({ rounds: 1, keys: [KEY] })
  })

  it('streams through ai 6', async () => {
    const called = { type: 'finish', finishReason: CALLS, usage: USAGE } as const
    const streams = [
      streamed(call('query_logs', {}), called),
      streamed(call('headroom_retrieve', { key: KEY, grep: 'ERROR' }), called),
      streamed(
        { type: 'text-start', id: '0' },
        { type: 'text-delta', id: '0', delta: 'The pool.' },
        { type: 'text-end', id: '0' },
        { ...called, finishReason: STOP },
      ),
    ]
    const model = new MockLanguageModelOf6({ doStream: streams })
    const inputSchema = ai6.jsonSchema<Record<string, unknown>>({ type: 'object' })
    const result = ai6.streamText({
      model: ai6.wrapLanguageModel({ model, middleware: headroomMiddleware(OPTIONS) }),
      tools: { query_logs: ai6.tool({ inputSchema, execute: () => LOG }) },
      prompt: 'Why?',
      stopWhen: ai6.stepCountIs(4),
    })
    let text = ''
    for await (const piece of result.textStream) text += piece
    expect(text).toBe('The pool.')
    expect((await result.totalUsage).inputTokens).toBe(15)
    expect((await result.steps).map(({ toolCalls }) => toolCalls.length)).toEqual([1, 0])
  })
})

describe('headroomTools', () => {
  it('are tools of ai 7 and of ai 6', async () => {
    const tools = headroomTools({ store: createMemoryStore() })
    const script = [RETRIEVED, ANSWERED]
    const seven = await generateText({
      model: withHeadroom(new MockLanguageModelV4({ doGenerate: script })),
      tools,
      prompt: 'Why?',
      stopWhen: isStepCount(4),
    })
    const six = await ai6.generateText({
      model: new MockLanguageModelOf6({ doGenerate: script }),
      tools,
      prompt: 'Why?',
      stopWhen: ai6.stepCountIs(4),
    })
    const outputs = [seven, six].map(({ steps }) =>
      steps.flatMap(({ toolResults }) => toolResults.map(({ output }) => output)),
    )
    const missing = [expect.stringContaining(`No original is stored under key ${KEY}`)]
    expect(outputs).toEqual([missing, missing])
  })
})

describe('withHeadroom', () => {
  it('takes models of every version that ai takes, and gives one of the newest', async () => {
    expectTypeOf(withHeadroom).parameter(0).toEqualTypeOf<LanguageModelV2 | LanguageModelV3 | LanguageModelV4>()
    expectTypeOf(withHeadroom).returns.toEqualTypeOf<LanguageModelV4>()
    const older = new MockLanguageModelV3({
      provider: 'p',
      modelId: 'm',
      supportedUrls: { 'image/*': [/x/] },
      doGenerate: ANSWERED,
    })
    const model = withHeadroom(older, OPTIONS)
    expect([model.provider, model.modelId, await model.supportedUrls]).toEqual(['p', 'm', { 'image/*': [/x/] }])
    expect((await generateText({ model, prompt: 'Why?' })).text).toBe('The pool.')
  })
})
