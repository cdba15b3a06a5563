import {
  generateObject,
  generateText,
  isStepCount,
  jsonSchema,
  type ModelMessage,
  Output,
  streamObject,
  streamText,
} from 'ai'
import { headroomMiddleware } from '@headroom/ai-sdk'
import * as ai6 from 'ai6'
import { describe, expect, it } from 'vitest'
import { startStandIn, stopStandIns } from '../clients/loop-bench.ts'
import { shortScript } from '../clients/loop-script.ts'
import { firstAndLast } from '../first-and-last.ts'
import { asModelOf6 } from '../hosts/ai-sdk-6.ts'
import { PROVIDERS } from '../hosts/ai-sdk-providers.ts'
import type { Script } from '../stand-in/script.ts'
import { TOOLS, wrappedAt } from './agent.ts'

stopStandIns()

const SCHEMA = jsonSchema<{ readonly cause: string; readonly sure: boolean }>({
  type: 'object',
  properties: { cause: { type: 'string' }, sure: { type: 'boolean' } },
  required: ['cause', 'sure'],
  additionalProperties: false,
})
const FOUND = { cause: 'the pool of cart', sure: true }
const ANSWER = '{"cause":"{{match:the pool of \\w+}}","sure":true}'

/** What is said before a hidden call is no part of the object. */
const SCRIPT: Script = { turns: [...shortScript().turns.slice(0, 2), { text: ANSWER }] }

describe.each(PROVIDERS)('withHeadroom over $name, asked for an object', (provider) => {
  const settings = { tools: TOOLS, output: Output.object({ schema: SCHEMA }), stopWhen: isStepCount(8), maxRetries: 0 }

  it('gives it by generateText with tools, whatever was said before a hidden call', async () => {
    const standIn = await startStandIn(SCRIPT)
    const { output, steps } = await generateText({
      ...settings,
      model: wrappedAt(provider, standIn),
      prompt: 'Why?',
    })
    expect(output).toEqual(FOUND)
    expect(steps).toHaveLength(2)
    expect(standIn.requests).toHaveLength(3)
  })

  it('gives it by streamText piece by piece', async () => {
    const standIn = await startStandIn(SCRIPT, { chunkSize: 3 })
    const result = streamText({ ...settings, model: wrappedAt(provider, standIn), prompt: 'Why?' })
    const partial: unknown[] = []
    for await (const output of result.partialOutputStream) partial.push(output)
    expect(await result.output).toEqual(FOUND)
    expect(partial.length).toBeGreaterThan(2)
    expect(partial.at(-1)).toEqual(FOUND)
  })

  it('gives it in a conversation, each request beginning with the one before', async () => {
    const standIn = await startStandIn({ turns: [...SCRIPT.turns, { text: '{"cause":"as I said","sure":true}' }] })
    const model = wrappedAt(provider, standIn)
    const messages: ModelMessage[] = [{ role: 'user', content: 'Why?' }]
    const first = await generateText({ ...settings, model, messages })
    messages.push(...first.responseMessages, { role: 'user', content: 'Sure?' })
    const second = await generateText({ ...settings, model, messages })
    expect(second.output.cause).toBe('as I said')
    expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual([0, 1, 2, 3].map((turn) => [200, turn]))
  })

  it('gives it by generateObject and streamObject, of a history with results', async () => {
    const standIn = await startStandIn({ turns: [...SCRIPT.turns, { text: ANSWER }] })
    const model = wrappedAt(provider, standIn)
    const called = await generateText({ model, tools: TOOLS, prompt: 'Why?', maxRetries: 0 })
    const messages: ModelMessage[] = [{ role: 'user', content: 'Why?' }, ...called.responseMessages]
    const { object } = await generateObject({ model, schema: SCHEMA, messages, maxRetries: 0 })
    expect(object).toEqual(FOUND)
    const streamed = streamObject({ model, schema: SCHEMA, messages, maxRetries: 0 })
    const partial: unknown[] = []
    for await (const one of streamed.partialObjectStream) partial.push(one)
    expect(await streamed.object).toEqual(FOUND)
    expect(partial.at(-1)).toEqual(FOUND)
  })
})

describe('headroomMiddleware in ai 6, asked for an object', () => {
  const SCHEMA_OF_6 = ai6.jsonSchema<typeof FOUND>(SCHEMA.jsonSchema as Parameters<typeof ai6.jsonSchema>[0])

  it('gives it by generateText, streamText, generateObject and streamObject', async () => {
    const standIn = await startStandIn({ turns: SCRIPT.turns })
    const middleware = headroomMiddleware({ compressors: [firstAndLast] })
    const model = ai6.wrapLanguageModel({ model: asModelOf6(PROVIDERS[0].model(standIn.url)), middleware })
    const settings = { model, tools: TOOLS as unknown as ai6.ToolSet, prompt: 'Why?', maxRetries: 0 }
    const looped = { ...settings, stopWhen: ai6.stepCountIs(8), output: ai6.Output.object({ schema: SCHEMA_OF_6 }) }
    expect((await ai6.generateText(looped)).output).toEqual(FOUND)
    const pieces: unknown[] = []
    for await (const output of ai6.streamText(looped).partialOutputStream) pieces.push(output)
    expect(pieces.at(-1)).toEqual(FOUND)
    const called = await ai6.generateText(settings)
    const messages: ai6.ModelMessage[] = [{ role: 'user', content: 'Why?' }, ...called.response.messages]
    const asked = { model, messages, schema: SCHEMA_OF_6, maxRetries: 0 }
    expect((await ai6.generateObject(asked)).object).toEqual(FOUND)
    const streamed = ai6.streamObject(asked)
    for await (const object of streamed.partialObjectStream) pieces.push(object)
    expect([await streamed.object, pieces.at(-1)]).toEqual([FOUND, FOUND])
  })
})
