import {
  applyEdits,
  assertOptions,
  createMemoryStore,
  InvalidOptionError,
  openTurn,
  RETRIEVE_TOOL_NAME,
  retrieveTool,
} from '@headroom/core'
import type { StructuredTool } from '@langchain/core/tools'
import { langChain } from './dialect/index.ts'
import { isDeclared, openAiForm } from './dialect/declared.ts'
import { dropsEarlier } from './dialect/drops-earlier.ts'
import { strictly } from './dialect/strict-schema.ts'
import { figuresOf } from './figures.ts'
import { createRetrieveTool } from './retrieve-tool.ts'
import type { ShorteningOptions } from './shortening-options.ts'
import type { CallOptions, ChatModelSettings } from './types/chat-model-settings.ts'
import type { LangChainRequest } from './types/request.ts'

/** A middleware for `createAgent`. None of `langchain`'s own types, so that it fits each of its versions. */
export interface HeadroomMiddleware {
  /** By which `createAgent` tells middlewares apart: it takes each name once. */
  readonly name: 'HeadroomMiddleware'
  /** The retrieve tool; none where nothing is ever left out. */
  readonly tools: readonly StructuredTool[]
  /** Sends the model shorter messages; those of the state stay. Rejects as the model does. */
  wrapModelCall<R extends ModelCall, A>(request: R, handler: (request: R) => PromiseLike<A> | A): Promise<A>
}

/** The part of a model call that is used. */
export interface ModelCall {
  /** The conversation. */
  readonly messages: readonly unknown[]
  /** What the model may call. */
  readonly tools: readonly unknown[]
  /** Of `createAgent`: the form of the final answer. With one, providers may hold all tools to their schemas. */
  readonly responseFormat?: unknown
  /** What the model is bound with beside tools: `strict`, `truncation` and others. */
  readonly modelSettings?: CallOptions | undefined
  /** The chat model: what it is called, and whether it holds tools to their schemas. */
  readonly model?: unknown
}

/**
 * Makes a middleware that shortens tool results on their way to the model, and brings the tool by which the model gets an original back.
 * The state and its checkpoints hold the originals.
 *
 * `response_metadata.headroom` of each answer to a request with tool results tells what was saved.
 *
 * @param options `store` is a memory store of the middleware's own where none is given.
 * @throws InvalidOptionError naming the option, what was given and what would do; at a model call where another tool has the retrieve
 *   tool's name.
 */
export function headroomMiddleware(options: ShorteningOptions = {}): HeadroomMiddleware {
  assertOptions(options)
  const { enabled = true, policy, tools: rules, store = createMemoryStore(), scope = '' } = options
  const isLossless = policy === 'lossless' && rules === undefined
  const tools = enabled && !isLossless ? [createRetrieveTool({ store, scope })] : []
  const turnOptions = { ...options, store, retrieve: 'visible' } as const
  return {
    name: 'HeadroomMiddleware',
    tools,
    async wrapModelCall(request, handler) {
      if (!enabled) return handler(request)
      const given = requestOf(request, tools)
      const model: ChatModelSettings = Object(request.model)
      const named = typeof model.model === 'string' ? { model: model.model } : {}
      const dialect = { ...langChain, dropsEarlier: () => dropsEarlier(model, request.modelSettings) }
      const turn = await openTurn(given, { ...named, ...turnOptions, dialect })
      const { sent } = turn
      const isSame = sent.request.messages === request.messages && given.tools === request.tools
      return withFigures(await handler(isSame ? request : { ...request, ...sent.request }), figuresOf(turn))
    },
  }
}

/** What the model is asked. Where the retrieve tool stands alone there is nothing to retrieve, and no tool at all is declared. */
function requestOf(call: ModelCall, [own]: readonly unknown[]): LangChainRequest {
  const { messages, tools }: Partial<ModelCall> = call
  if (!Array.isArray(messages) || !Array.isArray(tools))
    throw new InvalidOptionError('middleware', 'is for `createAgent` of langchain 1.2 or later, below 2')
  const others = tools.filter((tool) => tool !== own)
  if (own === undefined || others.length === tools.length) return { messages, tools }
  if (isDeclared(others, RETRIEVE_TOOL_NAME))
    throw new InvalidOptionError(
      'tools',
      `have a ${RETRIEVE_TOOL_NAME} beside that of headroomMiddleware: leave it out, or give it another name`,
    )
  if (others.length === 0) return { messages, tools: others }
  return { messages, tools: isStrict(call) ? tools.map((tool) => (tool === own ? STRICT_TOOL : tool)) : tools }
}

function isStrict({ responseFormat, modelSettings, model }: ModelCall): boolean {
  return (
    responseFormat !== undefined ||
    modelSettings?.['strict'] === true ||
    Object(model).supportsStrictToolCalling === true
  )
}

/** Only declared: `createAgent` runs the tool itself, by its name. */
const STRICT_TOOL = openAiForm(strictly(retrieveTool))

function withFigures<A>(reply: A, value: unknown): A {
  const { response_metadata: metadata }: { readonly response_metadata?: unknown } = Object(reply)
  if (value === undefined || typeof metadata !== 'object' || metadata === null) return reply
  return applyEdits(reply, [{ op: 'add', path: ['response_metadata', 'headroom'], value }])
}
