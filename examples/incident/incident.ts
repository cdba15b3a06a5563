import { createMemoryStore, defaultTokenizer, type HeadroomEvent, type Outcome, type Tokenizer } from '@headroom/core'
import { startAgent } from './agent.ts'
import { type Bill, billOf, type PricedModel } from './bill.ts'
import { type Check, prefixesHold, type Retrieval, retrievalsIn } from './checks.ts'
import { incidentScript } from './incident-script.ts'
import type { LiveModel } from './live-model.ts'
import type { ProviderUsage } from './model-types.ts'
import { createPrefixCache } from './prefix-cache.ts'
import { createRecording, type RecordedCall, type RecordedTurn } from './recording.ts'
import { createReplayingModel } from './replaying-model.ts'
import { tokensOf } from './wire.ts'

/** The model whose prices a replayed conversation is billed at. */
export const REPLAYED: PricedModel = { providerId: 'anthropic', modelId: 'claude-opus-5' }

/** What an incident came to. */
export interface Incident {
  readonly answer: string
  /** What became of each tool result, when it was first seen. */
  readonly outcomes: readonly Outcome[]
  readonly retrievals: readonly Retrieval[]
  /** What the same turns would have cost without Headroom: simulated from what the agent asked to be sent. */
  readonly without: Bill
  /** What they cost: as the provider says, or as the replaying model does in its place. */
  readonly withHeadroom: Bill
  readonly checks: readonly Check[]
}

/**
 * Lets the agent work through the incident.
 *
 * @param live The model to ask; undefined for the replaying one.
 * @param onTurn Is told of each turn when it is over, and whether each of its calls kept the prefix.
 * @throws Error where the model has no price or fails, and where the replaying one misses a fact in what it was sent.
 */
export async function runIncident(
  live: LiveModel | undefined,
  onTurn: (turn: RecordedTurn, number: number, held: readonly (boolean | undefined)[]) => void,
): Promise<Incident> {
  const priced = live ?? REPLAYED
  // A model without a price is found out before it is asked, not after.
  billOf([], priced)
  const tokenizer = await defaultTokenizer()
  const recording = createRecording()
  const store = createMemoryStore()
  const outcomes = new Map<string, Outcome>()
  const onEvent = (event: HeadroomEvent): void => {
    if (event.type === 'segment-decided') keepFirst(outcomes, event.outcome)
  }
  const model = live?.model ?? createReplayingModel(REPLAYED.modelId, incidentScript, tokenizer)
  let answer = ''
  for await (const part of startAgent(model, recording, { store, onEvent })) {
    if (part.type === 'error') throw part.error
    if (part.type === 'start-step') answer = ''
    if (part.type === 'text-delta') answer += part.text
    if (part.type === 'finish-step') tellOfLastTurn(recording.turns, onTurn)
  }
  const calls = recording.turns.flatMap((turn) => turn.calls)
  const retrievals = await retrievalsIn(calls, recording.turns.at(-1)?.asked.prompt ?? [], store)
  return {
    answer,
    outcomes: [...outcomes.values()],
    retrievals,
    without: billOf(usageWithout(recording.turns, tokenizer), priced),
    withHeadroom: billOf(
      calls.map(({ usage }) => usage),
      priced,
    ),
    checks: checksOf(calls, retrievals, live === undefined),
  }
}

function keepFirst(outcomes: Map<string, Outcome>, outcome: Outcome): void {
  const place = outcome.path.join('/')
  if (outcome.role !== 'tool' || outcome.reason === 'retrieved' || outcomes.has(place)) return
  outcomes.set(place, outcome)
}

function tellOfLastTurn(turns: readonly RecordedTurn[], onTurn: Parameters<typeof runIncident>[1]): void {
  const turn = turns.at(-1)
  if (turn === undefined) return
  const earlier = turns.slice(0, -1).flatMap(({ calls }) => calls)
  const held = [undefined, ...prefixesHold([...earlier, ...turn.calls])]
  onTurn(turn, turns.length, held.slice(earlier.length))
}

/**
 * What the provider would have reported for the turns as the agent asked for them: one call each, nothing retrieved, answered
 * as they were. In the provider's tokens, as far as a constant factor can do that.
 */
function usageWithout(turns: readonly RecordedTurn[], tokenizer: Tokenizer): ProviderUsage[] {
  const calls = turns.flatMap((turn) => turn.calls)
  const theirs = calls.reduce((sum, { usage }) => sum + (usage.inputTokens.total ?? 0), 0)
  const ours = calls.reduce((sum, { options }) => sum + tokensOf(options, tokenizer), 0)
  const cache = createPrefixCache(tokenizer, theirs > 0 && ours > 0 ? theirs / ours : 1)
  const chargesWrites = calls.some(({ usage }) => (usage.inputTokens.cacheWrite ?? 0) > 0)
  return turns.map(({ asked, calls: own }) => {
    const { inputTokens, outputTokens } = cache.usageOf(asked, '')
    const { noCache = 0, cacheWrite = 0 } = inputTokens
    const input = chargesWrites ? inputTokens : { ...inputTokens, noCache: noCache + cacheWrite, cacheWrite: 0 }
    return { inputTokens: input, outputTokens: own.at(-1)?.usage.outputTokens ?? outputTokens }
  })
}

function checksOf(calls: readonly RecordedCall[], retrievals: readonly Retrieval[], isReplayed: boolean): Check[] {
  const held = prefixesHold(calls)
  const kept = held.filter(Boolean).length
  const exact = retrievals.filter(({ isExact }) => isExact).length
  return [
    {
      claim: `${kept} of ${held.length} later calls began with the very bytes of the call before them`,
      holds: kept === held.length,
    },
    {
      claim: `${exact} of ${retrievals.length} retrievals gave back the original's own bytes`,
      // A live model may do without.
      holds: exact === retrievals.length && (exact > 0 || !isReplayed),
    },
  ]
}
