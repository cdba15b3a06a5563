import type * as adapter from '@headroom/langchain'
import { ChatAnthropic } from '@langchain/anthropic'
import type { BaseChatModel, BaseChatModelCallOptions } from '@langchain/core/language_models/chat_models'
import { AIMessage, type AIMessageChunk, type BaseMessage, HumanMessage, SystemMessage } from '@langchain/core/messages'
import type { ToolMessage } from '@langchain/core/messages/tool'
import type { Runnable } from '@langchain/core/runnables'
import { type StructuredToolInterface, tool } from '@langchain/core/tools'
import { ChatOpenAI } from '@langchain/openai'
import { createAgent } from 'langchain'
import { z } from 'zod'
import type { Answer, AskOptions, Conversation, Host, HostTool, Mode, Setup } from './host.ts'

type Adapter = typeof adapter

/** A chat model with tools, as the loops below ask it. */
type Asking = Runnable<BaseMessage[], AIMessageChunk, BaseChatModelCallOptions>

/** How a model is asked once: whole, in chunks, or in events. */
type AskOnce = (model: Asking, messages: BaseMessage[], options: BaseChatModelCallOptions) => Promise<AIMessage>

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Providers' chat models over a stand-in. */
const MODELS = {
  'openai chat': ({ url, retries }: Setup) =>
    new ChatOpenAI({ model: 'gpt-5.5', apiKey: 'none', maxRetries: retries, configuration: { baseURL: `${url}/v1` } }),
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

type Format = keyof typeof MODELS

// What `message_start` tells is a part of what `message_delta` tells.
const ADDED_TWICE = '@langchain/anthropic adds output tokens of message_start and message_delta'

const OUTPUTS: Host['outputs'] = {
  text: (text) => text,
  'a value': (text) => ({ service: 'cart', log: text }),
  'text blocks': (text) => [
    { type: 'text', text },
    { type: 'text', text: 'That was the log.' },
  ],
}

const ODD_OUTPUTS: Host['oddOutputs'] = {
  undefined: () => undefined,
  'a circular value': () => {
    const circular: Record<string, unknown> = { name: 'circular' }
    return Object.assign(circular, { self: circular })
  },
  'images only': () => [{ type: 'image_url', image_url: { url: PIXEL } }],
}

const invoked: AskOnce = (model, messages, options) => model.invoke(messages, options)

const streamed: AskOnce = async (model, messages, options) => {
  let whole: AIMessageChunk | undefined
  for await (const chunk of await model.stream(messages, options)) whole = whole?.concat(chunk) ?? chunk
  if (whole === undefined) throw new Error('The model said nothing.')
  return whole
}

const evented: AskOnce = async (model, messages, options) => {
  // A binding of a chat model has the options of its tools in its config.
  const { bound = model, config = {} } = model as Asking & { readonly bound?: Asking; readonly config?: object }
  const chatModel = bound as unknown as BaseChatModel
  const answer = await chatModel.streamEvents(messages, { ...config, ...options })
  // Without it @langchain/anthropic 1.5 sends no reasoning back of a message that was put together from events.
  if (chatModel['_llmType']() === 'anthropic') answer.response_metadata['model_provider'] = 'anthropic'
  return answer
}

/** `HeadroomChatModel`, asked in each of a chat model's ways by a loop of the user's own, and by `createAgent`. */
export const LANGCHAIN_CHAT_MODELS: readonly Host<Adapter>[] = (Object.keys(MODELS) as Format[]).flatMap((format) => [
  host('in a loop', format, 'generate', invoked),
  host('streaming in a loop', format, 'stream', streamed),
  host('streaming events in a loop', format, 'stream', evented),
  host('in createAgent', format, 'generate'),
  host('in createAgent', format, 'stream'),
])

function host(way: string, format: Format, mode: Mode, askOnce?: AskOnce): Host<Adapter> {
  const addsTwice = format === 'anthropic messages' && mode === 'stream'
  return {
    name: `langchain, HeadroomChatModel ${way} over ${format}`,
    adapter: '@headroom/langchain',
    format,
    list: format === 'openai responses' ? 'input' : 'messages',
    retrieval: 'hidden',
    modes: [mode],
    outputs: OUTPUTS,
    oddOutputs: ODD_OUTPUTS,
    exceptions: addsTwice ? { 'usage sums all rounds': ADDED_TWICE } : {},
    open: (setup) => {
      const { adapters, options } = setup
      const wrapped = adapters.reduce<BaseChatModel>(
        (inner, { HeadroomChatModel }) => new HeadroomChatModel(inner, options),
        MODELS[format](setup),
      )
      return { converse: () => (askOnce === undefined ? agent(setup, wrapped) : loop(setup, wrapped, askOnce)) }
    },
  }
}

function toolsOf(tools: readonly HostTool[]): StructuredToolInterface[] {
  return tools.map(({ name, description, execute }) =>
    tool(async (input) => execute(input), { name, description, schema: z.object({ service: z.string() }) }),
  ) as StructuredToolInterface[]
}

/** A loop as users write one: the model, the tools that it calls, the model again. */
function loop({ tools: given, system }: Setup<Adapter>, model: BaseChatModel, askOnce: AskOnce): Conversation {
  const tools = toolsOf(given)
  const asking = model.bindTools?.(tools) as Asking
  const history: BaseMessage[] = [new SystemMessage(system)]
  return {
    async ask(question, options) {
      history.push(userMessage(question, options))
      const answers: AIMessage[] = []
      for (let round = 0; round < 12; round += 1) {
        const answer = await askOnce(asking, [...history], signalOf(options))
        answers.push(answer)
        history.push(answer)
        if ((answer.tool_calls ?? []).length === 0) break
        for (const call of answer.tool_calls ?? []) {
          const called = tools.find(({ name }) => name === call.name)
          history.push((await called?.invoke({ ...call, type: 'tool_call' })) as ToolMessage)
        }
      }
      return { ...told(answers), history: [...history] }
    },
  }
}

function signalOf({ signal }: AskOptions): BaseChatModelCallOptions {
  return signal === undefined ? {} : { signal }
}

function agent({ tools, system }: Setup<Adapter>, model: BaseChatModel): Conversation {
  const created = createAgent({ model, tools: toolsOf(tools), systemPrompt: system })
  let history: BaseMessage[] = []
  return {
    async ask(question, options) {
      const messages = [...history, userMessage(question, options)]
      const run = { ...signalOf(options), recursionLimit: 50 }
      if (options.mode === 'generate') history = (await created.invoke({ messages }, run)).messages
      else
        for await (const [mode, value] of await created.stream(
          { messages },
          { ...run, streamMode: ['values', 'messages'] },
        ))
          if (mode === 'values') history = (value as { readonly messages: BaseMessage[] }).messages
      const answers = history.slice(messages.length).filter((message) => AIMessage.isInstance(message))
      return { ...told(answers), history }
    },
  }
}

function told(answers: readonly AIMessage[]): Omit<Answer, 'history'> {
  const sum = (name: 'input_tokens' | 'output_tokens'): number =>
    answers.reduce((total, { usage_metadata }) => total + (usage_metadata?.[name] ?? Number.NaN), 0)
  return {
    text: answers.map(({ text }) => text).join(''),
    usage: { inputTokens: sum('input_tokens'), outputTokens: sum('output_tokens') },
  }
}

function userMessage(text: string, { withParts = false }: AskOptions): HumanMessage {
  const image = { type: 'image_url', image_url: { url: PIXEL } }
  return new HumanMessage({ content: withParts ? [{ type: 'text', text }, image] : text })
}
