import { createMemoryStore, headroomFetch } from '@headroom/core'
import { headroomInputFilter, headroomTool } from '@headroom/openai-agents'
import {
  Agent,
  type CallModelInputFilter,
  handoff,
  type MCPServer,
  MemorySession,
  OpenAIProvider,
  Runner,
  RunState,
  tool,
  type Tool,
} from '@openai/agents'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startStandIn } from '../clients/loop-bench.ts'
import { retrieve } from '../clients/loop-script.ts'
import type { StandIn } from '../stand-in/create-stand-in.ts'
import type { ScriptedTurn } from '../stand-in/script.ts'
import { firstAndLastLines } from './first-and-last-lines.ts'
import { asked, expectFollowed } from './on-the-wire.ts'
import { OPENAI_AGENTS_HOSTS } from './openai-agents.ts'
import { logOf } from './run-host.ts'
import { testHost } from './test-host.ts'

for (const host of OPENAI_AGENTS_HOSTS) testHost(host)

const compressors = [firstAndLastLines]
const LOG = { name: 'query_logs', args: { service: 'cart' } }
const RETRIEVAL = retrieve({ grep: 'ERROR' })
const ANSWER: ScriptedTurn = { text: 'It is {{match:the pool of \\w+}}.' }
const LOOKED_UP: readonly ScriptedTurn[] = [{ calls: [LOG] }, { calls: [RETRIEVAL] }, ANSWER]

const queryLogs: Tool = tool({
  name: 'query_logs',
  description: 'Gives a log.',
  parameters: z.object({ service: z.string() }),
  execute: ({ service }) => logOf('cart', service),
})

interface Bench {
  readonly standIn: StandIn
  readonly runner: Runner
}

/** A runner with the filter in it, over a stand-in that follows turns. */
async function benchOf(turns: readonly ScriptedTurn[], filter?: CallModelInputFilter): Promise<Bench> {
  const standIn = await startStandIn({ turns })
  const callModelInputFilter = filter ?? headroomInputFilter({ compressors })
  return { standIn, runner: new Runner({ modelProvider: providerAt(standIn), callModelInputFilter }) }
}

function providerAt({ url }: StandIn, members: ConstructorParameters<typeof OpenAI>[0] = {}): OpenAIProvider {
  return new OpenAIProvider({ openAIClient: new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, ...members }) })
}

function agentOf(members: Partial<ConstructorParameters<typeof Agent<unknown, 'text'>>[0]> = {}): Agent {
  return new Agent({ name: 'on call', model: 'gpt-5.5', tools: [queryLogs, headroomTool()], ...members })
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

describe('headroomInputFilter in a runner', () => {
  it('leaves what a run gives and what a session keeps as the tools gave it', async () => {
    const { standIn, runner } = await benchOf(LOOKED_UP)
    const session = new MemorySession()
    const { history, newItems, finalOutput } = await runner.run(agentOf(), 'Why?', { session })
    expect(finalOutput).toBe('It is the pool of cart.')
    expectFollowed(standIn, 3)
    expect(shownIn(standIn)).toEqual([NOTHING, A_VIEW, A_VIEW])
    for (const kept of [history, newItems, await session.getItems()])
      expect(JSON.stringify(kept)).toContain('LOG number 50 of cart')
  })

  it('has a session keep results that a run is given as its input as they were sent, to be looked up all the same', async () => {
    const { standIn, runner } = await benchOf(LOOKED_UP)
    const session = new MemorySession()
    const call = { type: 'function_call', callId: 'call_1', name: 'query_logs', arguments: '{}' } as const
    const output = { type: 'text', text: logOf('cart', 'cart') } as const
    const result = {
      type: 'function_call_result',
      callId: 'call_1',
      name: 'query_logs',
      status: 'completed',
      output,
    } as const
    const { finalOutput } = await runner.run(agentOf(), [{ role: 'user', content: 'Why?' }, call, result], { session })
    expect(finalOutput).toBe('It is the pool of cart.')
    expect(shownIn(standIn)).toEqual([A_VIEW, A_VIEW])
    expect(JSON.stringify(await session.getItems())).not.toContain('LOG number 50 of cart')
  })

  it('can be given to a single run', async () => {
    const { standIn } = await benchOf(LOOKED_UP)
    const runner = new Runner({ modelProvider: providerAt(standIn) })
    await runner.run(agentOf(), 'Why?', { callModelInputFilter: headroomInputFilter({ compressors }) })
    expect(shownIn(standIn)).toEqual([NOTHING, A_VIEW, A_VIEW])
  })

  it('follows a handoff: views for agents with the tool, all for those without', async () => {
    const turns = [{ calls: [LOG] }, { calls: [{ name: 'transfer_to_expert' }] }, { text: 'Done.' }]
    for (const [tools, shown] of [
      [[headroomTool()], A_VIEW],
      [[], ALL],
    ] as const) {
      const { standIn, runner } = await benchOf(turns)
      const expert = agentOf({ name: 'expert', tools: [...tools] })
      const { lastAgent } = await runner.run(agentOf({ handoffs: [handoff(expert)] }), 'Why?')
      expect(lastAgent?.name).toBe('expert')
      expectFollowed(standIn, 3)
      expect(shownIn(standIn)).toEqual([NOTHING, A_VIEW, shown])
    }
  })

  it("answers an agent from its own tool's store, whoever read the log", async () => {
    const { standIn, runner } = await benchOf([
      { calls: [LOG] },
      { calls: [{ name: 'transfer_to_expert' }] },
      { calls: [RETRIEVAL] },
      ANSWER,
    ])
    const expert = agentOf({ name: 'expert', tools: [headroomTool()] })
    const { finalOutput } = await runner.run(agentOf({ handoffs: [expert] }), 'Why?')
    expect(finalOutput).toBe('It is the pool of cart.')
    expectFollowed(standIn, 4)
  })

  it('is there in an agent that is a tool where the tool is given it', async () => {
    const headroom = { callModelInputFilter: headroomInputFilter({ compressors }) }
    for (const [given, shown] of [
      [headroom, A_VIEW],
      [{}, ALL],
    ] as const) {
      const inner = await startStandIn({ turns: [{ calls: [LOG] }, { text: 'The pool.' }] })
      const runConfig = { modelProvider: providerAt(inner), ...given }
      const expert = agentOf().asTool({ toolName: 'expert', toolDescription: 'Knows.', runConfig })
      const { runner } = await benchOf([{ calls: [{ name: 'expert', args: { input: 'Why?' } }] }, { text: 'Done.' }])
      const { finalOutput, newItems } = await runner.run(agentOf({ tools: [expert, headroomTool()] }), 'Why?')
      expect(finalOutput).toBe('Done.')
      expect(JSON.stringify(newItems)).toContain('The pool.')
      expect(shownIn(inner)).toEqual([NOTHING, shown])
    }
  })

  it('waits for approvals, and goes on from a state that was written down', async () => {
    const restart = tool({
      name: 'restart',
      description: 'Restarts.',
      parameters: z.object({}),
      needsApproval: true,
      execute: () => 'Restarted.',
    })
    const turns = [{ calls: [LOG] }, { calls: [{ name: 'restart' }, RETRIEVAL] }, ANSWER]
    const { standIn, runner } = await benchOf(turns)
    const agent = agentOf({ tools: [queryLogs, restart, headroomTool({ store: createMemoryStore() })] })
    const paused = await runner.run(agent, 'Why?')
    expect(paused.interruptions.map(({ name }) => name)).toEqual(['restart'])
    const written = JSON.stringify(paused.state)
    expect(written).toContain('LOG number 50 of cart')
    const state = await RunState.fromString(agent, written)
    for (const interruption of state.getInterruptions()) state.approve(interruption)
    const { finalOutput } = await runner.run(agent, state)
    expect(finalOutput).toBe('It is the pool of cart.')
    expectFollowed(standIn, 3)
    expect(shownIn(standIn)).toEqual([NOTHING, A_VIEW, A_VIEW])
  })

  it('shows guardrails what the tools gave', async () => {
    const { runner } = await benchOf([{ calls: [LOG] }, { text: 'Done.' }])
    const seen: unknown[] = []
    const guarded = tool({
      name: 'query_logs',
      description: 'Gives a log.',
      parameters: z.object({ service: z.string() }),
      execute: ({ service }) => logOf('cart', service),
      outputGuardrails: [
        {
          name: 'watch',
          run: ({ output }) => {
            seen.push(output)
            return Promise.resolve({ behavior: { type: 'allow' } })
          },
        },
      ],
    })
    await runner.run(agentOf({ tools: [guarded, headroomTool()] }), 'Why?')
    expect(seen).toEqual([logOf('cart', 'cart')])
  })

  it('shortens what tools of MCP servers give', async () => {
    const server: MCPServer = {
      name: 'logs',
      cacheToolsList: true,
      connect: () => Promise.resolve(),
      close: () => Promise.resolve(),
      invalidateToolsCache: () => Promise.resolve(),
      listTools: () =>
        Promise.resolve([
          {
            name: 'query_logs',
            description: 'Gives a log.',
            inputSchema: { type: 'object', properties: {}, required: [], additionalProperties: false },
          },
        ]),
      callTool: () => Promise.resolve([{ type: 'text', text: logOf('cart', 'cart') }]),
    }
    const { standIn, runner } = await benchOf([{ calls: [{ name: 'query_logs' }] }, { calls: [RETRIEVAL] }, ANSWER])
    const agent = agentOf({ tools: [headroomTool()], mcpServers: [server] })
    const { finalOutput } = await runner.run(agent, 'Why?')
    expect(finalOutput).toBe('It is the pool of cart.')
    expect(shownIn(standIn)).toEqual([NOTHING, A_VIEW, A_VIEW])
  })

  it.each([['previousResponseId'], ['conversationId']] as const)('shortens what is new under %s', async (kept) => {
    const { standIn, runner } = await benchOf([...LOOKED_UP, { text: 'You are welcome.' }])
    const agent = agentOf()
    const client = new OpenAI({ apiKey: 'none', baseURL: `${standIn.url}/v1` })
    const begun = kept === 'conversationId' ? { conversationId: (await client.conversations.create({})).id } : {}
    const first = await runner.run(agent, 'Why?', begun)
    const next = kept === 'conversationId' ? begun : { previousResponseId: first.lastResponseId ?? '' }
    const second = await runner.run(agent, 'Thanks.', next)
    expect([first.finalOutput, second.finalOutput]).toEqual(['It is the pool of cart.', 'You are welcome.'])
    expect(shownIn(standIn).every(([, middle]) => !middle)).toBe(true)
    expect(JSON.stringify(first.history)).toContain('LOG number 50 of cart')
  })

  it('leaves structured outputs to the SDK', async () => {
    const { standIn, runner } = await benchOf([
      { calls: [LOG] },
      { calls: [RETRIEVAL] },
      { text: '{"cause":"the pool"}' },
    ])
    const agent = new Agent({
      name: 'on call',
      model: 'gpt-5.5',
      tools: [queryLogs, headroomTool()],
      outputType: z.object({ cause: z.string() }),
    })
    const { finalOutput } = await runner.run(agent, 'Why?')
    expect(finalOutput).toEqual({ cause: 'the pool' })
    expect(shownIn(standIn)).toEqual([NOTHING, A_VIEW, A_VIEW])
  })

  it('goes together with a filter of the user', async () => {
    const headroom = headroomInputFilter({ compressors })
    const { standIn, runner } = await benchOf(LOOKED_UP, ({ modelData, ...args }) =>
      headroom({ ...args, modelData: { ...modelData, instructions: 'Be brief.' } }),
    )
    await runner.run(agentOf(), 'Why?')
    expect(shownIn(standIn)).toEqual([NOTHING, A_VIEW, A_VIEW])
    expect(asked(standIn).every(({ bodyText }) => bodyText.includes('"instructions":"Be brief."'))).toBe(true)
  })

  it('passes tools that are not there, and agents without any', async () => {
    const { standIn, runner } = await benchOf([{ text: 'Hi.' }])
    const { finalOutput } = await runner.run(agentOf({ tools: [] }), 'Hello?')
    expect(finalOutput).toBe('Hi.')
    expect(asked(standIn)[0]?.bodyText).not.toContain('headroom')
  })
})

describe("Headroom under the SDK's client", () => {
  it('keeps retrieval out of sight', async () => {
    const standIn = await startStandIn({ turns: LOOKED_UP })
    const own = headroomFetch(fetch, { store: createMemoryStore(), compressors })
    const runner = new Runner({ modelProvider: providerAt(standIn, { fetch: own }) })
    const { finalOutput, newItems } = await runner.run(agentOf({ tools: [queryLogs] }), 'Why?')
    expect(finalOutput).toBe('It is the pool of cart.')
    expectFollowed(standIn, 3)
    expect(JSON.stringify(newItems)).not.toContain('headroom_retrieve')
  })
})
