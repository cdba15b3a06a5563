import { eventFraming, generateTurn, openTurn, type Sent, streamTurn, type Turn } from '@headroom/core'
import { assertVersion } from './assert-version.ts'
import { hiddenWithDrafts } from './dialect/hidden-drafts.ts'
import { aiSdk } from './dialect/index.ts'
import { DECLARED } from './dialect/request.ts'
import { type HeadroomOptions, turnOptionsOf } from './options.ts'
import type { CallOptions } from './types/call-options.ts'
import type { GenerateReply, StreamPart, StreamReply } from './types/reply.ts'
import { streamWithFigures, withFigures } from './with-figures.ts'

/**
 * A middleware for `wrapLanguageModel`. One type for ai 6 and ai 7: what it takes and gives back are whatever call options
 * and results the AI SDK at hand has.
 */
export interface HeadroomMiddleware {
  /** What ai 6 asks for, and ai 7 takes as well. */
  readonly specificationVersion: 'v3'
  /** Shortens tool results, re-inserts hidden exchanges, and declares the retrieve tool. */
  transformParams<P extends CallOptions>(options: {
    readonly params: P
    readonly model: { readonly modelId: string; readonly specificationVersion?: string }
  }): Promise<P>
  /** Answers retrieve calls and asks again. Rejects as the model does. */
  wrapGenerate<P extends CallOptions, R extends GenerateReply>(options: {
    readonly doGenerate: () => PromiseLike<R>
    readonly params: P
    readonly model: { doGenerate(params: P): PromiseLike<R> }
  }): Promise<R>
  /** The same for streams: parts pass as they come. */
  wrapStream<P extends CallOptions, R extends StreamReply>(options: {
    readonly doStream: () => PromiseLike<R>
    readonly params: P
    readonly model: { doStream(params: P): PromiseLike<R> }
  }): Promise<R>
}

/**
 * Makes a middleware that shortens tool results on their way to the model and answers the model's retrieve calls itself. About a model
 * that has one already, of this copy of the package or of another, the outer one does all.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function headroomMiddleware(options: HeadroomOptions = {}): HeadroomMiddleware {
  const turnOptions = turnOptionsOf(options)
  const turns = new WeakMap<CallOptions, Turn<CallOptions, GenerateReply>>()

  return {
    specificationVersion: 'v3',
    async transformParams({ params, model }) {
      // ai 4 tells a middleware of no model.
      assertVersion(model === undefined ? 'v1' : model.specificationVersion)
      if (options.enabled === false || params.tools?.some((tool) => DECLARED in tool)) return params
      const { abortSignal: signal, responseFormat } = params
      const dialect = responseFormat?.type === 'json' ? aiSdkObjects : aiSdk
      const own = { model: model.modelId, ...turnOptions, dialect, ...(signal === undefined ? {} : { signal }) }
      const turn = await openTurn<CallOptions, GenerateReply>(params, own)
      turns.set(turn.sent.request, turn)
      return turn.sent.request as typeof params
    },
    async wrapGenerate({ doGenerate, params, model }) {
      const turn = turns.get(params)
      if (turn === undefined) return doGenerate()
      const reply = await generateTurn(turn, (sent) =>
        sent === turn.sent ? doGenerate() : model.doGenerate(sent.request as typeof params),
      )
      return withFigures(reply, turn) as Awaited<ReturnType<typeof doGenerate>>
    },
    async wrapStream({ doStream, params, model }) {
      const reply = await doStream()
      const turn = turns.get(params)
      if (turn === undefined) return reply
      const { rounds, dialect, exchanges } = turn
      const ask = async ({ request }: Sent<CallOptions>): Promise<ReadableStream<unknown>> =>
        (await model.doStream(request as typeof params)).stream
      const beside = { exchanges, framing: eventFraming, ask, signal: params.abortSignal }
      const isPlain = rounds === undefined || dialect === undefined
      const shown = isPlain ? reply.stream : streamTurn(reply.stream, { ...beside, dialect, rounds })
      return { ...reply, stream: streamWithFigures(shown as ReadableStream<StreamPart>, turn) }
    },
  }
}

/** Where the answer is to be an object. */
const aiSdkObjects = { ...aiSdk, hidden: hiddenWithDrafts }
