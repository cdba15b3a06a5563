import {
  eventFraming,
  generateTurn,
  openTurn,
  type Sent,
  streamTurn,
  type Turn,
  type TurnOptions,
} from '@headroom/core'
import { chatModelDialect, type Form } from './dialect/chat-model-dialect.ts'
import { messageIn } from './dialect/message-in.ts'
import { wantsJson } from './dialect/without-drafts.ts'
import { framings } from './framings.ts'
import { chunksWithFigures, eventsWithFigures, withFigures } from './figures.ts'
import { piecesOf, streamOf } from './streams.ts'
import { createTokenRelay } from './token-relay.ts'
import type { CallOptions, ChatModelSettings } from './types/chat-model-settings.ts'
import type { ChatModel, RunManager } from './types/chat-model.ts'
import type { Answer, ChatResult } from './types/reply.ts'
import type { LangChainRequest, Message } from './types/request.ts'

/** What a chat model is asked. */
export type Asked = readonly [messages: readonly unknown[], options: CallOptions, runManager?: RunManager]

type Given = readonly [messages: readonly unknown[], options: CallOptions]

/** A chat model's ways to be asked, with retrieve calls answered in between. */
export interface ModelTurns {
  /** In place of `_generate`. */
  generate(...asked: Asked): Promise<ChatResult>
  /** In place of `_streamResponseChunks`. */
  chunks(...asked: Asked): AsyncGenerator<unknown>
  /** In place of `_streamChatModelEvents`. */
  events(...asked: Asked): AsyncGenerator<unknown>
}

/**
 * Starts the turns of a chat model.
 *
 * @param model The model as it is: it is asked in each round.
 */
export function modelTurns(model: ChatModel & ChatModelSettings, turnOptions: TurnOptions): ModelTurns {
  async function open(form: Form, messages: readonly unknown[], options: CallOptions): Promise<OpenedTurn> {
    const { tools, signal } = options as { readonly tools?: unknown[]; readonly signal?: AbortSignal }
    const declared = Array.isArray(tools) && tools.length > 0 ? { tools } : {}
    const request: LangChainRequest = { messages: messages as readonly Message[], ...declared, options }
    const name = model.model ?? model.modelName
    const known = { ...(typeof name === 'string' ? { model: name } : {}), ...(signal && { signal }) }
    const dialect = chatModelDialect(model, form, wantsJson(model, options))
    return openTurn(request, { ...known, ...turnOptions, dialect })
  }

  async function* streamed(form: Form, ...[messages, given, manager]: Asked): AsyncGenerator<unknown> {
    // OpenAI's chat models add what is bound to them when they stream, under what they are given.
    const options = model['_combineCallOptions']?.(given) ?? given
    const isJson = wantsJson(model, options)
    const turn = await open(form, messages, options)
    const { dialect, rounds, exchanges, sent } = turn
    const start = (next: Sent<LangChainRequest>, told?: RunManager): AsyncGenerator<unknown> =>
      model[STREAMING[form]]?.(...argumentsOf(next, messages, options), told) ?? none()
    const withTheFigures = form === 'events' ? eventsWithFigures : chunksWithFigures
    if (dialect === undefined || rounds === undefined) return yield* withTheFigures(start(sent, manager), turn)
    const relay = manager === undefined ? undefined : createTokenRelay(manager, isJson)
    const ask = async (next: Sent<LangChainRequest>): Promise<ReadableStream<unknown>> => {
      if (next !== sent) relay?.next()
      return streamOf(start(next, relay?.manager))
    }
    const { signal } = options as { readonly signal?: AbortSignal }
    // What may be a draft is read from its first piece on.
    const framing = isJson ? eventFraming : framings[form]
    const beside = { dialect, rounds, exchanges, framing, ask, signal }
    yield* withTheFigures(piecesOf(streamTurn(await ask(sent), beside)), turn)
    await relay?.end()
  }

  return {
    async generate(messages, options, manager) {
      const turn = await open('chunks', messages, options)
      const isShown = manager === undefined || turn.rounds === undefined
      const relay = isShown ? undefined : createTokenRelay(manager, wantsJson(model, options))
      const answer = await generateTurn(turn, async (sent) => {
        if (sent !== turn.sent) relay?.next()
        return answerOf(await model['_generate'](...argumentsOf(sent, messages, options), relay?.manager ?? manager))
      })
      await relay?.end()
      return withFigures(answer.result ?? NO_RESULT, turn)
    },
    chunks: (...asked) => streamed('chunks', ...asked),
    events: (...asked) => streamed('events', ...asked),
  }
}

/** Methods by which chat models stream. */
const STREAMING = { chunks: '_streamResponseChunks', events: '_streamChatModelEvents' } as const

type OpenedTurn = Turn<LangChainRequest, Answer>

const NO_RESULT: ChatResult = { generations: [] }

async function* none(): AsyncGenerator<unknown> {}

/** The very arguments of the client where nothing was changed. */
function argumentsOf({ request }: Sent<LangChainRequest>, given: readonly unknown[], options: CallOptions): Given {
  const { messages, tools, options: told = options } = request
  const isSame = told === options && (tools === undefined || tools === options['tools'])
  return [messages === given ? given : messages.map(messageIn), isSame ? options : { ...told, tools }]
}

function answerOf(result: ChatResult): Answer {
  const [generation] = result.generations
  return { ...generation, message: generation?.message ?? NOTHING, result }
}

const NOTHING: Message = { type: 'ai', content: '' }
