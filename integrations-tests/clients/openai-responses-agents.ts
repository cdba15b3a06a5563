import { openaiResponses } from '@headroom/core'
import OpenAI from 'openai'
import type {
  FunctionTool,
  Response as Reply,
  ResponseCreateParamsNonStreaming as Params,
  ResponseFunctionToolCall,
  ResponseInputItem,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses'
import type { AgentClient, Answer, Ask, AskOptions } from './agent-client.ts'
import { SCHEMA, TOOLS } from './agent-client.ts'
import { openaiAt } from './openai-chat-agents.ts'

/** The client's tools, as the Responses API is told of them. */
export const TOOLS_OF_RESPONSES: FunctionTool[] = TOOLS.map((tool) => ({
  type: 'function',
  ...tool,
  parameters: SCHEMA,
  strict: true,
}))

/** What every client of the Responses API has in common. */
export const RESPONSES: Omit<AgentClient, 'name' | 'streams' | 'usesFetch' | 'sendsAll' | 'bound' | 'connect'> = {
  format: 'openai responses',
  list: 'input',
  framesToText: 5,
  busy: [429, 529],
  stops: { calls: 'completed', end: 'completed' },
  obstacles: [{ members: { background: true }, noViews: 'background' }],
  isOwnError: (error) => error instanceof OpenAI.OpenAIError,
  user: (content) => ({ role: 'user', content }),
  results: (results) =>
    results.map(({ call, text }) => ({ type: 'function_call_output', call_id: call.id, output: text })),
}

/** How a conversation is given: all of it; what is new in it; all of it behind an item that declares the tools. */
export type Form = 'all' | 'chain' | 'additional tools'
/**
 * Who holds the conversation. Where the provider does, the client goes on from the reply it was told of first: in a stream that is the
 * first round's, and only the store knows that another came after it.
 */
export function heldBy(form: Form, streams: boolean): Pick<AgentClient, 'sendsAll' | 'bound'> {
  const isChain = form === 'chain'
  return { sendsAll: !isChain, bound: isChain && streams ? 'No tool output found for function call' : undefined }
}

/**
 * The modes of `openai` for Responses: whole, its stream of events and its helper, each with all items in every request; whole and
 * streamed, with the provider keeping them; and with the tools in an item, as Codex has them.
 */
export const OPENAI_RESPONSES_AGENTS: readonly AgentClient[] = [
  agent('responses.create', false, created),
  agent('responses.create with stream', true, streamed),
  agent('responses.stream', true, helped),
  agent('responses.create, chained', false, created, 'chain'),
  agent('responses.create with stream, chained', true, streamed, 'chain'),
  agent('responses.create, tools in an item', false, created, 'additional tools'),
  agent('responses.create with stream, tools in an item', true, streamed, 'additional tools'),
]

type Complete = (client: OpenAI, params: Params, options: AskOptions) => Promise<Reply>

function agent(method: string, streams: boolean, complete: Complete, form: Form = 'all'): AgentClient {
  return {
    ...RESPONSES,
    name: `openai ${method}`,
    usesFetch: true,
    streams,
    ...heldBy(form, streams),
    connect: (upstream) => asking(openaiAt(upstream), complete, form),
  }
}

function asking(client: OpenAI, complete: Complete, form: Form): Ask {
  return async (history, options = {}) =>
    answerOf(await complete(client, { ...paramsOf(history, form), ...options.members }, options), form)
}

/** A reply that the provider keeps, in place of its items. */
interface Kept {
  readonly kept: string
}

/** A request for the next reply in a conversation. */
export function paramsOf(history: readonly unknown[], form: Form): Params {
  const before = { model: 'gpt-5.5', reasoning: { effort: 'low' as const } }
  if (form === 'chain') {
    const at = history.findLastIndex((item) => 'kept' in Object(item))
    const previous = at < 0 ? {} : { previous_response_id: (history[at] as Kept).kept }
    const input = history.slice(at + 1) as ResponseInputItem[]
    return { ...before, instructions: 'Be brief.', input, tools: TOOLS_OF_RESPONSES, ...previous }
  }
  const items = history as ResponseInputItem[]
  const stateless = { ...before, store: false, include: ['reasoning.encrypted_content' as const] }
  if (form === 'all') return { ...stateless, instructions: 'Be brief.', input: items, tools: TOOLS_OF_RESPONSES }
  const declared = { type: 'additional_tools', role: 'developer', tools: TOOLS_OF_RESPONSES } as ResponseInputItem
  return { ...stateless, input: [declared, ...items] }
}

/** What a reply says. */
export function answerOf(reply: Reply, form: Form): Answer {
  const { id, output, usage, status } = reply
  return {
    text: output
      .flatMap((item) => (item.type === 'message' ? item.content : []))
      .map((part) => (part.type === 'output_text' ? part.text : ''))
      .join(''),
    calls: output
      .filter((item): item is ResponseFunctionToolCall => item.type === 'function_call')
      .map((call) => ({ id: call.call_id, name: call.name, args: JSON.parse(call.arguments) as unknown })),
    stop: status,
    usage: openaiResponses.usage({ usage }),
    items: form === 'chain' ? [{ kept: id } satisfies Kept] : output,
  }
}

function created(client: OpenAI, params: Params, { signal }: AskOptions): Promise<Reply> {
  return client.responses.create(params, { signal })
}

async function streamed(client: OpenAI, params: Params, { signal, onText }: AskOptions): Promise<Reply> {
  return gathered(await client.responses.create({ ...params, stream: true }, { signal }), onText)
}

/** The reply that ends a stream. */
export async function gathered(
  events: AsyncIterable<ResponseStreamEvent>,
  onText: AskOptions['onText'],
): Promise<Reply> {
  let reply: Reply | undefined
  let number = -1
  for await (const event of events) {
    if (event.type === 'error') throw new OpenAI.APIError(undefined, event, event.message, undefined)
    if (event.sequence_number <= number) throw new Error('Events are out of order.')
    number = event.sequence_number
    if (event.type === 'response.output_text.delta') onText?.(event.delta)
    if (event.type === 'response.failed') throw new OpenAI.OpenAIError(event.response.error?.message ?? 'failed')
    if (event.type === 'response.completed') reply = event.response
  }
  if (reply === undefined) throw new OpenAI.OpenAIError('The stream ended without a reply.')
  return reply
}

async function helped(client: OpenAI, params: Params, { signal, onText }: AskOptions): Promise<Reply> {
  const stream = client.responses.stream({ ...params, stream: true } as never, { signal })
  stream.on('response.output_text.delta', ({ delta }) => onText?.(delta))
  return stream.finalResponse()
}
