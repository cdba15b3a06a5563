import type * as HeadroomOpenAIAgents from '@headroom/openai-agents'
import {
  Agent,
  type AgentInputItem,
  type CallModelInputFilter,
  MemorySession,
  OpenAIProvider,
  RunMessageOutputItem,
  Runner,
  setTracingDisabled,
  tool,
  type Tool,
} from '@openai/agents'
import OpenAI from 'openai'
import { z } from 'zod'
import type { Answer, App, AskOptions, Conversation, Host, Setup } from './host.ts'

setTracingDisabled(true)

/** The adapter's module. */
export type Adapter = typeof HeadroomOpenAIAgents

const COMMON = {
  adapter: '@headroom/openai-agents',
  retrieval: 'visible',
  modes: ['generate', 'stream'],
  outputs: {
    text: (text) => text,
    JSON: (text) => ({ service: 'cart', log: text }),
    'a text part': (text) => ({ type: 'text', text }),
    'a list of parts': (text) => [
      { type: 'text', text },
      { type: 'text', text: 'That was the log.' },
    ],
  },
  oddOutputs: {
    undefined: () => undefined,
    'a circular value': () => {
      const circular: Record<string, unknown> = { name: 'circular' }
      return Object.assign(circular, { self: circular })
    },
    'images only': () => [{ type: 'image', image: PIXEL }],
  },
  exceptions: {},
} as const satisfies Partial<Host<Adapter>>

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** The SDK over both of OpenAI's APIs: the history in a session of its own, and in a list of the host's. */
export const OPENAI_AGENTS_HOSTS: readonly Host<Adapter>[] = [
  {
    ...COMMON,
    name: 'openai-agents over OpenAI Responses, in a list',
    format: 'openai responses',
    list: 'input',
    open: (setup) => open(setup, true, inList),
  },
  {
    ...COMMON,
    name: 'openai-agents over OpenAI Chat Completions, in a session',
    format: 'openai chat',
    list: 'messages',
    open: (setup) => open(setup, false, inSession),
  },
]

/** How a history is kept: what is sent beside a user's message, and what is kept of a run. */
type Keep = () => {
  readonly session?: MemorySession
  input(item: AgentInputItem): AgentInputItem[]
  kept(history: AgentInputItem[]): unknown
}

const inSession: Keep = () => {
  const session = new MemorySession()
  return { session, input: (item) => [item], kept: () => session.getItems() }
}

const inList: Keep = () => {
  let items: AgentInputItem[] = []
  return { input: (item) => [...items, item], kept: (history) => (items = history) }
}

function open(setup: Setup<Adapter>, useResponses: boolean, keep: Keep): App {
  const { url, adapters, options, tools, system, retries } = setup
  const openAIClient = new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: retries })
  const retrieval = adapters.map(({ headroomTool }) => headroomTool(enabledAs(options)))
  const agent = new Agent({
    name: 'on call',
    instructions: system,
    model: 'gpt-5.5',
    tools: [...tools.map(toolOf), ...retrieval.slice(0, 1)],
  })
  const filter = composed(adapters.map(({ headroomInputFilter }) => headroomInputFilter(options)))
  const runner = new Runner({
    modelProvider: new OpenAIProvider({ openAIClient, useResponses }),
    ...(filter === undefined ? {} : { callModelInputFilter: filter }),
  })
  return { converse: () => conversation(runner, agent, keep()) }
}

function enabledAs({ store, enabled }: Setup['options']): HeadroomOpenAIAgents.HeadroomToolOptions {
  return { store, ...(enabled === undefined ? {} : { enabled }) }
}

/** Filters one after the other, as users put theirs together. */
function composed(filters: readonly CallModelInputFilter[]): CallModelInputFilter | undefined {
  const [first, ...others] = filters
  return others.reduce<CallModelInputFilter | undefined>(
    (before, next) => before && (async (args) => next({ ...args, modelData: await before(args) })),
    first,
  )
}

function toolOf({ name, description, execute }: Setup['tools'][number]): Tool {
  return tool({ name, description, parameters: z.object({ service: z.string() }), execute })
}

function conversation(runner: Runner, agent: Agent, { session, input, kept }: ReturnType<Keep>): Conversation {
  return {
    async ask(question, options) {
      const given = input(userMessage(question, options))
      const shared = { ...(session && { session }), ...(options.signal && { signal: options.signal }) }
      const result =
        options.mode === 'generate'
          ? await runner.run(agent, given, shared)
          : await streamed(await runner.run(agent, given, { ...shared, stream: true }))
      const { inputTokens, outputTokens } = result.state.usage
      const text = textOf(result.newItems)
      return { text, history: await kept(result.history), usage: { inputTokens, outputTokens } } satisfies Answer
    },
  }
}

async function streamed<R extends AsyncIterable<unknown> & { readonly completed: Promise<void> }>(
  result: R,
): Promise<R> {
  await Array.fromAsync(result)
  await result.completed
  return result
}

function textOf(items: readonly { readonly type: string }[]): string {
  return items.map((item) => (item instanceof RunMessageOutputItem ? item.content : '')).join('')
}

function userMessage(text: string, { withParts = false }: AskOptions): AgentInputItem {
  const parts = [
    { type: 'input_image', image: PIXEL },
    { type: 'input_file', file: 'data:application/pdf;base64,JVBERi0xLjQK', filename: 'a.pdf' },
  ] as const
  return { role: 'user', content: [{ type: 'input_text', text }, ...(withParts ? parts : [])] }
}
