import { openaiChat } from '@headroom/core'
import OpenAI from 'openai'
import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming as Params } from 'openai/resources'
import type { AgentClient, Answer, Ask, AskOptions, Upstream } from './agent-client.ts'
import { same, SCHEMA, TOOLS } from './agent-client.ts'

const MODEL = 'gpt-5.5'
const TOOLS_OF_CHAT = TOOLS.map((tool) => ({ type: 'function' as const, function: { ...tool, parameters: SCHEMA } }))

/** The modes of `openai` for Chat Completions: whole, its stream of chunks, and its helper that puts them together. */
export const OPENAI_CHAT_AGENTS: readonly AgentClient[] = [
  agent('chat.completions.create', false, created),
  agent('chat.completions.create with stream', true, chunked),
  agent('chat.completions.stream', true, helped),
]

type Complete = (client: OpenAI, params: Params, options: AskOptions) => Promise<Said>

/** A reply, whole but for what the library leaves out of a stream. */
interface Said {
  readonly message: ChatCompletion['choices'][number]['message']
  readonly stop: unknown
  readonly usage: ChatCompletion['usage'] | null
}

function agent(method: string, streams: boolean, complete: Complete): AgentClient {
  return {
    name: `openai ${method}`,
    format: 'openai chat',
    streams,
    list: 'messages',
    usesFetch: true,
    sendsAll: true,
    framesToText: 2,
    busy: [429, 529],
    stops: { calls: 'tool_calls', end: 'stop' },
    bound: undefined,
    obstacles: [
      { members: { n: 2 }, noViews: 'several-answers' },
      { members: { tools: undefined }, noViews: 'no-tool' },
    ],
    isOwnError: (error) => error instanceof OpenAI.OpenAIError,
    user: (content) => ({ role: 'user', content }),
    results: (results) => results.map(({ call, text }) => ({ role: 'tool', tool_call_id: call.id, content: text })),
    connect: (upstream) => asking(openaiAt(upstream), complete),
  }
}

/** The library's client at an address. */
export function openaiAt({ url, fetch, wrap = same, retries = 0 }: Upstream): OpenAI {
  return wrap(new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: retries, fetch }))
}

function asking(client: OpenAI, complete: Complete): Ask {
  return async (history, options = {}) => {
    const messages = [{ role: 'system', content: 'Be brief.' }, ...history] as Params['messages']
    const params = { model: MODEL, messages, tools: TOOLS_OF_CHAT, ...options.members }
    return answerOf(await complete(client, params, options))
  }
}

function answerOf({ message, stop, usage }: Said): Answer {
  return {
    text: message.content ?? '',
    calls: (message.tool_calls ?? []).flatMap((call) =>
      call.type === 'function'
        ? [{ id: call.id, name: call.function.name, args: JSON.parse(call.function.arguments) as unknown }]
        : [],
    ),
    stop,
    usage: openaiChat.usage({ usage }),
    items: [message],
  }
}

function saidIn({ choices: [choice], usage }: ChatCompletion): Said {
  if (choice === undefined) throw new Error('There is no choice.')
  return { message: choice.message, stop: choice.finish_reason, usage }
}

async function created(client: OpenAI, params: Params, { signal }: AskOptions): Promise<Said> {
  return saidIn(await client.chat.completions.create(params, { signal }))
}

const STREAMED = { stream: true, stream_options: { include_usage: true } } as const

async function chunked(client: OpenAI, params: Params, { signal, onText }: AskOptions): Promise<Said> {
  const calls: { id: string; type: 'function'; function: { name: string; arguments: string } }[] = []
  let content = ''
  let stop: unknown
  let usage: Said['usage'] = null
  for await (const chunk of await client.chat.completions.create({ ...params, ...STREAMED }, { signal })) {
    usage = chunk.usage ?? usage
    const [choice] = chunk.choices
    stop = choice?.finish_reason ?? stop
    const delta = choice?.delta
    if (delta?.content) {
      content += delta.content
      onText?.(delta.content)
    }
    for (const { index, id, function: called } of delta?.tool_calls ?? []) {
      const call = (calls[index] ??= { id: id ?? '', type: 'function', function: { name: '', arguments: '' } })
      call.function.name += called?.name ?? ''
      call.function.arguments += called?.arguments ?? ''
    }
  }
  const called = calls.length === 0 ? {} : { tool_calls: calls }
  return { message: { role: 'assistant', content: content || null, refusal: null, ...called }, stop, usage }
}

async function helped(client: OpenAI, params: Params, { signal, onText }: AskOptions): Promise<Said> {
  const stream = client.chat.completions.stream({ ...params, ...STREAMED }, { signal })
  stream.on('content', (delta) => onText?.(delta))
  return saidIn(await stream.finalChatCompletion())
}
