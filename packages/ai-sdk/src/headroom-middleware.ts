import { applyEdits, RETRIEVE_TOOL_NAME } from '@headroom/core'
import { exchangeUnder } from './hidden/exchange.ts'
import { generateRounds } from './hidden/generate.ts'
import { linksOf } from './hidden/link.ts'
import { reinsert } from './hidden/reinsert.ts'
import { createRounds, type Turn } from './hidden/rounds.ts'
import { streamRounds } from './hidden/stream.ts'
import { type HeadroomOptions, type Settings, settingsOf } from './options.ts'
import type { CallOptions } from './types/call-options.ts'
import type { GenerateReply, StreamReply } from './types/reply.ts'
import { upstreamOf } from './upstream.ts'

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
    readonly model: { readonly modelId: string }
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
 * Makes a middleware that shortens tool results on their way to the model and answers the model's retrieve calls itself.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function headroomMiddleware(options: HeadroomOptions = {}): HeadroomMiddleware {
  const settings = settingsOf(options)
  const turns = new WeakMap<CallOptions, Turn<CallOptions>>()
  const turnOf = <P extends CallOptions>(params: P): Turn<P> | undefined => turns.get(params) as Turn<P> | undefined

  return {
    specificationVersion: 'v3',
    async transformParams({ params, model }) {
      const known = await withExchanges(params, settings)
      const { request, report } = await upstreamOf(known.full, model.modelId, settings)
      const isHidden = params.tools?.some(({ name }) => name === RETRIEVE_TOOL_NAME) !== true
      turns.set(request, { ...known, report, model: model.modelId, isHidden })
      return request
    },
    async wrapGenerate({ doGenerate, params, model }) {
      const turn = turnOf(params)
      if (turn === undefined) return doGenerate()
      return generateRounds(doGenerate, createRounds(turn, settings), (request) => model.doGenerate(request))
    },
    async wrapStream({ doStream, params, model }) {
      const reply = await doStream()
      const turn = turnOf(params)
      if (turn === undefined) return reply
      const ask = (request: typeof params): PromiseLike<StreamReply> => model.doStream(request)
      return { ...reply, stream: streamRounds(reply.stream, createRounds(turn, settings), ask, params.abortSignal) }
    },
  }
}

async function withExchanges<P extends CallOptions>(
  params: P,
  { store, scope }: Settings,
): Promise<Pick<Turn<P>, 'full' | 'place' | 'exchanges'>> {
  const { prompt } = params
  try {
    const { links, end } = await linksOf(prompt, scope)
    const exchanges = await Promise.all(
      links.map((link) => (link === undefined ? undefined : exchangeUnder(store, link))),
    )
    const known = reinsert(prompt, exchanges)
    const edit = { op: 'replace', path: ['prompt'], value: known.prompt } as const
    const full = known.prompt === prompt ? params : applyEdits(params, [edit])
    return { full, place: end, exchanges: known.exchanges }
  } catch {
    // A prompt that cannot be read (a cycle, a getter that throws) is sent as it is.
    return { full: params, place: undefined, exchanges: 0 }
  }
}
