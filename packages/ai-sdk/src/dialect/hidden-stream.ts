import { type HiddenStream, type IsHidden, sumOfUsage } from '@headroom/core'
import type { StreamPart, TokenUsage } from '../types/reply.ts'
import { boundTo } from './bound-reasoning.ts'
import { isHiddenCall, waitsForClient, withoutCalls } from './hidden-call.ts'
import { isPart, UNTOLD } from './stream.ts'

/**
 * The parts of all rounds as those of one answer: one `stream-start`, blocks told apart by round, hidden calls left out, one `finish`
 * with the usage of all rounds.
 */
export function createHiddenStream(isHidden: IsHidden, exchanges: number): HiddenStream {
  const usages: (TokenUsage | undefined)[] = []
  let round = createRound()

  function finish(part: StreamPart): readonly StreamPart[] {
    round.usage = part.usage
    if (!holds()) return [part]
    round.held = part
    return []
  }

  function summed(part: StreamPart): StreamPart {
    return usages.length === 0 ? part : { ...part, usage: usageOf([...usages, round.usage]) }
  }

  function ended(part: StreamPart): StreamPart {
    const { finishReason } = part
    const isOver = finishReason !== undefined && !round.hasCalls
    return summed(isOver ? { ...part, finishReason: withoutCalls(finishReason) } : part)
  }

  function seen(part: StreamPart): readonly StreamPart[] {
    const isOfHidden = part.type.startsWith('tool-input-') && round.hiddenIds.has(part.id)
    if (isOfHidden || isHiddenCall(part, isHidden)) {
      round.hiddenIds.add(part.id)
      return []
    }
    round.hasCalls ||= waitsForClient(part)
    const isSecondStart = part.type === 'stream-start' && usages.length > 0
    return isSecondStart ? [] : [renamed(boundTo(exchanges + Math.min(usages.length, 1), part), usages.length)]
  }

  // Nothing is recorded of a first round without hidden calls: conversations are never joined late here.
  const holds = (): boolean => usages.length > 0 || round.hiddenIds.size > 0

  return {
    push(event) {
      if (!isPart(event)) return [event]
      return event.type === 'finish' ? finish(event) : seen(event)
    },
    holds,
    next() {
      usages.push(round.usage)
      round = createRound()
    },
    end: () => (round.held === undefined ? [] : [ended(round.held)]),
    failed: (message, error = new Error(message)) => [
      { type: 'error', error },
      { type: 'finish', finishReason: { unified: 'error', raw: undefined }, usage: usageOf(usages) },
    ],
  }
}

/** What is known of a round so far. */
interface Round {
  /** Of blocks of hidden calls, and that there are any: a call that came whole has no block. */
  readonly hiddenIds: Set<string | undefined>
  /** The `finish` of a round with hidden calls. */
  held: StreamPart | undefined
  usage: TokenUsage | undefined
  /** Whether the client has something to answer. */
  hasCalls: boolean
}

function createRound(): Round {
  return { hiddenIds: new Set(), held: undefined, usage: undefined, hasCalls: false }
}

function usageOf(usages: readonly (TokenUsage | undefined)[]): TokenUsage {
  return (sumOfUsage(usages) ?? UNTOLD) as TokenUsage
}

// Blocks are told apart by their ids, which some providers count from zero in each answer.
function renamed(part: StreamPart, round: number): StreamPart {
  const isBlock = part.type.startsWith('text-') || part.type.startsWith('reasoning-')
  return round === 0 || part.id === undefined || !isBlock ? part : { ...part, id: `${round}:${part.id}` }
}
