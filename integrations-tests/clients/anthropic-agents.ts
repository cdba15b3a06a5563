import Anthropic from '@anthropic-ai/sdk'
import type {
  MessageCreateParamsNonStreaming as Params,
  Message,
  RawMessageStreamEvent,
  ToolUseBlock,
} from '@anthropic-ai/sdk/resources'
import { anthropicMessages } from '@headroom/core'
import type { AgentClient, Answer, Ask, AskOptions, Upstream } from './agent-client.ts'
import { same, SCHEMA, TOOLS } from './agent-client.ts'

const TOOLS_OF_MESSAGES = TOOLS.map((tool) => ({ ...tool, input_schema: { ...SCHEMA, type: 'object' as const } }))
const VERTEX = '/v1/projects/p/locations/l/publishers/anthropic/models/claude-sonnet-5@20260101'

/** The modes of `@anthropic-ai/sdk`: whole, its stream of events, its helper, its beta room; and posts to Vertex AI's addresses. */
export const ANTHROPIC_AGENTS: readonly AgentClient[] = [
  agent('messages.create', false, (client, params, { signal }) => client.messages.create(params, { signal })),
  agent('messages.create with stream', true, async (client, params, options) =>
    gathered(await client.messages.create({ ...params, stream: true }, { signal: options.signal }), options),
  ),
  agent('messages.stream', true, (client, params, { signal, onText }) => {
    const stream = client.messages.stream(params, { signal })
    return stream.on('text', (text) => onText?.(text)).finalMessage()
  }),
  agent('beta.messages.create', false, async (client, params, { signal }) => {
    const reply = await client.beta.messages.create({ ...(params as BetaParams), betas: [BETA] }, { signal })
    return reply as Message
  }),
  agent('beta.messages.stream', true, async (client, params, { signal, onText }) => {
    const stream = client.beta.messages.stream({ ...(params as BetaParams), betas: [BETA] }, { signal })
    const reply = await stream.on('text', (text) => onText?.(text)).finalMessage()
    return reply as Message
  }),
  agent('at Vertex AI', false, (client, params, { signal }) =>
    client.post<Message>(`${VERTEX}:rawPredict`, { body: ofVertex(params), signal }),
  ),
  agent('at Vertex AI, streamed', true, async (client, params, options) => {
    const body = { ...ofVertex(params), stream: true }
    const { signal } = options
    const events = client.post<Events>(`${VERTEX}:streamRawPredict`, { body, signal, stream: true })
    return gathered(await events, options)
  }),
]

type BetaParams = Anthropic.Beta.MessageCreateParamsNonStreaming
type Events = AsyncIterable<RawMessageStreamEvent>
type Complete = (client: Anthropic, params: Params, options: AskOptions) => PromiseLike<Message>

const BETA = 'context-1m-2025-08-07'

function ofVertex({ model: _model, ...params }: Params): object {
  return { ...params, anthropic_version: 'vertex-2023-10-16' }
}

function agent(method: string, streams: boolean, complete: Complete): AgentClient {
  return {
    name: `@anthropic-ai/sdk ${method}`,
    format: 'anthropic messages',
    streams,
    list: 'messages',
    usesFetch: true,
    sendsAll: true,
    framesToText: 4,
    busy: [429, 529],
    stops: { calls: 'tool_use', end: 'end_turn' },
    bound: 'bound to a different conversation',
    obstacles: [{ members: { tools: undefined }, noViews: 'no-tool' }],
    isOwnError: (error) => error instanceof Anthropic.AnthropicError,
    user: (content) => ({ role: 'user', content }),
    results: (results) => [
      {
        role: 'user',
        content: results.map(({ call, text }) => ({ type: 'tool_result', tool_use_id: call.id, content: text })),
      },
    ],
    connect: (upstream) => asking(anthropicAt(upstream), complete),
  }
}

/** The library's client at an address. */
export function anthropicAt({ url, fetch, wrap = same, retries = 0 }: Upstream): Anthropic {
  return wrap(new Anthropic({ baseURL: url, apiKey: 'none', maxRetries: retries, fetch }))
}

function asking(client: Anthropic, complete: Complete): Ask {
  return async (history, options = {}) => {
    const params = {
      model: 'claude-sonnet-5-5',
      max_tokens: 4096,
      thinking: { type: 'enabled', budget_tokens: 2048 } as const,
      system: 'Be brief.',
      messages: history as Params['messages'],
      tools: TOOLS_OF_MESSAGES,
      ...options.members,
    }
    return answerOf(await complete(client, params, options))
  }
}

function answerOf({ role, content, stop_reason: stop, usage }: Message): Answer {
  return {
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    calls: content
      .filter((block): block is ToolUseBlock => block.type === 'tool_use')
      .map(({ id, name, input }) => ({ id, name, args: input })),
    stop,
    usage: anthropicMessages.usage({ usage }),
    items: [{ role, content }],
  }
}

/** A reply out of its events, put together as by a client that does so itself. */
async function gathered(events: Events, { onText }: AskOptions): Promise<Message> {
  const reader = anthropicMessages.readStream()
  for await (const event of events) {
    if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') onText?.(event.delta.text)
    reader.push(event)
  }
  return reader.reply() as unknown as Message
}
