import type * as adapter from '@headroom/langchain'
import { ChatAnthropic } from '@langchain/anthropic'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage, type BaseMessage, HumanMessage, SystemMessage } from '@langchain/core/messages'
import { type StructuredToolInterface, tool } from '@langchain/core/tools'
import { Annotation, MemorySaver, messagesStateReducer, START, StateGraph } from '@langchain/langgraph'
import { createReactAgent, ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt'
import { ChatOpenAI } from '@langchain/openai'
import { createAgent } from 'langchain'
import { z } from 'zod'
import type { Answer, AskOptions, Conversation, Host, Setup } from './host.ts'

/** The adapter's module. */
export type LangChain = typeof adapter

/** A compiled graph, whichever function made it. */
interface Graph {
  invoke(input: object, options: object): Promise<{ readonly messages: readonly BaseMessage[] }>
  stream(input: object, options: object): Promise<AsyncIterable<readonly [mode: string, value: unknown]>>
}

/** An agent of LangChain or LangGraph around a model, with a checkpointer, and with Headroom in it as often as the setup says. */
type MakeAgent = (setup: Setup<LangChain>, model: BaseChatModel, tools: StructuredToolInterface[]) => Graph

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const SHARED = {
  adapter: '@headroom/langchain',
  retrieval: 'visible',
  modes: ['generate', 'stream'],
  outputs: {
    text: (text) => text,
    'a value': (text) => ({ service: 'cart', log: text }),
    'text blocks': (text) => [
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
    'images only': () => [{ type: 'image_url', image_url: { url: PIXEL } }],
  },
  exceptions: {},
} as const satisfies Partial<Host<LangChain>>

const MODELS = {
  'openai chat': ({ url, retries }: Setup) =>
    new ChatOpenAI({
      model: 'gpt-5.5',
      apiKey: 'none',
      maxRetries: retries,
      configuration: { baseURL: `${url}/v1` },
    }),
  'openai responses': ({ url, retries }: Setup) =>
    new ChatOpenAI({
      model: 'gpt-5.5',
      apiKey: 'none',
      maxRetries: retries,
      useResponsesApi: true,
      configuration: { baseURL: `${url}/v1` },
    }),
  'anthropic messages': ({ url, retries }: Setup) =>
    new ChatAnthropic({
      model: 'claude-sonnet-4-5',
      apiKey: 'none',
      anthropicApiUrl: url,
      maxRetries: retries,
      thinking: { type: 'enabled', budget_tokens: 1024 },
    }),
} as const

// Every error that passes a `wrapModelCall`, of whatever middleware, comes out as a MiddlewareError of the same name and message.
const WRAPPED = { 'an error is the same as without': 'langchain wraps errors that pass a middleware' }
// What `message_start` tells is a part of what `message_delta` tells.
const ADDED_TWICE = {
  'usage sums all rounds': '@langchain/anthropic adds output tokens of message_start and message_delta',
}

const CREATE_AGENT = hostOf('langchain createAgent over Anthropic', 'anthropic messages', agentWithMiddleware)
const STATE_GRAPH = hostOf('langgraph StateGraph over Anthropic', 'anthropic messages', graphWithNode)

/** LangChain's and LangGraph's agents, each with Headroom in another of its places. */
export const LANGCHAIN_AGENTS: readonly Host<LangChain>[] = [
  { ...hostOf('langchain createAgent over OpenAI', 'openai chat', agentWithMiddleware), exceptions: WRAPPED },
  {
    ...hostOf('langchain createAgent over OpenAI Responses', 'openai responses', agentWithMiddleware),
    exceptions: WRAPPED,
  },
  { ...CREATE_AGENT, modes: ['generate'], exceptions: WRAPPED },
  { ...CREATE_AGENT, modes: ['stream'], exceptions: { ...WRAPPED, ...ADDED_TWICE } },
  hostOf('langchain createAgent with tools of headroomTool over OpenAI', 'openai chat', agentWithShorteningTools),
  hostOf('langgraph createReactAgent over OpenAI', 'openai chat', agentWithHook),
  { ...STATE_GRAPH, modes: ['generate'] },
  { ...STATE_GRAPH, modes: ['stream'], exceptions: ADDED_TWICE },
]

function hostOf(name: string, format: keyof typeof MODELS, make: MakeAgent): Host<LangChain> {
  const open = (setup: Setup<LangChain>) => {
    const tools = setup.tools.map(({ execute, name: toolName, description }) =>
      tool(async (input) => execute(input), {
        name: toolName,
        description,
        schema: z.object({ service: z.string() }),
      }),
    )
    const graph = make(setup, MODELS[format](setup), tools as StructuredToolInterface[])
    return { converse: () => conversationWith(graph) }
  }
  return { ...SHARED, list: format === 'openai responses' ? 'input' : 'messages', name, format, open }
}

/** The first copy as a middleware, a second around the model: `createAgent` itself refuses two middlewares of one name. */
function agentWithMiddleware(
  { adapters: [first, second], options, system }: Setup<LangChain>,
  llm: BaseChatModel,
  tools: StructuredToolInterface[],
): Graph {
  const model = second === undefined ? llm : new second.HeadroomChatModel(llm, options)
  const middleware = first === undefined ? [] : [first.headroomMiddleware(options)]
  return createAgent({ model, tools, systemPrompt: system, middleware, checkpointer: new MemorySaver() }) as never
}

function agentWithShorteningTools(
  setup: Setup<LangChain>,
  model: BaseChatModel,
  tools: StructuredToolInterface[],
): Graph {
  const { adapters, options, system } = setup
  const shortening = tools.map((one) => adapters.reduce((inner, { headroomTool }) => headroomTool(inner, options), one))
  const all = [...shortening, ...retrieveToolOf(setup)]
  return createAgent({ model, tools: all, systemPrompt: system, checkpointer: new MemorySaver() }) as never
}

function agentWithHook(setup: Setup<LangChain>, llm: BaseChatModel, tools: StructuredToolInterface[]): Graph {
  const { adapters, options, system } = setup
  const hooks = adapters.map(({ preModelHook }) => preModelHook(options))
  const preModelHook = async ({ messages }: { messages: BaseMessage[] }) => {
    let llmInputMessages = messages
    for (const hook of hooks) ({ llmInputMessages } = await hook({ messages: llmInputMessages }))
    return { llmInputMessages }
  }
  return createReactAgent({
    llm,
    tools: [...tools, ...retrieveToolOf(setup)],
    prompt: system,
    ...(hooks.length === 0 ? {} : { preModelHook }),
    checkpointer: new MemorySaver(),
  }) as never
}

function graphWithNode(setup: Setup<LangChain>, llm: BaseChatModel, tools: StructuredToolInterface[]): Graph {
  const { adapters, options, system } = setup
  const all = [...tools, ...retrieveToolOf(setup)]
  const model = llm.bindTools?.(all) ?? llm
  const state = Annotation.Root({
    messages: Annotation<BaseMessage[]>({ reducer: messagesStateReducer, default: () => [] }),
    llmInputMessages: Annotation<BaseMessage[]>({ reducer: (_, next) => next, default: () => [] }),
  })
  const nodes = adapters.map(({ compressMessagesNode }) => compressMessagesNode(options))
  const graph = new StateGraph(state)
    .addNode('compress', async ({ messages }) => {
      let llmInputMessages = messages
      for (const node of nodes) ({ llmInputMessages } = await node({ messages: llmInputMessages }))
      return { llmInputMessages }
    })
    .addNode('model', async ({ llmInputMessages }, config) => ({
      messages: [await model.invoke([new SystemMessage(system), ...llmInputMessages], config)],
    }))
    .addNode('tools', new ToolNode(all))
    .addEdge(START, 'compress')
    .addEdge('compress', 'model')
    .addConditionalEdges('model', toolsCondition)
    .addEdge('tools', 'compress')
  return graph.compile({ checkpointer: new MemorySaver() }) as never
}

/** The retrieve tool as a user puts it last among the tools, once. */
function retrieveToolOf({ adapters: [first], options: { store, enabled = true } }: Setup<LangChain>) {
  return first === undefined || !enabled ? [] : [first.createRetrieveTool({ store })]
}

let conversations = 0

function conversationWith(graph: Graph): Conversation {
  conversations += 1
  const configurable = { thread_id: String(conversations) }
  let seen = 0
  return {
    async ask(question, options) {
      const given = { messages: [userMessage(question, options)] }
      const run = { configurable, recursionLimit: 100, ...(options.signal && { signal: options.signal }) }
      const { messages, streamed } =
        options.mode === 'generate'
          ? { ...(await graph.invoke(given, run)), streamed: undefined }
          : await readToEnd(await graph.stream(given, { ...run, streamMode: ['messages', 'values'] }))
      const answers = messages.slice(seen).filter((message) => AIMessage.isInstance(message))
      seen = messages.length
      const text = answers.map((answer) => answer.text).join('')
      return { text: streamed ?? text, history: messages, usage: usageOf(answers) } satisfies Answer
    },
  }
}

async function readToEnd(parts: AsyncIterable<readonly [mode: string, value: unknown]>) {
  let streamed = ''
  let messages: readonly BaseMessage[] = []
  for await (const [mode, value] of parts) {
    if (mode === 'values') ({ messages } = value as { readonly messages: readonly BaseMessage[] })
    else if (AIMessage.isInstance((value as readonly unknown[])[0])) streamed += (value as readonly [AIMessage])[0].text
  }
  return { messages, streamed }
}

function usageOf(answers: readonly AIMessage[]): Answer['usage'] {
  const sum = (name: 'input_tokens' | 'output_tokens'): number =>
    answers.reduce((total, { usage_metadata }) => total + (usage_metadata?.[name] ?? Number.NaN), 0)
  return { inputTokens: sum('input_tokens'), outputTokens: sum('output_tokens') }
}

function userMessage(text: string, { withParts = false }: AskOptions): HumanMessage {
  const image = { type: 'image_url', image_url: { url: PIXEL } }
  return new HumanMessage({ content: withParts ? [{ type: 'text', text }, image] : text })
}
