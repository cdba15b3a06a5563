import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { generateText, isStepCount, jsonSchema, streamText, tool } from 'ai'
import { describe, expect, it } from 'vitest'
import { hasShared, sharedFiles, sharedPath } from '../shared-data.ts'
import type { ReplayingFetch } from './replaying-fetch.ts'
import { readRecorded } from './read-recorded.ts'
import { replayingFetch } from './replaying-fetch.ts'

const FIXTURES = sharedPath('fixtures/')

const ANTHROPIC = (fetch: ReplayingFetch) => createAnthropic({ apiKey: 'none', fetch })('claude-sonnet-4-20250514')
const CHAT = (fetch: ReplayingFetch) => createOpenAI({ apiKey: 'none', fetch }).chat('gpt-5-mini')
const RESPONSES = (fetch: ReplayingFetch) => createOpenAI({ apiKey: 'none', fetch })('gpt-5-mini')

describe.skipIf(!hasShared)('readRecorded (needs ../shared/fixtures beside the checkout)', () => {
  it.each(['anthropic-messages', 'openai-chat', 'openai-responses'])('reads every row of %s', (api) => {
    const files = sharedFiles(`fixtures/${api}`, '.json')
    const exchanges = files.flatMap((path) => readRecorded(sharedPath(path)))
    expect(exchanges).toHaveLength(files.length)
    for (const { response } of exchanges) {
      expect(response.status).toBeGreaterThanOrEqual(200)
      expect(response.headers['content-type']).not.toBe('')
      expect((response.sse === undefined) !== (response.body === undefined)).toBe(true)
    }
  })

  it.each([
    ['anthropic-messages/fantasy__multi-tool-streaming__', ANTHROPIC, ['add', 'multiply'], '2 × 3 = 6'],
    ['openai-chat/fantasy__tool-streaming__', CHAT, ['weather'], 'Florence'],
    ['openai-responses/fantasy__multi-tool-streaming__', RESPONSES, ['add', 'multiply'], '5'],
  ] as const)('plays the recorded stream %s through the real client', async (name, modelWith, tools, said) => {
    const fetch = replayingFetch(['00s', '01s'].flatMap((part) => readRecorded(`${FIXTURES}${name}${part}.json`)))
    const result = streamText(settingsFor(modelWith(fetch), tools))
    expect(await result.text).toContain(said)
    expect((await result.steps).map(({ toolCalls }) => toolCalls.map(({ toolName }) => toolName))).toEqual([tools, []])
    expect(fetch.sent).toHaveLength(2)
    expect(fetch.sent[1]?.bodyText).toContain('ran here')
  })

  it('plays a recorded JSON loop through the real client', async () => {
    const names = ['00', '01'].map((part) => `${FIXTURES}anthropic-messages/fantasy__tool__${part}.json`)
    const fetch = replayingFetch(names.flatMap(readRecorded))
    const { steps, text } = await generateText(settingsFor(ANTHROPIC(fetch), ['weather']))
    expect(steps).toHaveLength(2)
    expect(text).toContain('Florence')
  })
})

const INPUT_SCHEMA = jsonSchema<Record<string, unknown>>({ type: 'object', properties: {} })

function settingsFor(model: ReturnType<typeof ANTHROPIC | typeof CHAT>, names: readonly string[]) {
  const run = tool({ description: 'Recorded.', inputSchema: INPUT_SCHEMA, execute: () => 'ran here' })
  const tools = Object.fromEntries(names.map((name) => [name, run]))
  return { model, tools, prompt: 'Go.', maxRetries: 0, stopWhen: isStepCount(4) }
}
