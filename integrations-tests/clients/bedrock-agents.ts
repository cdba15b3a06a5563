import type {
  BedrockRuntimeClient,
  ConverseCommandInput,
  ConverseStreamOutput,
  Message,
  ResponseStream,
} from '@aws-sdk/client-bedrock-runtime'
import {
  BedrockRuntimeServiceException,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { anthropicMessages, bedrockConverse } from '@headroom/core'
import type { AgentClient, Answer, Ask, AskOptions } from './agent-client.ts'
import { SCHEMA, TOOLS } from './agent-client.ts'
import { bedrockClientOver } from './bedrock-client.ts'

const MODEL = 'us.anthropic.claude-sonnet-5-v1:0'

const SHARED = {
  list: 'messages',
  usesFetch: true,
  sendsAll: true,
  // 529 is no status of Bedrock's.
  busy: [429, 503],
  bound: 'bound to a different conversation',
  stops: { calls: 'tool_use', end: 'end_turn' },
  isOwnError: (error: unknown) => error instanceof BedrockRuntimeServiceException,
} as const

/** The modes of `@aws-sdk/client-bedrock-runtime`: Converse, and InvokeModel with bodies of the Messages API, whole and streamed. */
export const BEDROCK_AGENTS: readonly AgentClient[] = [
  { ...converse(false, conversed), name: '@aws-sdk/client-bedrock-runtime Converse' },
  { ...converse(true, converseStreamed), name: '@aws-sdk/client-bedrock-runtime ConverseStream' },
  { ...invoke(false, invoked), name: '@aws-sdk/client-bedrock-runtime InvokeModel' },
  { ...invoke(true, invokeStreamed), name: '@aws-sdk/client-bedrock-runtime InvokeModelWithResponseStream' },
]

type Unnamed = Omit<AgentClient, 'name'>

function converse(streams: boolean, complete: typeof conversed): Unnamed {
  return {
    ...SHARED,
    format: 'bedrock converse',
    obstacles: [{ members: { toolConfig: undefined }, noViews: 'no-tool' }],
    streams,
    framesToText: 2,
    user: (text) => ({ role: 'user', content: [{ text }] }),
    results: (results) => [
      {
        role: 'user',
        content: results.map(({ call, text }) => ({ toolResult: { toolUseId: call.id, content: [{ text }] } })),
      },
    ],
    connect(upstream) {
      const client = bedrockClientOver(upstream)
      return async (history, options = {}) => {
        const messages = history as Message[]
        const input = { modelId: MODEL, system: [{ text: 'Be brief.' }], messages, toolConfig: TOOL_CONFIG }
        return converseAnswer(await complete(client, { ...input, ...options.members }, options))
      }
    },
  }
}

const TOOL_CONFIG = {
  tools: TOOLS.map((tool) => ({ toolSpec: { ...tool, inputSchema: { json: SCHEMA } } })),
}

/** The members of a Converse reply that matter here. */
interface Conversed {
  readonly output?: { readonly message?: Message } | undefined
  readonly stopReason?: unknown
  readonly usage?: unknown
}

async function conversed(
  client: BedrockRuntimeClient,
  input: ConverseCommandInput,
  { signal }: AskOptions,
): Promise<Conversed> {
  const { output, stopReason, usage } = await client.send(new ConverseCommand(input), sendOptions(signal))
  return { output: output?.message === undefined ? {} : { message: output.message }, stopReason, usage }
}

async function converseStreamed(
  client: BedrockRuntimeClient,
  input: ConverseCommandInput,
  { signal, onText }: AskOptions,
): Promise<Conversed> {
  const { stream = noEvents<ConverseStreamOutput>() } = await client.send(
    new ConverseStreamCommand(input),
    sendOptions(signal),
  )
  const reader = bedrockConverse.readStream()
  for await (const event of stream) {
    if (event.contentBlockDelta?.delta?.text) onText?.(event.contentBlockDelta.delta.text)
    reader.push(event)
  }
  return reader.reply() as Conversed
}

function sendOptions(signal: AbortSignal | undefined): { readonly abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal }
}

async function* noEvents<Event>(): AsyncIterable<Event> {}

function converseAnswer({ output, stopReason, usage }: Conversed): Answer {
  const message = output?.message
  const content = message?.content ?? []
  return {
    text: content.map(({ text }) => text ?? '').join(''),
    calls: content.flatMap(({ toolUse }) =>
      toolUse === undefined ? [] : [{ id: toolUse.toolUseId ?? '', name: toolUse.name ?? '', args: toolUse.input }],
    ),
    stop: stopReason,
    usage: bedrockConverse.usage({ usage }),
    items: message === undefined ? [] : [message],
  }
}

function invoke(streams: boolean, complete: typeof invoked): Unnamed {
  return {
    ...SHARED,
    format: 'bedrock invoke',
    obstacles: [{ members: { tools: undefined }, noViews: 'no-tool' }],
    streams,
    framesToText: 3,
    user: (content) => ({ role: 'user', content }),
    results: (results) => [
      {
        role: 'user',
        content: results.map(({ call, text }) => ({ type: 'tool_result', tool_use_id: call.id, content: text })),
      },
    ],
    connect: (upstream) => invoking(bedrockClientOver(upstream), complete),
  }
}

function invoking(client: BedrockRuntimeClient, complete: typeof invoked): Ask {
  return async (history, options = {}) => {
    const body = JSON.stringify({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 4096,
      thinking: { type: 'enabled', budget_tokens: 2048 },
      system: 'Be brief.',
      messages: history,
      tools: TOOLS.map((tool) => ({ ...tool, input_schema: SCHEMA })),
      ...options.members,
    })
    return invokeAnswer(await complete(client, { modelId: MODEL, body }, options))
  }
}

interface InvokeInput {
  readonly modelId: string
  readonly body: string
}

/** The members of a reply of the Messages API that matter here. */
interface Invoked {
  readonly content: readonly { readonly type: string; readonly [member: string]: unknown }[]
  readonly stop_reason: unknown
  readonly usage: unknown
}

async function invoked(client: BedrockRuntimeClient, input: InvokeInput, { signal }: AskOptions): Promise<Invoked> {
  const { body } = await client.send(new InvokeModelCommand(input), sendOptions(signal))
  return JSON.parse(body.transformToString()) as Invoked
}

async function invokeStreamed(
  client: BedrockRuntimeClient,
  input: InvokeInput,
  { signal, onText }: AskOptions,
): Promise<Invoked> {
  const command = new InvokeModelWithResponseStreamCommand(input)
  const { body = noEvents<ResponseStream>() } = await client.send(command, sendOptions(signal))
  const reader = anthropicMessages.readStream()
  for await (const { chunk } of body) {
    const event = JSON.parse(new TextDecoder().decode(chunk?.bytes)) as { readonly delta?: { readonly text?: string } }
    if (event.delta?.text) onText?.(event.delta.text)
    reader.push(event)
  }
  return reader.reply() as unknown as Invoked
}

function invokeAnswer({ content, stop_reason: stop, usage }: Invoked): Answer {
  return {
    text: content.map(({ type, text }) => (type === 'text' ? String(text) : '')).join(''),
    calls: content
      .filter(({ type }) => type === 'tool_use')
      .map(({ id, name, input }) => ({ id: String(id), name: String(name), args: input })),
    stop,
    usage: anthropicMessages.usage({ usage }),
    items: [{ role: 'assistant', content }],
  }
}
