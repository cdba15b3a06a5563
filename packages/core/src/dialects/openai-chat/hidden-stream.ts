import type { HiddenStream, IsHidden } from '../../types/hidden.ts'
import { sumOfUsage } from '../sum-of-usage.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf, toldBy } from '../wire-value.ts'
import { endedByCalls } from './ended-by-calls.ts'
import { createShownDeltas, type ShownDeltas } from './shown-deltas.ts'

/**
 * The chunks of all rounds as those of one completion: one id, one role, calls numbered through, hidden ones left out, one reason to
 * end, usage with that of the rounds before.
 *
 * The chunks that end a round are held, but in a first one without hidden calls: the reason, the usage and what comes after.
 */
export function createHiddenStream(isHidden: IsHidden, _exchanges = 0, isRecorded = false): HiddenStream {
  const usages: unknown[] = []
  let identity: WireObject = {}
  let hasRole = false
  let round = createRound(isHidden)

  const holds = (): boolean => isRecorded || usages.length > 0 || round.deltas.hides()

  /** A chunk as one of the completion that the first round began. */
  function joined(chunk: WireObject): WireObject {
    const { usage } = chunk
    round.usage = usage ?? round.usage
    if (usages.length > 0) return { ...chunk, ...identity, ...(isTold(usage) && { usage: summed(usage) }) }
    // Azure's first chunk has an empty id.
    if (stringOf(chunk['id']) !== '') identity = toldBy({ id: chunk['id'], created: chunk['created'] })
    return chunk
  }

  function summed(usage: unknown): unknown {
    return sumOfUsage([...usages, usage])
  }

  function withoutHidden(chunk: WireObject): WireObject {
    const choices = choicesOf(chunk)
    const own = choices.map((choice) => {
      const delta = objectOf(choice['delta'])
      const said = delta && round.deltas.push(delta)
      return said === delta ? choice : { ...choice, delta: said }
    })
    return own.every((choice, at) => choice === choices[at]) ? chunk : { ...chunk, choices: own }
  }

  function tells(chunk: WireObject): boolean {
    return choicesOf(chunk).some(({ delta }) =>
      Object.entries(toldBy(objectOf(delta) ?? {})).some(([name, value]) =>
        name === 'role' ? !hasRole : value !== '' && !(Array.isArray(value) && value.length === 0),
      ),
    )
  }

  function shown(chunk: WireObject): readonly WireObject[] {
    hasRole ||= tellsRole(chunk)
    return [chunk]
  }

  /** What a chunk says is the client's now, that it ends the round is not. */
  function split(chunk: WireObject): readonly WireObject[] {
    const isEnd = ends(chunk) || round.held.length > 0
    if (!tells(chunk)) {
      if (isEnd || isTold(chunk['usage'])) round.held.push(chunk)
      return []
    }
    if (!isEnd) return shown(chunk)
    const { usage: _usage, ...now } = chunk
    const choices = choicesOf(chunk)
    round.held.push({ ...chunk, choices: choices.map((choice) => ({ ...choice, delta: {} })) })
    return shown({ ...now, choices: choices.map((choice) => ({ ...choice, finish_reason: null })) })
  }

  function closed(chunk: WireObject): WireObject {
    const isOver = (choice: WireObject): boolean => !round.deltas.hasCalls() && endedByCalls(choice)
    const choices = choicesOf(chunk)
    if (!choices.some(isOver)) return chunk
    return {
      ...chunk,
      choices: choices.map((choice) => (isOver(choice) ? { ...choice, finish_reason: 'stop' } : choice)),
    }
  }

  return {
    push(given) {
      const chunk = objectOf(given)
      if (!Array.isArray(chunk?.['choices'])) return [given]
      const own = withoutHidden(joined(chunk))
      if (round.deltas.hides()) return split(own)
      const isOpening = usages.length > 0 && !round.hasBegun && !tells(own) && !ends(own)
      round.hasBegun ||= choicesOf(own).length > 0
      if (isOpening) return []
      return holds() ? split(own) : shown(own)
    },
    holds,
    next() {
      usages.push(round.usage)
      round = createRound(isHidden)
    },
    end: () => round.held.map(closed),
    failed: (message) => [{ error: { message, type: 'server_error', code: null, param: null } }],
  }
}

/** What is known of a round so far. */
interface Round {
  readonly deltas: ShownDeltas
  readonly held: WireObject[]
  /** Whether a delta of it came; the first of a later round may tell the role again, and nothing else. */
  hasBegun: boolean
  /** The latest that was told. */
  usage: unknown
}

function createRound(isHidden: IsHidden): Round {
  return { deltas: createShownDeltas(isHidden), held: [], hasBegun: false, usage: undefined }
}

/** Whether a chunk ends a round: it tells why, or says nothing of a choice, as one that holds the usage. */
function ends(chunk: WireObject): boolean {
  const choices = choicesOf(chunk)
  return choices.length === 0 || choices.some((choice) => isTold(choice['finish_reason']))
}

function tellsRole(chunk: WireObject): boolean {
  return choicesOf(chunk).some(({ delta }) => isTold(objectOf(delta)?.['role']))
}

function choicesOf({ choices }: WireObject): readonly WireObject[] {
  return listOf(choices).map((choice) => objectOf(choice) ?? {})
}

function isTold(value: unknown): boolean {
  return value !== undefined && value !== null
}
