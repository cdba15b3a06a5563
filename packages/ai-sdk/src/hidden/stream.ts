import type { StreamPart, StreamReply, TokenUsage } from '../types/reply.ts'
import { createCollector } from './collect.ts'
import type { Rounds } from './rounds.ts'
import { sumOfUsage } from './usage.ts'

/**
 * The streams of all rounds as one. Each part is handed on when it is asked for, nothing is read ahead; calls that are not
 * for the client are left out, with the `finish` of their round and the `stream-start` of the next.
 *
 * @param first The stream of the first round.
 * @param ask Sends a further request. A failure becomes an `error` part and a `finish`, as when a provider fails in mid-stream.
 * @param signal Where it has aborted, a failure is the stream's own.
 */
export function streamRounds<P>(
  first: ReadableStream<StreamPart>,
  rounds: Rounds<P>,
  ask: (request: P) => PromiseLike<StreamReply>,
  signal: AbortSignal | undefined,
): ReadableStream<StreamPart> {
  let reader = first.getReader()
  let round = createRound(rounds, 0, [])
  let cancelled: { readonly reason: unknown } | undefined

  async function follow(request: P): Promise<void> {
    const { stream } = await ask(request)
    reader = stream.getReader()
    round = createRound(rounds, round.number + 1, round.usages)
    if (cancelled !== undefined) await reader.cancel(cancelled.reason)
  }

  async function read(): Promise<readonly StreamPart[] | undefined> {
    const { done, value } = await reader.read()
    if (!done) return round.show(value)
    const request = round.next()
    if (request === undefined || cancelled !== undefined) return undefined
    try {
      await follow(request)
      return []
    } catch (error) {
      if (signal?.aborted === true) throw error
      return round.failed(error)
    }
  }

  return new ReadableStream(
    {
      async pull(controller) {
        let parts = await read()
        while (parts?.length === 0) parts = await read()
        for (const part of parts ?? []) controller.enqueue(part)
        if (parts === undefined) controller.close()
      },
      cancel(reason) {
        cancelled = { reason }
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}

/** One round of a stream. */
interface Round<P> {
  /** From 0. */
  readonly number: number
  /** Of this round and those before it. */
  readonly usages: readonly TokenUsage[]
  /** What the client gets of a part. */
  show(part: StreamPart): Promise<readonly StreamPart[]>
  /** The request of the next round; undefined where this is the last. */
  next(): P | undefined
  /** What the client gets where the next round could not be had. */
  failed(error: unknown): readonly StreamPart[]
}

function createRound<P>(rounds: Rounds<P>, number: number, before: readonly TokenUsage[]): Round<P> {
  const collector = createCollector()
  const hiddenIds = new Set<string | undefined>()
  const usages = [...before]
  let request: P | undefined

  async function show(part: StreamPart): Promise<readonly StreamPart[]> {
    collector.add(part)
    if (part.type === 'finish') return finish(part)
    const shown = rounds.shown(part)
    if (shown === undefined) hiddenIds.add(part.id)
    const isOfHidden = part.type.startsWith('tool-input-') && hiddenIds.has(part.id)
    const isSecondStart = part.type === 'stream-start' && number > 0
    return shown === undefined || isOfHidden || isSecondStart ? [] : [renamed(shown, number)]
  }

  async function finish(part: StreamPart): Promise<readonly StreamPart[]> {
    const { finishReason = { unified: 'other', raw: undefined }, usage, providerMetadata } = part
    if (usage !== undefined) usages.push(usage)
    const closed = await rounds.close(collector.content, finishReason)
    request = closed.next
    if (request !== undefined) return []
    const told = { finishReason: closed.finishReason, providerMetadata: rounds.metadata(providerMetadata) }
    return [{ ...part, ...told, ...summed() }]
  }

  function failed(error: unknown): readonly StreamPart[] {
    request = undefined
    const finishReason = { unified: 'error', raw: undefined }
    const failure = { type: 'error', error }
    return [failure, { type: 'finish', finishReason, providerMetadata: rounds.metadata(undefined), ...summed() }]
  }

  function summed(): { readonly usage?: TokenUsage } {
    const [first, ...others] = usages
    return first === undefined ? {} : { usage: sumOfUsage([first, ...others]) }
  }

  return { number, usages, show, next: () => request, failed }
}

// Blocks are told apart by their ids, which some providers count from zero in each answer.
function renamed(part: StreamPart, round: number): StreamPart {
  const isBlock = part.type.startsWith('text-') || part.type.startsWith('reasoning-')
  return round === 0 || part.id === undefined || !isBlock ? part : { ...part, id: `${round}:${part.id}` }
}
