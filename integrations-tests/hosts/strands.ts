import type * as HeadroomStrands from '@headroom/strands'
import {
  Agent,
  type AgentConfig,
  BedrockModel,
  DocumentBlock,
  ImageBlock,
  type JSONValue,
  type Message,
  type Model,
  NullConversationManager,
  TextBlock,
  tool,
  type Tool,
} from '@strands-agents/sdk'
import { AnthropicModel } from '@strands-agents/sdk/models/anthropic'
import { GoogleModel } from '@strands-agents/sdk/models/google'
import { OpenAIModel } from '@strands-agents/sdk/models/openai'
import { SCHEMA } from '../clients/agent-client.ts'
import { bedrockSettings } from '../clients/bedrock-client.ts'
import type { App, AskOptions, Conversation, Host, Mode, Setup } from './host.ts'

/** The adapter's module. */
export type Adapter = typeof HeadroomStrands

const COMMON = {
  adapter: '@headroom/strands',
  retrieval: 'visible',
  modes: ['generate', 'stream'],
  outputs: {
    text: (text) => text,
    JSON: (text) => ({ service: 'cart', log: text }),
    'a list as JSON': (text) => [{ service: 'cart', log: text }],
    'a block of text': (text) => new TextBlock(text),
    'blocks of text and JSON': (text) => [{ text }, { json: { log: text } }],
  },
  oddOutputs: {
    undefined: () => undefined,
    'a circular value': () => {
      const circular: Record<string, unknown> = { name: 'circular' }
      return Object.assign(circular, { self: circular })
    },
    'a bigint': () => 10n,
    'images only': () => image(),
  },
  exceptions: {},
} as const satisfies Partial<Host<Adapter>>

/** Tool results with files in them, for the APIs that take them. */
const WITH_FILES = {
  ...COMMON.outputs,
  'a document of blocks': (text) => new DocumentBlock({ name: 'log', format: 'txt', source: { content: [{ text }] } }),
  'text and an image': (text) => [new TextBlock(text), image()],
} as const satisfies Host['outputs']

const NO_SIGNAL = { 'an abort reaches the provider': "Strands' model of this provider does not hand its signal on" }

const LOSES_CALLS = "Strands' model of Chat Completions keeps but the last of several calls in a reply"

/** Strands over each provider that it has a model for: agents that share their plugins, and in one their conversation manager. */
export const HOSTS: readonly Host<Adapter>[] = [
  {
    ...COMMON,
    outputs: WITH_FILES,
    name: 'strands over Bedrock Converse',
    format: 'bedrock converse',
    list: 'messages',
    open: (setup) => open(setup, bedrockModel, plugins),
  },
  {
    ...COMMON,
    name: 'strands over Bedrock Converse, as the conversation manager',
    format: 'bedrock converse',
    list: 'messages',
    open: (setup) => open(setup, bedrockModel, conversationManager),
  },
  {
    ...COMMON,
    modes: ['stream'],
    name: 'strands over Anthropic Messages',
    format: 'anthropic messages',
    list: 'messages',
    exceptions: NO_SIGNAL,
    open: (setup) => open(setup, anthropicModel, plugins),
  },
  {
    ...COMMON,
    name: 'strands over OpenAI Chat Completions',
    format: 'openai chat',
    list: 'messages',
    exceptions: {
      'retrieval alone, again and beside other calls': LOSES_CALLS,
      'parallel conversations do not mix': LOSES_CALLS,
      'two copies do no harm': LOSES_CALLS,
    },
    open: (setup) => open(setup, (given) => openaiModel(given, 'chat'), plugins),
  },
  {
    ...COMMON,
    name: 'strands over OpenAI Responses',
    format: 'openai responses',
    list: 'input',
    open: (setup) => open(setup, (given) => openaiModel(given, 'responses'), plugins),
  },
  {
    ...COMMON,
    modes: ['stream'],
    name: 'strands over Gemini',
    format: 'gemini',
    list: 'contents',
    exceptions: NO_SIGNAL,
    open: (setup) => open(setup, googleModel, plugins),
  },
]

/** Where a model finds its provider, and how it is asked. */
interface Given extends Pick<Setup, 'url' | 'retries'> {
  readonly mode: Mode
}

/** A model of Bedrock, streamed or not. */
export function bedrockModel({ url, retries, mode }: Given): Model {
  const modelId = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
  return new BedrockModel({
    modelId,
    stream: mode === 'stream',
    clientConfig: bedrockSettings({ url, fetch, retries }),
  })
}

function anthropicModel({ url, retries }: Given): Model {
  const clientConfig = { baseURL: url, maxRetries: retries }
  return new AnthropicModel({ modelId: 'claude-sonnet-5-5', maxTokens: 4096, apiKey: 'none', clientConfig })
}

function openaiModel({ url, retries }: Given, api: 'chat' | 'responses'): Model {
  const clientConfig = { baseURL: `${url}/v1`, maxRetries: retries }
  return new OpenAIModel({ api, modelId: 'gpt-5.5', apiKey: 'none', clientConfig })
}

function googleModel({ url, retries }: Given): Model {
  const retryOptions = { attempts: retries + 1, initialDelay: 0.01 }
  const httpOptions = { baseUrl: url, ...(retries > 0 && { retryOptions }) }
  const clientConfig = { vertexai: false, httpOptions }
  return new GoogleModel({ modelId: 'gemini-3.1-pro-preview', apiKey: 'none', clientConfig })
}

/** How Headroom is put into agents. Strands' own default takes messages away after forty, which no beginning survives. */
type Way = (setup: Setup<Adapter>) => Pick<AgentConfig, 'plugins' | 'conversationManager'>

const plugins: Way = ({ adapters, options }) => ({
  plugins: adapters.map(({ headroom }) => headroom(options)),
  conversationManager: new NullConversationManager(),
})

const conversationManager: Way = ({ adapters: [first, ...others], options }) => ({
  plugins: others.map(({ headroom }) => headroom(options)),
  conversationManager: first ? new first.HeadroomConversationManager(options) : new NullConversationManager(),
})

function open(setup: Setup<Adapter>, modelFor: (given: Given) => Model, way: Way): App {
  const tools = setup.tools.map(toolOf)
  const settings = { ...way(setup), tools, systemPrompt: setup.system, printer: false, retryStrategy: null }
  return { converse: () => conversation((mode) => new Agent({ ...settings, model: modelFor({ ...setup, mode }) })) }
}

function toolOf({ name, description, execute }: Setup['tools'][number]): Tool {
  const callback = (input: unknown): JSONValue => execute(input as { readonly service: string }) as JSONValue
  return tool({ name, description, inputSchema: SCHEMA as never, callback })
}

function conversation(agentFor: (mode: Mode) => Agent): Conversation {
  let agent: Agent | undefined
  return {
    async ask(question, options) {
      agent ??= agentFor(options.mode)
      const before = agent.messages.length
      const result = await Promise.race([asked(agent, question, options), givenUp(options)])
      const { inputTokens = 0, outputTokens = 0 } = result.metrics?.latestAgentInvocation?.usage ?? {}
      const said = agent.messages.slice(before).filter(({ role }) => role === 'assistant')
      return { text: said.map(textOf).join(''), history: agent.messages, usage: { inputTokens, outputTokens } }
    },
  }
}

async function asked(agent: Agent, question: string, { mode, signal, withParts = false }: AskOptions) {
  const given = withParts ? [new TextBlock(question), image()] : question
  const options = signal === undefined ? {} : { cancelSignal: signal }
  if (mode === 'generate') return agent.invoke(given, options)
  const events = agent.stream(given, options)
  let next = await events.next()
  while (!next.done) next = await events.next()
  return next.value
}

/** Milliseconds that who gave up still waits for Strands: it may read on until the provider says something. */
const PATIENCE = 5000

function givenUp({ signal }: AskOptions): Promise<never> {
  return new Promise((_, reject) => {
    const leave = (): void => reject(new Error('Strands reads on.'))
    signal?.addEventListener('abort', () => setTimeout(leave, PATIENCE).unref())
  })
}

function textOf({ content }: Message): string {
  return content.map((block) => (block.type === 'textBlock' ? block.text : '')).join('')
}

function image(): ImageBlock {
  return new ImageBlock({ format: 'png', source: { bytes: Buffer.from(PIXEL, 'base64') } })
}

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
