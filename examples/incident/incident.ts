import { createMemoryStore, defaultTokenizer, type HeadroomEvent, type Outcome } from '@headroom/core'
import { startAgent } from './agent.ts'
import { type Bill, billOf, type PricedModel } from './bill.ts'
import { type Check, checksOf, prefixesHold, type Retrieval, retrievalsIn } from './checks.ts'
import { incidentScript } from './incident-script.ts'
import type { LiveModel } from './live-model.ts'
import { createRecording, type RecordedTurn } from './recording.ts'
import { createReplayingModel } from './replaying-model.ts'
import { usagesWithout } from './usages-without.ts'

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
  // A call that failed and was made again left a turn without an answer.
  const turns = recording.turns.filter(({ calls }) => calls.length > 0)
  const calls = turns.flatMap((turn) => turn.calls)
  const usages = calls.map(({ usage }) => usage)
  const retrievals = await retrievalsIn(calls, turns.at(-1)?.asked.prompt ?? [], store)
  return {
    answer,
    outcomes: [...outcomes.values()],
    retrievals,
    without: billOf(usagesWithout(turns, tokenizer), priced),
    withHeadroom: billOf(usages, priced),
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
