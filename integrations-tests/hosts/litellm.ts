import type * as Adapter from '@headroom/litellm'
import { completion as litellm } from 'litellm'
import OpenAI from 'openai'
import { SCHEMA } from '../clients/agent-client.ts'
import { serveFetch } from '../replay/serve-fetch.ts'
import type { Answer, AskOptions, Conversation, Host, HostTool, Setup } from './host.ts'

/** What both hosts ask: parameters as OpenAI has them, and a signal beside them. */
type Complete = (params: Params, options?: { readonly signal?: AbortSignal }) => Promise<unknown>

type Params = Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, 'stream'> & { readonly stream: boolean }
type Message = OpenAI.ChatCompletionMessageParam
type Call = OpenAI.ChatCompletionMessageFunctionToolCall

/** The forms in which a message of the role `tool` may hold a text. */
const OUTPUTS = { text: (text: string) => text, parts: (text: string) => [{ type: 'text', text }] }

const PICTURE = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }

const ODD_OUTPUTS = {
  undefined: () => undefined,
  circular: () => {
    const value: Record<string, unknown> = {}
    value['self'] = value
    return value
  },
  'images only': () => [PICTURE],
}

const SHARED = {
  adapter: '@headroom/litellm',
  format: 'openai chat',
  list: 'messages',
  retrieval: 'hidden',
  outputs: OUTPUTS,
  oddOutputs: ODD_OUTPUTS,
} as const

/**
 * `withCallbacks` around a completion of the user's own, of OpenAI's library. LiteLLM has no loop that calls tools: this one is ours.
 */
const overOpenai: Host<typeof Adapter> = {
  ...SHARED,
  name: 'litellm callbacks around a completion of openai',
  modes: ['generate', 'stream'],
  exceptions: {},
  open(setup) {
    const client = new OpenAI({ baseURL: `${setup.url}/v1`, apiKey: 'none', maxRetries: setup.retries })
    const create = client.chat.completions.create.bind(client.chat.completions) as unknown as Complete
    return appOf(create, setup)
  },
}

/**
 * `withCallbacks` around `completion` of the package. Its types know `functions` only, but it hands `tools` on to OpenAI, and
 * calls of them back in whole replies; out of streams it leaves them.
 */
const overPackage: Host<typeof Adapter> = {
  ...SHARED,
  name: 'litellm callbacks around completion of litellm',
  modes: ['generate'],
  exceptions: { 'an abort reaches the provider': 'completion of litellm takes no signal' },
  async open(setup) {
    const front = await serveFetch(setup.url, (input, init) => fetch(input, unindented(init)))
    const completion = litellm as unknown as (params: unknown) => Promise<unknown>
    const complete: Complete = (params, options) =>
      givenUp(completion({ ...params, baseUrl: `${front.url}/v1`, apiKey: 'none' }), options?.signal)
    return { ...appOf(complete, setup), close: front.close }
  },
}

/** The contract compares bytes of JSON without indentation, which OpenAI 4, in the package, puts into it. */
function unindented(init: RequestInit = {}): RequestInit {
  return { ...init, body: JSON.stringify(JSON.parse(String(init.body))) }
}

/** A user's own way to go on without a reply that nobody can stop. */
function givenUp<Reply>(reply: Promise<Reply>, signal: AbortSignal | undefined): Promise<Reply> {
  if (signal === undefined) return reply
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error)),
  )
  return Promise.race([reply, aborted])
}

function appOf(
  plain: Complete,
  { adapters, options, tools, system }: Setup<typeof Adapter>,
): { converse(): Conversation } {
  const complete = adapters.reduce<Complete>(
    (inner, { HeadroomCallback, withCallbacks }) =>
      withCallbacks(inner, { callbacks: [new HeadroomCallback(options)] }),
    plain,
  )
  return {
    converse() {
      const messages: Message[] = [{ role: 'system', content: system }]
      return { ask: (question, asked) => answered(complete, tools, messages, question, asked) }
    },
  }
}

async function answered(
  complete: Complete,
  tools: readonly HostTool[],
  messages: Message[],
  question: string,
  { mode, signal, withParts = false }: AskOptions,
): Promise<Answer> {
  messages.push({ role: 'user', content: withParts ? partsOf(question) : question })
  let text = ''
  const usage = { inputTokens: 0, outputTokens: 0 }
  for (let calls: readonly Call[] | undefined; calls?.length !== 0;) {
    const stream = mode === 'stream'
    const params = { model: 'gpt-5.5', messages: [...messages], tools: tools.map(declarationOf), stream }
    const reply = await complete(
      { ...params, ...(stream && { stream_options: { include_usage: true } }) },
      signal === undefined ? undefined : { signal },
    )
    const { message, used } = stream ? await joined(reply as AsyncIterable<Chunk>) : saidIn(reply as Whole)
    messages.push(message)
    text += typeof message.content === 'string' ? message.content : ''
    usage.inputTokens += used?.prompt_tokens ?? 0
    usage.outputTokens += used?.completion_tokens ?? 0
    calls = (message.tool_calls ?? []) as readonly Call[]
    for (const call of calls) messages.push(await resultOf(tools, call))
  }
  return { text, history: messages, usage }
}

function partsOf(text: string): OpenAI.ChatCompletionContentPart[] {
  const file = { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' } } as const
  return [{ type: 'text', text }, PICTURE as OpenAI.ChatCompletionContentPartImage, file]
}

function declarationOf({ name, description }: HostTool): OpenAI.ChatCompletionFunctionTool {
  return { type: 'function', function: { name, description, parameters: SCHEMA } }
}

async function resultOf(tools: readonly HostTool[], { id, function: called }: Call): Promise<Message> {
  const tool = tools.find(({ name }) => name === called.name)
  if (tool === undefined) throw new Error(`There is no tool ${called.name}.`)
  const content = (await tool.execute(JSON.parse(called.arguments) as { service: string })) as string
  return { role: 'tool', tool_call_id: id, content }
}

/** What a reply says, as an item of the history, and what it used. */
interface Said {
  readonly message: OpenAI.ChatCompletionAssistantMessageParam
  readonly used: OpenAI.CompletionUsage | null | undefined
}

type Whole = OpenAI.ChatCompletion
type Chunk = OpenAI.ChatCompletionChunk

function saidIn({ choices: [choice], usage }: Whole): Said {
  if (choice === undefined) throw new Error('There is no choice.')
  return { message: choice.message, used: usage }
}

async function joined(chunks: AsyncIterable<Chunk>): Promise<Said> {
  const calls: { id: string; type: 'function'; function: { name: string; arguments: string } }[] = []
  let content = ''
  let used: Said['used']
  for await (const { choices, usage } of chunks) {
    used = usage ?? used
    const delta = choices[0]?.delta
    content += delta?.content ?? ''
    for (const { index, id, function: called } of delta?.tool_calls ?? []) {
      const call = (calls[index] ??= { id: id ?? '', type: 'function', function: { name: '', arguments: '' } })
      call.function.name += called?.name ?? ''
      call.function.arguments += called?.arguments ?? ''
    }
  }
  const called = calls.length === 0 ? {} : { tool_calls: calls }
  return { message: { role: 'assistant', content: content || null, ...called }, used }
}

/** Both. */
export const HOSTS: readonly Host<typeof Adapter>[] = [overOpenai, overPackage]
