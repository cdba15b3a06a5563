import { compressModelMessages, headroomTools } from '@headroom/ai-sdk'
import { createMemoryStore, type HeadroomEvent, InvalidOptionError } from '@headroom/core'
import { generateText, isStepCount, type ModelMessage, type PrepareStepFunction, pruneMessages, streamText } from 'ai'
import * as ai6 from 'ai6'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { startStandIn, stopStandIns } from '../clients/loop-bench.ts'
import { firstAndLast } from '../first-and-last.ts'
import { asModelOf6 } from '../hosts/ai-sdk-6.ts'
import { PROVIDERS } from '../hosts/ai-sdk-providers.ts'
import type { StandIn } from '../stand-in/create-stand-in.ts'
import { objectOf } from '../stand-in/json-value.ts'
import { logOf, MODES, TOOLS, wrappedAt } from './agent.ts'
import { QUESTIONS, SCRIPT } from './script.ts'

stopStandIns()

/** The first user turn of the script, in as many steps as it has requests. */
const STEPS = 5
const ANSWER = 'Line 150 says 149; the pool is too small.'

function expectSteps(standIn: StandIn, list: string): void {
  expect(standIn.requests.map(({ status, turn, refusal }) => [status, turn, refusal])).toEqual(
    Array.from({ length: STEPS }, (_, turn) => [200, turn, undefined]),
  )
  const said = standIn.requests.map(({ body }) => JSON.stringify(objectOf(body)[list]).slice(0, -1))
  for (const [index, one] of said.slice(1).entries()) expect(one.startsWith(said[index] ?? '?')).toBe(true)
  expect(said.at(-1)).toMatch(/key [0-9a-f]{16}/)
  expect(said.at(-1)).not.toContain('LOG cart 50')
}

describe.each(PROVIDERS)('compressModelMessages for prepareStep, over $name', ({ model, list }) => {
  it.each(MODES)('shortens each step to what begins with the one before, retrieval in sight: %s', async (mode) => {
    const standIn = await startStandIn(SCRIPT)
    const options = { store: createMemoryStore(), compressors: [firstAndLast] }
    const settings = {
      model: model(standIn.url),
      tools: { ...TOOLS, ...headroomTools(options) },
      prompt: QUESTIONS[0],
      stopWhen: isStepCount(STEPS),
      maxRetries: 0,
      prepareStep: (async ({ messages }) => ({
        messages: await compressModelMessages(messages, options),
      })) satisfies PrepareStepFunction<typeof TOOLS>,
    }
    const result = mode === 'generate' ? await generateText(settings) : streamText(settings)
    expect(await result.text).toBe(ANSWER)
    expectSteps(standIn, list)
    // What is kept is whole.
    expect(JSON.stringify(await result.responseMessages)).toContain('LOG cart 50')
  })

  it('does so in ai 6', async () => {
    const standIn = await startStandIn(SCRIPT)
    const options = { store: createMemoryStore(), compressors: [firstAndLast] }
    const { text } = await ai6.generateText({
      model: asModelOf6(model(standIn.url)),
      tools: { ...(TOOLS as unknown as ai6.ToolSet), ...headroomTools(options) },
      prompt: QUESTIONS[0],
      stopWhen: ai6.stepCountIs(STEPS),
      prepareStep: async ({ messages }) => ({ messages: await compressModelMessages(messages, options) }),
    })
    expect(text).toBe(ANSWER)
    expectSteps(standIn, list)
  })

  it('goes with a wrapped model of the same store, which has nothing left to do', async () => {
    const standIn = await startStandIn(SCRIPT)
    const options = { store: createMemoryStore(), compressors: [firstAndLast] }
    const { text } = await generateText({
      model: wrappedAt({ ...PROVIDERS[0], model }, standIn, options),
      tools: { ...TOOLS, ...headroomTools(options) },
      prompt: QUESTIONS[0],
      stopWhen: isStepCount(STEPS),
      prepareStep: async ({ messages }) => ({ messages: await compressModelMessages(messages, options) }),
    })
    expect(text).toBe(ANSWER)
    expectSteps(standIn, list)
  })
})

const STEP: ModelMessage[] = [
  { role: 'user', content: 'Why?' },
  { role: 'assistant', content: [{ type: 'tool-call', toolCallId: 'c', toolName: 'query_logs', input: {} }] },
  {
    role: 'tool',
    content: [
      { type: 'tool-result', toolCallId: 'c', toolName: 'query_logs', output: { type: 'text', value: logOf('cart') } },
    ],
  },
]

describe('compressModelMessages', () => {
  it('keeps the type of the list in ai 7 and in ai 6', () => {
    const lists = [[] as ModelMessage[], [] as ai6.ModelMessage[]] as const
    expectTypeOf(compressModelMessages(lists[0])).resolves.toEqualTypeOf<ModelMessage[]>()
    expectTypeOf(compressModelMessages(lists[1])).resolves.toEqualTypeOf<ai6.ModelMessage[]>()
    expect(lists).toEqual([[], []])
  })

  it('gives the very list back where there is nothing to shorten, and copies changed paths only', async () => {
    const options = { store: createMemoryStore(), compressors: [firstAndLast] }
    const short: ModelMessage[] = [{ role: 'user', content: 'Hi.' }]
    expect(await compressModelMessages(short, options)).toBe(short)
    expect(await compressModelMessages(STEP, { ...options, enabled: false })).toBe(STEP)
    const once = await compressModelMessages(STEP, options)
    expect(once.map((message, index) => message === STEP[index])).toEqual([true, true, false])
    expect(await compressModelMessages(once, options)).toBe(once)
  })

  it('knows what the user asked for, be it a text or parts', async () => {
    const asked: string[] = []
    const onEvent = (event: HeadroomEvent): void => {
      if (event.type === 'segment-decided') asked.push(event.outcome.role)
    }
    for (const content of ['Why?', [{ type: 'text' as const, text: 'Why?' }]])
      await compressModelMessages(
        [
          { role: 'user', content },
          { role: 'assistant', content: 'Well.' },
        ],
        { onEvent },
      )
    expect(asked).toEqual(['user', 'assistant', 'user', 'assistant'])
  })

  it('makes lossless forms only where there is no store', async () => {
    expect(await compressModelMessages(STEP, { compressors: [firstAndLast] })).toBe(STEP)
  })

  it('refuses what is no list, and options that cannot be used', async () => {
    await expect(compressModelMessages('Why?' as never)).rejects.toThrow(InvalidOptionError)
    await expect(compressModelMessages([], { store: 7 as never })).rejects.toThrow('`store` must be')
  })
})

describe('withHeadroom', () => {
  it('goes on with what pruneMessages leaves', async () => {
    const unknown = { name: 'headroom_retrieve', args: { key: '0123456789abcdef' } }
    const log = { name: 'query_logs', args: { service: 'cart' } }
    const turns = [{ calls: [log] }, { thinking: 'More?', calls: [unknown] }, { thinking: 'No.', text: 'The pool.' }]
    const standIn = await startStandIn({ turns, final: 'As I said.' })
    const model = wrappedAt(PROVIDERS[0], standIn)
    const settings = { model, tools: TOOLS, stopWhen: isStepCount(8), maxRetries: 0 }
    const messages: ModelMessage[] = []
    for (const question of QUESTIONS) {
      messages.push({ role: 'user', content: question })
      const pruned = pruneMessages({
        messages,
        reasoning: 'all',
        toolCalls: 'before-last-message',
        emptyMessages: 'remove',
      })
      messages.push(...(await generateText({ ...settings, messages: pruned })).responseMessages)
    }
    expect(standIn.requests.length).toBeGreaterThan(4)
    expect(standIn.requests.map(({ status, refusal }) => [status, refusal])).toEqual(
      standIn.requests.map(() => [200, undefined]),
    )
  })
})
