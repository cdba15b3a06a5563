import type { ContentBlock } from '@aws-sdk/client-bedrock-runtime'
import type { HeadroomOptions, HeadroomToolOptions, RetrieveAnswer } from '@headroom/clients/openai'
import { RETRIEVE_TOOL_NAME, type Usage } from '@headroom/core'
import { type AgentClient, type Ask, type Call, SCHEMA, TOOLS } from '../clients/agent-client.ts'
import { ANTHROPIC_AGENTS } from '../clients/anthropic-agents.ts'
import { BEDROCK_AGENTS } from '../clients/bedrock-agents.ts'
import { GOOGLE_AGENTS } from '../clients/google-agents.ts'
import { OPENAI_CHAT_AGENTS } from '../clients/openai-chat-agents.ts'
import { OPENAI_RESPONSES_AGENTS } from '../clients/openai-responses-agents.ts'
import type { Answer, App, AskOptions, Conversation, Host, HostTool, Mode, Setup } from './host.ts'

/** What every door of `@headroom/clients` has. */
export interface Adapter {
  withHeadroom<Client>(client: Client, options: HeadroomOptions): Client
  headroomTool(options: HeadroomToolOptions): HeadroomTool
}

/** The retrieve tool in the forms of a door. */
type HeadroomTool = { readonly answer: RetrieveAnswer } & Readonly<Record<string, unknown>>

/** A provider's client, as a user's own loop drives it. */
export interface Provider {
  readonly name: string
  readonly door: 'openai' | 'anthropic' | 'google' | 'bedrock'
  readonly format: Host['format']
  readonly list: Host['list']
  readonly agents: Readonly<Record<Mode, AgentClient | undefined>>
  /** The client, where it is another one than the agents'. */
  client?(setup: Setup<Adapter>): object
  /** Form of the retrieve tool. */
  readonly form: string
  /** Members of a request that tell what is said for all, and the tools, in the library's words. */
  members(system: string, tools: readonly unknown[], history: readonly unknown[]): Readonly<Record<string, unknown>>
  /** A tool of the user. */
  declared(tool: (typeof TOOLS)[number]): unknown
  /** What a user says beside a text. */
  parts(text: string): unknown
  results(results: readonly Given[]): readonly unknown[]
  readonly outputs: Host['outputs']
  readonly oddOutputs: Host['oddOutputs']
}

/** A result that a tool gave, in one of the provider's forms. */
interface Given {
  readonly call: Call
  readonly content: unknown
}

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

function circular(): unknown {
  const value: Record<string, unknown> = { name: 'circular' }
  return Object.assign(value, { self: value })
}

const OPENAI_IMAGE = { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } }
const RESPONSES_IMAGE = { type: 'input_image', image_url: `data:image/png;base64,${PIXEL}` }
const ANTHROPIC_IMAGE = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } }
const GOOGLE_IMAGE = { inlineData: { mimeType: 'image/png', data: PIXEL } }
const BEDROCK_IMAGE: ContentBlock = {
  image: { format: 'png', source: { bytes: Uint8Array.from(Buffer.from(PIXEL, 'base64')) } },
}

/** Chat Completions, by whichever client. */
export const CHAT: Provider = {
  name: 'OpenAI Chat Completions',
  door: 'openai',
  format: 'openai chat',
  list: 'messages',
  agents: { generate: OPENAI_CHAT_AGENTS[0], stream: OPENAI_CHAT_AGENTS[2] },
  form: 'chat',
  members: (content, tools, history) => ({ tools, messages: [{ role: 'system', content }, ...history] }),
  declared: (tool) => ({ type: 'function', function: { ...tool, parameters: SCHEMA } }),
  parts: (text) => ({ role: 'user', content: [{ type: 'text', text }, OPENAI_IMAGE] }),
  results: (results) => results.map(({ call, content }) => ({ role: 'tool', tool_call_id: call.id, content })),
  outputs: { text: (text) => text, 'text parts': (text) => [{ type: 'text', text }] },
  oddOutputs: { undefined: () => undefined, 'a circular value': circular, 'images only': () => [OPENAI_IMAGE] },
}

const RESPONSES: Provider = {
  ...CHAT,
  name: 'OpenAI Responses',
  format: 'openai responses',
  list: 'input',
  agents: { generate: OPENAI_RESPONSES_AGENTS[0], stream: OPENAI_RESPONSES_AGENTS[2] },
  form: 'responses',
  members: (instructions, tools) => ({ instructions, tools }),
  declared: (tool) => ({ type: 'function', ...tool, parameters: SCHEMA, strict: true }),
  parts: (text) => ({ role: 'user', content: [{ type: 'input_text', text }, RESPONSES_IMAGE] }),
  results: (results) =>
    results.map(({ call, content }) => ({ type: 'function_call_output', call_id: call.id, output: content })),
  outputs: { text: (text) => text, 'text parts': (text) => [{ type: 'input_text', text }] },
  oddOutputs: { ...CHAT.oddOutputs, 'images only': () => [RESPONSES_IMAGE] },
}

/** Anthropic's Messages API, by whichever client. */
export const MESSAGES: Provider = {
  name: 'Anthropic',
  door: 'anthropic',
  format: 'anthropic messages',
  list: 'messages',
  agents: { generate: ANTHROPIC_AGENTS[0], stream: ANTHROPIC_AGENTS[2] },
  form: 'messages',
  members: (system, tools) => ({ system, tools }),
  declared: (tool) => ({ ...tool, input_schema: SCHEMA }),
  parts: (text) => ({ role: 'user', content: [{ type: 'text', text }, ANTHROPIC_IMAGE] }),
  results: (results) => [
    {
      role: 'user',
      content: results.map(({ call, content }) => ({ type: 'tool_result', tool_use_id: call.id, content })),
    },
  ],
  outputs: { text: (text) => text, 'text blocks': (text) => [{ type: 'text', text }] },
  oddOutputs: { undefined: () => undefined, 'a circular value': circular, 'images only': () => [ANTHROPIC_IMAGE] },
}

/** Google's library, by whichever client. */
export const CONTENTS: Provider = {
  name: 'GoogleGenAI',
  door: 'google',
  format: 'gemini',
  list: 'contents',
  agents: { generate: GOOGLE_AGENTS[0], stream: GOOGLE_AGENTS[1] },
  form: 'declaration',
  members: (systemInstruction, functionDeclarations) => ({ systemInstruction, tools: [{ functionDeclarations }] }),
  declared: (tool) => ({ ...tool, parametersJsonSchema: SCHEMA }),
  parts: (text) => ({ role: 'user', parts: [{ text }, GOOGLE_IMAGE] }),
  results: (results) => [
    {
      role: 'user',
      parts: results.map(({ call: { id, name }, content }) => ({
        functionResponse: { ...(id === '' ? {} : { id }), name, ...Object(content) },
      })),
    },
  ],
  outputs: {
    text: (output) => ({ response: { output } }),
    'an object': (log) => ({ response: { service: 'cart', found: { log } } }),
  },
  oddOutputs: {
    undefined: () => undefined,
    'a circular value': () => ({ response: circular() }),
    'images only': () => ({ response: {}, parts: [GOOGLE_IMAGE] }),
  },
}

/** Converse, by whichever client. */
export const CONVERSE: Provider = {
  name: 'BedrockRuntimeClient',
  door: 'bedrock',
  format: 'bedrock converse',
  list: 'messages',
  agents: { generate: BEDROCK_AGENTS[0], stream: BEDROCK_AGENTS[1] },
  form: 'converse',
  members: (text, tools) => ({ system: [{ text }], toolConfig: { tools } }),
  declared: (tool) => ({ toolSpec: { ...tool, inputSchema: { json: SCHEMA } } }),
  parts: (text) => ({ role: 'user', content: [{ text }, BEDROCK_IMAGE] }),
  results: (results) => [
    {
      role: 'user',
      content: results.map(({ call, content }) => ({ toolResult: { toolUseId: call.id, content } })),
    },
  ],
  outputs: { text: (text) => [{ text }], JSON: (log) => [{ json: { service: 'cart', log } }] },
  oddOutputs: {
    undefined: () => undefined,
    'a circular value': () => [{ json: circular() }],
    'images only': () => [BEDROCK_IMAGE],
  },
}

const PROVIDERS = [CHAT, RESPONSES, MESSAGES, CONTENTS, CONVERSE]

/** Each client with retrieval out of sight, and in sight. */
export const HOSTS: readonly Host<Adapter>[] = PROVIDERS.flatMap((provider) => [
  hostOf(provider, 'hidden'),
  hostOf(provider, 'visible'),
])

/** A provider's client under the loop of a user. */
export function hostOf(provider: Provider, retrieval: Host['retrieval']): Host<Adapter> {
  const { door, format, list, outputs, oddOutputs } = provider
  return {
    name: `withHeadroom(${provider.name}), ${retrieval}`,
    adapter: `@headroom/clients/${door}`,
    format,
    list,
    retrieval,
    modes: ['generate', 'stream'],
    outputs,
    oddOutputs,
    exceptions: {},
    open: (setup) => open(provider, setup, retrieval),
  }
}

function open(provider: Provider, setup: Setup<Adapter>, retrieval: Host['retrieval']): App {
  const { url, adapters, options, retries } = setup
  const wrap = <Client>(given: Client): Client =>
    adapters.reduce(
      (client, { withHeadroom }) => withHeadroom(client, { ...options, retrieve: retrieval }),
      (provider.client?.(setup) as Client | undefined) ?? given,
    )
  const isDeclared = retrieval === 'visible' && options.enabled !== false
  const tool = isDeclared ? adapters[0]?.headroomTool({ store: options.store }) : undefined
  const upstream = { url, fetch, retries, wrap }
  const asks = {
    generate: provider.agents.generate?.connect(upstream),
    stream: provider.agents.stream?.connect(upstream),
  }
  return { converse: () => conversation(provider, setup, asks, tool) }
}

function conversation(
  provider: Provider,
  { system, tools }: Setup<Adapter>,
  asks: Readonly<Record<Mode, Ask | undefined>>,
  tool: HeadroomTool | undefined,
): Conversation {
  const history: unknown[] = []
  const declared = [...TOOLS.map(provider.declared), ...(tool === undefined ? [] : [tool[provider.form]])]
  const resultOf = async (call: Call): Promise<Given> => {
    if (call.name !== RETRIEVE_TOOL_NAME) return { call, content: executed(tools, call) }
    return { call, content: provider.outputs['text']?.((await tool?.answer(call.args)) ?? '') }
  }
  return {
    async ask(question, options) {
      const answers = []
      history.push(userOf(provider, question, options))
      for (;;) {
        const members = provider.members(system, declared, history)
        const { signal } = options
        const answer = await asks[options.mode]?.(history, { members, ...(signal && { signal }) })
        if (answer === undefined) throw new Error(`${provider.name} cannot be asked so.`)
        answers.push(answer)
        history.push(...answer.items)
        if (answer.calls.length === 0) break
        history.push(...provider.results(await Promise.all(answer.calls.map(resultOf))))
      }
      return {
        text: answers.map(({ text }) => text).join(''),
        history: [...history],
        usage: sumOf(answers.map(({ usage }) => usage)),
      }
    },
  }
}

function userOf({ parts, agents }: Provider, question: string, { withParts }: AskOptions): unknown {
  return withParts === true ? parts(question) : agents.generate?.user(question)
}

function executed(tools: readonly HostTool[], { name, args }: Call): unknown {
  return tools.find((tool) => tool.name === name)?.execute(args as { readonly service: string })
}

function sumOf(usages: readonly (Usage | undefined)[]): Answer['usage'] {
  let [inputTokens, outputTokens] = [0, 0]
  for (const usage of usages) {
    if (usage === undefined) return undefined
    inputTokens += usage.input + (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0)
    outputTokens += usage.output
  }
  return { inputTokens, outputTokens }
}
