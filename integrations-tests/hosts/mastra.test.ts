import { createOpenAI } from '@ai-sdk/openai'
import { headroomProcessor } from '@headroom/ai-sdk/mastra'
import { Agent, type ToolsInput } from '@mastra/core/agent'
import type { MastraModelConfig } from '@mastra/core/llm'
import { Mastra } from '@mastra/core/mastra'
import { MockMemory } from '@mastra/core/memory'
import type { InputProcessor } from '@mastra/core/processors'
import { InMemoryStore } from '@mastra/core/storage'
import { createTool } from '@mastra/core/tools'
import { createStep, createWorkflow } from '@mastra/core/workflows'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startStandIn } from '../clients/loop-bench.ts'
import { retrieve } from '../clients/loop-script.ts'
import type { StandIn } from '../stand-in/create-stand-in.ts'
import type { ScriptedTurn } from '../stand-in/script.ts'
import { firstAndLastLines } from './first-and-last-lines.ts'
import { MASTRA_MODEL_HOSTS, MASTRA_PROCESSOR_HOSTS } from './mastra.ts'
import { asked, expectFollowed } from './on-the-wire.ts'
import { logOf } from './run-host.ts'
import { testHost } from './test-host.ts'

for (const host of MASTRA_PROCESSOR_HOSTS) testHost(host)
for (const host of MASTRA_MODEL_HOSTS) testHost(host)

const compressors = [firstAndLastLines]
const LOG = { name: 'query_logs', args: { service: 'cart' } }
const RETRIEVAL = retrieve({ grep: 'ERROR' })
const ANSWER: ScriptedTurn = { text: 'It is {{match:the pool of \\w+}}.' }
const LOOKED_UP: readonly ScriptedTurn[] = [{ calls: [LOG] }, { calls: [RETRIEVAL] }, ANSWER]
const IN_THREAD = { memory: { thread: 'thread', resource: 'user' } }

const queryLogs = createTool({
  id: 'query_logs',
  description: 'Gives a log.',
  inputSchema: z.object({ service: z.string() }),
  execute: ({ service }) => Promise.resolve(logOf('cart', service)),
})

/** What an agent is made of beside the processor. */
interface Parts {
  readonly tools?: ToolsInput
  readonly before?: readonly InputProcessor[]
  readonly after?: readonly InputProcessor[]
  readonly agents?: Readonly<Record<string, Agent>>
  readonly model?: MastraModelConfig
  /** Whether the processor's tool is left out. */
  readonly isWithoutTool?: boolean
}

/** An agent with the processor in it. */
function agentOver(standIn: StandIn, parts: Parts = {}): Agent {
  const headroom = headroomProcessor({ compressors })
  const { before = [], after = [], agents, isWithoutTool = false, model = modelOver(standIn) } = parts
  const agent = new Agent({
    id: 'on-call',
    name: 'on call',
    instructions: 'Be brief.',
    model,
    tools: { query_logs: queryLogs, ...parts.tools, ...(isWithoutTool ? {} : headroom.tools) },
    inputProcessors: [...before, headroom, ...after],
    memory: new MockMemory({ options: { lastMessages: 1000 } }),
    ...(agents === undefined ? {} : { agents: { ...agents } }),
  })
  return new Mastra({ agents: { agent }, logger: false, storage: new InMemoryStore() }).getAgent('agent')
}

// Mastra's own copy of the model's type is older than the provider package's.
function modelOver({ url }: StandIn): MastraModelConfig {
  return createOpenAI({ apiKey: 'none', baseURL: `${url}/v1` }).responses('gpt-5.5') as unknown as MastraModelConfig
}

/** Whether the first line of the log, and a line in its middle, are in the requests. */
function shownIn(standIn: StandIn): readonly (readonly [first: boolean, middle: boolean])[] {
  return asked(standIn).map(({ bodyText }) => [
    bodyText.includes('LOG number 0 of cart'),
    bodyText.includes('LOG number 50 of cart'),
  ])
}

const NOTHING = [false, false]
const A_VIEW = [true, false]
const ALL = [true, true]

describe('headroomProcessor in an agent', () => {
  it('leaves what steps give and what threads keep as the tools gave it', async () => {
    const standIn = await startStandIn({ turns: LOOKED_UP })
    const agent = agentOver(standIn)
    const { text, steps } = await agent.generate('Why?', IN_THREAD)
    expect(text).toContain('It is the pool of cart.')
    expect(shownIn(standIn)).toEqual([NOTHING, A_VIEW, A_VIEW])
    expect(JSON.stringify(steps.map(({ toolResults }) => toolResults))).toContain('LOG number 50 of cart')
    const memory = await agent.getMemory()
    const kept = await memory?.recall({ threadId: 'thread', resourceId: 'user' })
    expect(JSON.stringify(kept?.messages)).toContain('LOG number 50 of cart')
  })

  it('leaves nothing out where the agent has not the tool, or a step does not show it', async () => {
    const active = { activeTools: ['query_logs'] }
    for (const { options, ...parts } of [{ isWithoutTool: true, options: {} }, { options: active }]) {
      const standIn = await startStandIn({ turns: [{ calls: [LOG] }, { text: 'Done.' }] })
      await agentOver(standIn, parts).generate('Why?', options)
      expect(shownIn(standIn)).toEqual([NOTHING, ALL])
    }
  })

  it("leaves nothing out where a tool of the user's own has the name", async () => {
    const standIn = await startStandIn({ turns: [{ calls: [LOG] }, { text: 'Done.' }] })
    const own = createTool({
      id: 'headroom_retrieve',
      description: 'Gives a dog back.',
      inputSchema: z.object({}),
      execute: () => Promise.resolve('Wuff.'),
    })
    await agentOver(standIn, { isWithoutTool: true, tools: { headroom_retrieve: own } }).generate('Why?')
    expect(shownIn(standIn)).toEqual([NOTHING, ALL])
  })

  it('waits for approvals and goes on', async () => {
    const restart = createTool({
      id: 'restart',
      description: 'Restarts.',
      inputSchema: z.object({}),
      requireApproval: true,
      execute: () => Promise.resolve('Restarted.'),
    })
    const turns = [{ calls: [LOG] }, { calls: [{ name: 'restart' }] }, { calls: [RETRIEVAL] }, ANSWER]
    const standIn = await startStandIn({ turns })
    const agent = agentOver(standIn, { tools: { restart } })
    const paused = await agent.stream('Why?', IN_THREAD)
    const chunks = await Array.fromAsync(paused.fullStream)
    expect(chunks.map(({ type }) => type)).toContain('tool-call-approval')
    const resumed = await agent.approveToolCall({ runId: paused.runId })
    expect((await Array.fromAsync(resumed.textStream)).join('')).toContain('It is the pool of cart.')
    expectFollowed(standIn, 4)
    expect(shownIn(standIn)).toEqual([NOTHING, A_VIEW, A_VIEW, A_VIEW])
  })

  it('is asked for as any tool where approval is required of all', async () => {
    const standIn = await startStandIn({ turns: LOOKED_UP })
    const agent = agentOver(standIn)
    const asks: unknown[] = []
    let output = await agent.stream('Why?', { ...IN_THREAD, requireToolApproval: true })
    while (asks.length < LOOKED_UP.length - 1) {
      const chunks = await Array.fromAsync(output.fullStream)
      asks.push(...chunks.flatMap((chunk) => (chunk.type === 'tool-call-approval' ? [chunk.payload.toolName] : [])))
      output = await agent.approveToolCall({ runId: output.runId, requireToolApproval: true })
    }
    expect((await Array.fromAsync(output.textStream)).join('')).toContain('It is the pool of cart.')
    expect(asks).toEqual(['query_logs', 'headroom_retrieve'])
  })

  it('leaves structured outputs to Mastra', async () => {
    const turns = [{ calls: [LOG] }, { calls: [RETRIEVAL] }, { text: '{"cause":"the pool"}' }]
    const standIn = await startStandIn({ turns })
    const structuredOutput = { schema: z.object({ cause: z.string() }) }
    const { object } = await agentOver(standIn).generate('Why?', { structuredOutput })
    expect(object).toEqual({ cause: 'the pool' })
    expect(shownIn(standIn)).toEqual([NOTHING, A_VIEW, A_VIEW])
  })

  it('is there in an agent under another', async () => {
    const inner = await startStandIn({ turns: LOOKED_UP })
    const outer = await startStandIn({
      turns: [{ calls: [{ name: 'agent-expert', args: { prompt: 'Why?' } }] }, { text: 'Done.' }],
    })
    const expert = agentOver(inner)
    const { text } = await agentOver(outer, { agents: { expert } }).generate('Why?')
    expect(text).toContain('Done.')
    expect(shownIn(inner)).toEqual([NOTHING, A_VIEW, A_VIEW])
    expect(JSON.stringify(asked(outer).at(-1)?.body)).toContain('It is the pool of cart.')
  })

  it('is there in a step of a workflow', async () => {
    const standIn = await startStandIn({ turns: LOOKED_UP })
    const schema = { inputSchema: z.object({ prompt: z.string() }), outputSchema: z.object({ text: z.string() }) }
    const workflow = createWorkflow({ id: 'incident', ...schema })
      .then(createStep(agentOver(standIn)))
      .commit()
    const run = await workflow.createRun()
    const result = await run.start({ inputData: { prompt: 'Why?' } })
    expect(result.status).toBe('success')
    expectFollowed(standIn, 3)
    expect(shownIn(standIn)).toEqual([NOTHING, A_VIEW, A_VIEW])
  })

  it('goes together with processors before and after it', async () => {
    const standIn = await startStandIn({ turns: [{ calls: [LOG] }, { text: 'Done.' }] })
    const seen: string[] = []
    const watch = (id: string): InputProcessor => ({
      id,
      processLLMRequest: ({ prompt }) => void seen.push(`${id} ${JSON.stringify(prompt).includes('number 50 of')}`),
    })
    const redact: InputProcessor = {
      id: 'redact',
      processLLMRequest: ({ prompt }) => ({
        prompt: JSON.parse(JSON.stringify(prompt).replaceAll('of cart', 'of ****')) as typeof prompt,
      }),
    }
    await agentOver(standIn, { before: [redact, watch('before')], after: [watch('after')] }).generate('Why?')
    expect(seen.slice(-2)).toEqual(['before true', 'after false'])
    expect(asked(standIn).at(-1)?.bodyText).toContain('LOG number 0 of ****')
  })

  it('takes models by the name of a router', async () => {
    const standIn = await startStandIn({ turns: LOOKED_UP })
    const model = { id: 'openai/gpt-5.5', url: `${standIn.url}/v1`, apiKey: 'none' } as const
    const { text } = await agentOver(standIn, { model }).generate('Why?')
    expect(text).toContain('It is the pool of cart.')
    expect(shownIn(standIn)).toEqual([NOTHING, A_VIEW, A_VIEW])
  })
})
