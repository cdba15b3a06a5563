import type { HiddenStream, IsHidden } from '../../types/hidden.ts'
import { sumOfUsage } from '../sum-of-usage.ts'
import type { WireObject } from '../wire-value.ts'
import { countOf, listOf, objectOf } from '../wire-value.ts'
import { isHiddenCall } from './hidden-call.ts'

/**
 * The chunks of all rounds as those of one reply: hidden calls left out, and chunks that hold nothing else; usage that counts the
 * rounds before, too. What ends a round is held, but in a first one without hidden calls: the `finishReason` with all that stands
 * beside it, and chunks in which nothing is said.
 */
export function createHiddenStream(isHidden: IsHidden, _exchanges = 0, isRecorded = false): HiddenStream {
  let before: unknown
  let rounds = 0
  let round = createRound(isHidden)

  const holds = (): boolean => isRecorded || rounds > 0 || round.hidesCalls()

  function seen(given: unknown, outer: WireObject, chunk: WireObject): readonly unknown[] {
    round.use(chunk['usageMetadata'])
    const candidate = objectOf(listOf(chunk['candidates'])[0])
    const content = objectOf(candidate?.['content'])
    const parts = listOf(content?.['parts'])
    const visible = parts.filter((part) => !round.hides(part))
    const sent = (changed: WireObject): unknown => (outer === chunk ? changed : { ...outer, response: changed })
    const withParts = (kept: readonly unknown[]): WireObject =>
      content === undefined ? {} : { content: { ...content, parts: kept } }
    const isEnd = isThere(candidate?.['finishReason']) || parts.length === 0
    if (!holds() || (!isEnd && visible.length === parts.length)) {
      const changed = summed(chunk)
      return [changed === chunk ? given : sent(changed)]
    }
    if (isEnd) {
      const candidates = candidate === undefined ? {} : { candidates: [{ ...candidate, ...withParts([]) }] }
      round.held.push((usage) =>
        sent({ ...chunk, ...candidates, ...(usage !== undefined && { usageMetadata: usage }) }),
      )
    }
    if (visible.length === 0) return []
    const { usageMetadata: _, ...rest } = chunk
    const { finishReason: __, finishMessage: ___, ...said } = candidate ?? {}
    return [sent({ ...(isEnd ? rest : summed(chunk)), candidates: [{ ...said, ...withParts(visible) }] })]
  }

  /** A chunk whose usage is that of all rounds: the very one in the first. */
  function summed(chunk: WireObject): WireObject {
    const isCounted = before !== undefined && isThere(chunk['usageMetadata'])
    return isCounted ? { ...chunk, usageMetadata: sumOfUsage([before, round.usage()]) } : chunk
  }

  return {
    push(given) {
      const outer = objectOf(given)
      const chunk = objectOf(outer?.['response']) ?? outer
      const isChunk = chunk !== undefined && ('candidates' in chunk || 'usageMetadata' in chunk)
      return outer !== undefined && isChunk ? seen(given, outer, chunk) : [given]
    },
    holds,
    next() {
      before = sumOfUsage([before, round.usage()])
      rounds++
      round = createRound(isHidden)
    },
    end: () => round.held.map((write) => write(sumOfUsage([before, round.usage()]))),
    failed: (message) => [{ error: { code: 500, message, status: 'INTERNAL' } }],
  }
}

/** What is known of a round so far. */
interface Round {
  /** What ends it, each to be given the usage of all rounds. */
  readonly held: ((usage: unknown) => unknown)[]
  /** Takes the usage of a chunk; each tells that of the round so far. */
  use(usage: unknown): void
  usage(): unknown
  /** Whether the next part is, or goes on with, a call of a hidden function. */
  hides(part: unknown): boolean
  hidesCalls(): boolean
}

function createRound(isHidden: IsHidden): Round {
  let used: unknown
  let hidesCalls = false
  let [isOpen, isLeftOut] = [false, false]
  return {
    held: [],
    use(usage) {
      // Vertex's chunks but the last only tell the kind of traffic.
      if (isThere(usage) && (hasCounts(usage) || !hasCounts(used))) used = usage
    },
    usage: () => used,
    hides(part) {
      const call = objectOf(objectOf(part)?.['functionCall'])
      // Of arguments in pieces only the first has the name.
      const goesOn = isOpen && call !== undefined && call['name'] === undefined
      if (goesOn) return isLeftOut
      isOpen = call?.['willContinue'] === true || call?.['partialArgs'] !== undefined
      isLeftOut = isHiddenCall(part, isHidden)
      hidesCalls ||= isLeftOut
      return isLeftOut
    },
    hidesCalls: () => hidesCalls,
  }
}

function hasCounts(usage: unknown): boolean {
  return countOf(objectOf(usage)?.['promptTokenCount']) !== undefined
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null
}
