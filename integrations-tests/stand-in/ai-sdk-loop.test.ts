import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { generateText, isStepCount, jsonSchema, streamText, tool } from 'ai'
import { afterEach, describe, expect, it } from 'vitest'
import type { LanguageModelUsage } from 'ai'
import type { StandIn } from './create-stand-in.ts'
import { createStandIn } from './create-stand-in.ts'

const running: StandIn[] = []
afterEach(() => Promise.all(running.splice(0).map((standIn) => standIn.close())))

const SCRIPT = {
  turns: [
    { thinking: 'Read both.', text: 'Reading 😀…', calls: [read('a'), read('b')] },
    { calls: [read('{{match:next is (\\w+)}}')] },
    { thinking: 'Enough.', text: 'One more.', calls: [read('end')] },
  ],
  final: 'All read; the last was {{match:content of (\\w+)}}.',
}

const MODELS = [
  ['anthropic', (url: string) => createAnthropic({ baseURL: `${url}/v1`, apiKey: 'none' })('claude-sonnet-5-5')],
  ['openai chat', (url: string) => createOpenAI({ baseURL: `${url}/v1`, apiKey: 'none' }).chat('gpt-5.5')],
  ['openai responses', (url: string) => createOpenAI({ baseURL: `${url}/v1`, apiKey: 'none' })('gpt-5.5')],
] as const

describe.each(MODELS)('the AI SDK against the stand-in, %s', (_, modelAt) => {
  it('runs a generateText loop to its end', async () => {
    const standIn = await start()
    const { text, steps } = await generateText(settingsFor(modelAt(standIn.url)))
    expect(text).toBe('All read; the last was end.')
    expect(steps.map(({ toolResults }) => toolResults.map(({ output }) => output))).toEqual(OUTPUTS)
    expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual(SERVED)
  })

  it('runs a streamText loop to its end, cut into pieces of one unit', async () => {
    const standIn = await start({ chunkSize: 1 })
    const result = streamText(settingsFor(modelAt(standIn.url)))
    let streamed = ''
    for await (const piece of result.textStream) streamed += piece
    expect(streamed).toContain('Reading 😀…')
    expect(await result.text).toBe('All read; the last was end.')
    const steps = await result.steps
    expect(steps.map(({ toolResults }) => toolResults.map(({ output }) => output))).toEqual(OUTPUTS)
    expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual(SERVED)
  })
})

describe('createStandIn, with the real clients', () => {
  it('gets its thinking back from the Messages client, and refuses a history that was changed under it', async () => {
    const standIn = await start()
    await generateText(settingsFor(modelOf('anthropic', standIn)))
    const last = standIn.requests.at(-1)?.bodyText ?? ''
    expect(last.match(/"type":"thinking"/g)).toHaveLength(2)
    const changed = last.replace('content of a, next is c', 'shortened')
    const response = await fetch(`${standIn.url}/v1/messages`, { method: 'POST', body: changed })
    expect([response.status, (await response.json()).error.message]).toEqual([
      400,
      expect.stringContaining('bound to a different conversation'),
    ])
  })

  it('gets reasoning back from the Responses client, by reference or whole', async () => {
    const kept = await start()
    await generateText(settingsFor(modelOf('openai responses', kept)))
    expect(kept.requests.at(-1)?.bodyText).toMatch(/"item_reference","id":"rs_/)
    const sent = await start()
    const providerOptions = { openai: { store: false } }
    await generateText({ ...settingsFor(modelOf('openai responses', sent)), providerOptions })
    expect(sent.requests.at(-1)?.bodyText).toContain('"encrypted_content":"stand-in ')
    expect(sent.requests.map(({ status, turn }) => [status, turn])).toEqual(SERVED)
  })

  it('reports cache reads to OpenAI clients, and to Anthropic clients that set a breakpoint', async () => {
    const system = 's'.repeat(6000)
    for (const name of ['openai chat', 'openai responses'] as const) {
      const { steps } = await generateText({ ...settingsFor(modelOf(name, await start())), instructions: system })
      const [first, ...later] = cacheReads(steps)
      expect(first).toBe(0)
      expect(later.every((tokens) => tokens >= 1408 && tokens % 128 === 0)).toBe(true)
    }
    const cacheControl = { type: 'ephemeral' } as const
    const instructions = { role: 'system', content: system, providerOptions: { anthropic: { cacheControl } } } as const
    const { steps } = await generateText({ ...settingsFor(modelOf('anthropic', await start())), instructions })
    const [first = 0, ...later] = cacheReads(steps)
    expect(first).toBe(0)
    expect(later.every((tokens) => tokens > 1500)).toBe(true)
  })
})

function modelOf(name: (typeof MODELS)[number][0], { url }: StandIn) {
  const [, modelAt] = MODELS.find(([known]) => known === name) ?? MODELS[0]
  return modelAt(url)
}

function cacheReads(steps: readonly { readonly usage: LanguageModelUsage }[]): readonly number[] {
  return steps.map(({ usage }) => usage.inputTokenDetails.cacheReadTokens ?? 0)
}

const OUTPUTS = [
  ['content of a, next is c', 'content of b, next is c'],
  ['content of c, next is c'],
  ['content of end, next is c'],
  [],
]
const SERVED = [0, 1, 2, 3].map((turn) => [200, turn])

async function start(options: { readonly chunkSize?: number } = {}): Promise<StandIn> {
  const standIn = await createStandIn({ script: SCRIPT, strict: true, prefixCheck: true, ...options })
  running.push(standIn)
  return standIn
}

const INPUT_SCHEMA = jsonSchema<{ path: string }>({ type: 'object', properties: { path: { type: 'string' } } })

function settingsFor(model: ReturnType<(typeof MODELS)[number][1]>) {
  const tools = { read: tool({ description: 'Reads a file.', inputSchema: INPUT_SCHEMA, execute: contentOf }) }
  return { model, tools, prompt: 'Read the files.', maxRetries: 0, stopWhen: isStepCount(6) }
}

function contentOf({ path }: { path: string }): string {
  return `content of ${path}, next is c`
}

function read(path: string) {
  return { name: 'read', args: { path } }
}
