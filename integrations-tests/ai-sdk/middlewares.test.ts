import { headroomMiddleware } from '@headroom/ai-sdk'
import {
  addToolInputExamplesMiddleware,
  createProviderRegistry,
  customProvider,
  defaultInstructionsMiddleware,
  defaultSettingsMiddleware,
  extractJsonMiddleware,
  extractReasoningMiddleware,
  type LanguageModelMiddleware,
  type ModelMessage,
  simulateStreamingMiddleware,
  wrapLanguageModel,
  wrapProvider,
} from 'ai'
import * as ai6 from 'ai6'
import { describe, expect, it } from 'vitest'
import { startStandIn, stopStandIns } from '../clients/loop-bench.ts'
import { firstAndLast } from '../first-and-last.ts'
import { asModelOf6 } from '../hosts/ai-sdk-6.ts'
import { PROVIDERS } from '../hosts/ai-sdk-providers.ts'
import type { StandIn } from '../stand-in/create-stand-in.ts'
import { ask, HOSTS, MODES, TOOLS } from './agent.ts'
import { expectPrefixes } from './expect-prefixes.ts'
import { ANSWERS, CALLS, QUESTIONS, SCRIPT } from './script.ts'

stopStandIns()

const [{ model: modelAt }] = PROVIDERS
const [host] = HOSTS

/** Takes answers of requests that it has seen from a map, as a cache does. */
function caching(): LanguageModelMiddleware {
  const known = new Map<string, ReturnType<NonNullable<LanguageModelMiddleware['wrapGenerate']>>>()
  return {
    specificationVersion: 'v4',
    async wrapGenerate({ doGenerate, params }) {
      const key = JSON.stringify(params)
      const reply = known.get(key) ?? doGenerate()
      known.set(key, reply)
      return reply
    },
  }
}

/** Puts a reminder before what was said, and copies all messages. */
const rewriting: LanguageModelMiddleware = {
  specificationVersion: 'v4',
  async transformParams({ params }) {
    const reminder = { role: 'user' as const, content: [{ type: 'text' as const, text: 'Be honest.' }] }
    return { ...params, prompt: structuredClone([reminder, ...params.prompt]) }
  },
}

const OTHERS: Readonly<Record<string, () => LanguageModelMiddleware>> = {
  extractReasoningMiddleware: () => extractReasoningMiddleware({ tagName: 'think' }),
  simulateStreamingMiddleware,
  defaultSettingsMiddleware: () => defaultSettingsMiddleware({ settings: { maxOutputTokens: 9000 } }),
  defaultInstructionsMiddleware: () => defaultInstructionsMiddleware({ instructions: 'Be brief.' }),
  addToolInputExamplesMiddleware,
  'extractJsonMiddleware, which leaves what it does not know': () =>
    extractJsonMiddleware({ transform: (text) => text }),
  "a user's own that rewrites prompts": () => rewriting,
  "a user's own that keeps answers": caching,
}
const CASES = Object.entries(OTHERS).flatMap(([name, other]) =>
  MODES.flatMap((mode) => (['outside', 'inside'] as const).map((place) => ({ name, other, mode, place }))),
)

describe('headroomMiddleware', () => {
  it.each(CASES)('goes with $name $place of it: $mode', async ({ other, mode, place }) => {
    const standIn = await startStandIn(SCRIPT)
    const own = headroomMiddleware({ compressors: [firstAndLast] })
    const middleware = place === 'outside' ? [other(), own] : [own, other()]
    await expectTurns(standIn, wrapLanguageModel({ model: modelAt(standIn.url), middleware }), mode)
  })

  it.each(MODES)('goes between all of them: %s', async (mode) => {
    const standIn = await startStandIn(SCRIPT)
    const own = headroomMiddleware({ compressors: [firstAndLast] })
    const others = Object.values(OTHERS).map((other) => other())
    const middleware = [...others, own, ...others]
    await expectTurns(standIn, wrapLanguageModel({ model: modelAt(standIn.url), middleware }), mode)
  })

  it.each(MODES)('leaves all to the outer one of two, though each has a store of its own: %s', async (mode) => {
    const standIn = await startStandIn(SCRIPT)
    const middleware = [0, 1].map(() => headroomMiddleware({ compressors: [firstAndLast] }))
    await expectTurns(standIn, wrapLanguageModel({ model: modelAt(standIn.url), middleware }), mode)
  })

  it('serves the models of wrapProvider, of a registry and of customProvider', async () => {
    const middleware = headroomMiddleware({ compressors: [firstAndLast] })
    const plainAt = (url: string): ReturnType<typeof customProvider> =>
      customProvider({ languageModels: { claude: modelAt(url) } })
    const ways = [
      (url: string) =>
        wrapProvider({ provider: plainAt(url), languageModelMiddleware: middleware }).languageModel('claude'),
      (url: string) =>
        createProviderRegistry({ own: plainAt(url) as never }, { languageModelMiddleware: middleware }).languageModel(
          'own:claude' as never,
        ),
      (url: string) =>
        customProvider({
          languageModels: { claude: wrapLanguageModel({ model: modelAt(url), middleware }) },
        }).languageModel('claude'),
    ]
    for (const way of ways) {
      const standIn = await startStandIn(SCRIPT)
      await expectTurns(standIn, way(standIn.url), 'generate')
    }
  })
})

describe('headroomMiddleware in ai 6', () => {
  it.each(MODES)('goes between the middlewares of its time: %s', async (mode) => {
    const standIn = await startStandIn(SCRIPT)
    const others = [
      ai6.extractReasoningMiddleware({ tagName: 'think' }),
      ai6.simulateStreamingMiddleware(),
      ai6.defaultSettingsMiddleware({ settings: { maxOutputTokens: 9000 } }),
      ai6.addToolInputExamplesMiddleware(),
      ai6.extractJsonMiddleware({ transform: (text) => text }),
    ]
    const middleware = [...others, headroomMiddleware({ compressors: [firstAndLast] }), ...others]
    const model = ai6.wrapLanguageModel({ model: asModelOf6(modelAt(standIn.url)), middleware })
    const settings = { model, tools: TOOLS as unknown as ai6.ToolSet, stopWhen: ai6.stepCountIs(8), maxRetries: 0 }
    const messages: ai6.ModelMessage[] = []
    for (const [turn, question] of QUESTIONS.entries()) {
      messages.push({ role: 'user', content: question })
      const asked = { ...settings, messages: [...messages] }
      const result = mode === 'generate' ? await ai6.generateText(asked) : ai6.streamText(asked)
      expect((await result.steps).map(({ text }) => text).join('')).toBe(ANSWERS[turn])
      messages.push(...(await result.response).messages)
    }
    expectServed(standIn)
  })
})

function expectServed(standIn: StandIn): void {
  expect(standIn.requests.map(({ status, turn, refusal }) => [status, turn, refusal])).toEqual(
    [...SCRIPT.turns, SCRIPT.final].map((_, turn) => [200, turn, undefined]),
  )
  if (host !== undefined) expectPrefixes(host, standIn.requests)
}

async function expectTurns(
  standIn: StandIn,
  model: ReturnType<typeof wrapLanguageModel>,
  mode: (typeof MODES)[number],
): Promise<void> {
  const history: ModelMessage[] = []
  for (const [turn, question] of QUESTIONS.entries()) {
    history.push({ role: 'user', content: question })
    const { text, calls, messages } = await ask(mode, model, history)
    history.push(...messages)
    expect([text, calls]).toEqual([ANSWERS[turn], CALLS[turn]])
  }
  expectServed(standIn)
  expect(JSON.stringify(history)).not.toContain('headroom_retrieve')
}
