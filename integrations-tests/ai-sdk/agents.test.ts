import { headroomMiddleware, headroomTools, withHeadroom } from '@headroom/ai-sdk'
import { createMemoryStore } from '@headroom/core'
import {
  createAgentUIStream,
  isStepCount,
  type ModelMessage,
  readUIMessageStream,
  ToolLoopAgent,
  type UIMessage,
} from 'ai'
import * as ai6 from 'ai6'
import { describe, expect, it } from 'vitest'
import { startStandIn, stopStandIns } from '../clients/loop-bench.ts'
import { firstAndLast } from '../first-and-last.ts'
import { asModelOf6 } from '../hosts/ai-sdk-6.ts'
import { PROVIDERS } from '../hosts/ai-sdk-providers.ts'
import type { StandIn } from '../stand-in/create-stand-in.ts'
import { TOOLS, wrappedAt } from './agent.ts'
import { ANSWERS, CALLS, QUESTIONS, SCRIPT } from './script.ts'

stopStandIns()

function expectServed(standIn: StandIn): void {
  expect(standIn.requests.map(({ status, turn, refusal }) => [status, turn, refusal])).toEqual(
    [...SCRIPT.turns, SCRIPT.final].map((_, turn) => [200, turn, undefined]),
  )
}

describe.each(PROVIDERS)('withHeadroom over $name, in a ToolLoopAgent', (provider) => {
  it.each(['generate', 'stream'] as const)('keeps retrieval out of sight over several turns: %s', async (mode) => {
    const standIn = await startStandIn(SCRIPT)
    const model = wrappedAt(provider, standIn)
    const agent = new ToolLoopAgent({ model, tools: TOOLS, stopWhen: isStepCount(8), maxRetries: 0 })
    const messages: ModelMessage[] = []
    for (const [turn, question] of QUESTIONS.entries()) {
      messages.push({ role: 'user', content: question })
      const result = mode === 'generate' ? await agent.generate({ messages }) : await agent.stream({ messages })
      const steps = await result.steps
      messages.push(...(await result.responseMessages))
      expect(steps.map(({ text }) => text).join('')).toBe(ANSWERS[turn])
      expect(steps.map(({ toolCalls }) => toolCalls.map(({ toolName }) => toolName))).toEqual(CALLS[turn])
    }
    expectServed(standIn)
  })

  it('serves a chat by createAgentUIStream', async () => {
    const standIn = await startStandIn(SCRIPT)
    const agent = new ToolLoopAgent({ model: wrappedAt(provider, standIn), tools: TOOLS, stopWhen: isStepCount(8) })
    const history: UIMessage[] = []
    for (const [turn, question] of QUESTIONS.entries()) {
      history.push({ id: `u${turn}`, role: 'user', parts: [{ type: 'text', text: question }] })
      const stream = await createAgentUIStream({ agent, uiMessages: history })
      let answer: UIMessage | undefined
      for await (const message of readUIMessageStream({ stream })) answer = message
      if (answer !== undefined) history.push(JSON.parse(JSON.stringify(answer)) as UIMessage)
    }
    expect(JSON.stringify(history)).not.toContain('headroom_retrieve')
    expectServed(standIn)
  })

  it('leaves the calls to an agent that has the tool among its own', async () => {
    const standIn = await startStandIn(SCRIPT)
    const store = createMemoryStore()
    const model = wrappedAt(provider, standIn, { store })
    const tools = { ...TOOLS, ...headroomTools({ store }) }
    const agent = new ToolLoopAgent({ model, tools, stopWhen: isStepCount(8), maxRetries: 0 })
    const { steps, text } = await agent.generate({ prompt: QUESTIONS[0] })
    expect(ANSWERS[0].endsWith(text)).toBe(true)
    const calls = steps.flatMap(({ toolCalls }) => toolCalls.map(({ toolName }) => toolName))
    expect(calls.filter((name) => name === 'headroom_retrieve').length).toBeGreaterThan(1)
    expect(standIn.requests.map(({ status }) => status)).toEqual(steps.map(() => 200))
  })
})

describe('headroomMiddleware, in an Experimental_Agent of ai 6', () => {
  it.each(['generate', 'stream'] as const)('keeps retrieval out of sight over several turns: %s', async (mode) => {
    const standIn = await startStandIn(SCRIPT)
    const middleware = headroomMiddleware({ compressors: [firstAndLast] })
    const model = ai6.wrapLanguageModel({ model: asModelOf6(PROVIDERS[0].model(standIn.url)), middleware })
    const tools = TOOLS as unknown as ai6.ToolSet
    const agent = new ai6.Experimental_Agent({ model, tools, stopWhen: ai6.stepCountIs(8), maxRetries: 0 })
    const messages: ai6.ModelMessage[] = []
    for (const [turn, question] of QUESTIONS.entries()) {
      messages.push({ role: 'user', content: question })
      const result = mode === 'generate' ? await agent.generate({ messages }) : await agent.stream({ messages })
      const steps = await result.steps
      messages.push(...(await result.response).messages)
      expect(steps.map(({ text }) => text).join('')).toBe(ANSWERS[turn])
    }
    expectServed(standIn)
  })
})

describe('withHeadroom', () => {
  it('gives models for subagents, each with its own conversation', async () => {
    const standIn = await startStandIn(SCRIPT)
    const store = createMemoryStore()
    const models = [0, 1].map(() =>
      withHeadroom(PROVIDERS[0].model(standIn.url), { compressors: [firstAndLast], store }),
    )
    const texts = await Promise.all(
      models.map(async (model) => {
        const agent = new ToolLoopAgent({ model, tools: TOOLS, stopWhen: isStepCount(8), maxRetries: 0 })
        const { steps } = await agent.generate({ prompt: QUESTIONS[0] })
        return steps.map(({ text }) => text).join('')
      }),
    )
    expect(texts).toEqual([ANSWERS[0], ANSWERS[0]])
  })
})
