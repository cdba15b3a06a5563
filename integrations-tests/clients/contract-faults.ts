import { describe, expect, it, vi } from 'vitest'
import type { StandIn } from '../stand-in/create-stand-in.ts'
import type { ScriptedTurn } from '../stand-in/script.ts'
import type { AgentClient, Answer, Ask } from './agent-client.ts'
import { headroomOver, startStandIn, type WatchedStore, watchedStore } from './loop-bench.ts'
import { resultOf, type RoundName, SHORT_ANSWER, shortScript } from './loop-script.ts'

const ROUNDS: readonly RoundName[] = ['first', 'hidden']

/** Longer than any test waits. */
const FOR_EVER = 60_000

/** What goes wrong at the provider or on the way, in the round that the client sees and in a hidden one. */
export function faultContract(agent: AgentClient): void {
  // Libraries wait before they try again.
  describe.concurrent.each(ROUNDS)('in the %s round', (round) => {
    const isLate = agent.streams && round === 'hidden' && agent.retriesRounds !== true

    it.each(agent.busy)('status %i is for the client to try again, or told in the stream', async (status) => {
      const error = { status, retryAfterSeconds: 0.02 }
      const begun = await begin(agent, round, { error }, 1)
      if (isLate) expect(String(await expectOwnError(agent, begun))).toContain(String(status))
      else expect((await begun.again()).text).toBe(SHORT_ANSWER)
      if (!isLate && agent.isWrapped !== true)
        expect(begun.seen.map(String)).toEqual(
          [
            [200, null],
            [status, '0.02'],
            [200, null],
          ].map(String),
        )
      await expectRecovered(begun)
    })

    it('a connection that drops before any byte is as without Headroom, or told in the stream', async () => {
      const fault = { cutAfterBytes: 0, faultTimes: 1 }
      const begun = await begin(agent, round, fault, 1)
      if (isLate) await expectOwnError(agent, begun)
      else await expectOutcome(begun, plainOutcome(agent, fault, 1))
      await expectRecovered(begun)
    })

    it('a connection that drops amid the reply is an error of the library, or its own to try again', async () => {
      const fault = { cutAfterBytes: 60, faultTimes: 1 }
      const begun = await begin(agent, round, fault, 1)
      // A whole reply is read before the client gets its head: to the client, nothing has come.
      await expectOutcome(begun, plainOutcome(agent, agent.streams ? fault : { ...fault, cutAfterBytes: 0 }, 1))
      await expectRecovered(begun)
    })

    if (agent.streams) errorInStream(agent, round)

    it('a client that hangs up ends the request', async () => {
      const stall = { afterFrames: agent.streams ? 1 : 0, milliseconds: FOR_EVER }
      const begun = await begin(agent, round, { stall, faultTimes: 1 })
      const { standIn } = begun
      const asked = round === 'first' ? 2 : 3
      const controller = new AbortController()
      const outcome = outcomeOf(begun.again(controller.signal))
      await vi.waitFor(() => expect(standIn.requests).toHaveLength(asked), WAITING)
      controller.abort()
      expect(await outcome).not.toBe(ANSWERED)
      await vi.waitFor(() => expect(standIn.requests.at(-1)?.aborted).toBe(true), WAITING)
      await expectRecovered(begun)
    })
  })
}

/** An error event after status 200. */
function errorInStream(agent: AgentClient, round: RoundName): void {
  it('an error amid the stream is one of the library', async () => {
    const errorEvent = { afterFrames: agent.framesToText, status: 503, message: 'gone for now' }
    const begun = await begin(agent, round, { errorEvent, faultTimes: 1 }, 0, 4)
    const error = await expectOwnError(agent, begun)
    expect(String((error as Error).message)).toContain('gone for now')
    await expectRecovered(begun)
  })
}

const WAITING = { interval: 5, timeout: FOR_EVER / 6 }

/** A conversation whose next request meets a fault, in one round or the other. */
export interface Begun {
  readonly standIn: StandIn
  readonly store: WatchedStore
  /** Status and `retry-after` of each response that the library got. */
  readonly seen: readonly (readonly [number, string | null])[]
  /** Makes that request. */
  again(signal?: AbortSignal, onText?: (text: string) => void): Promise<Answer>
}

/** Has the first reply of the short script, and the result of its call. */
export async function begin(
  agent: AgentClient,
  round: RoundName,
  faults: ScriptedTurn,
  retries = 0,
  chunkSize = 40,
): Promise<Begun> {
  const standIn = await startStandIn(shortScript(round, faults), { chunkSize })
  const store = watchedStore()
  const headroom = headroomOver(store)
  const seen: [number, string | null][] = []
  const ask: Ask = agent.connect({
    url: standIn.url,
    store,
    retries,
    async fetch(input, init) {
      const response = await headroom(input, init)
      seen.push([response.status, response.headers.get('retry-after')])
      return response
    },
  })
  const question = agent.user('Why?')
  const { items, calls } = await ask([question])
  const history = [question, ...items, ...agent.results(calls.map((call) => resultOf(call, 'cart')))]
  return {
    standIn,
    store,
    seen,
    again: (signal, onText) => ask(history, { ...(signal && { signal }), ...(onText && { onText }) }),
  }
}

const ANSWERED = 'answered'

/** How a request ends: with an answer, or with an error of this name. */
async function outcomeOf(asked: Promise<Answer>): Promise<string> {
  try {
    return (await asked).text === SHORT_ANSWER ? ANSWERED : 'broken off'
  } catch (error) {
    return error instanceof Error ? `${error.constructor.name} ${error.name}` : String(error)
  }
}

/** How it ends for a client without Headroom, where the fault is in the only round. */
async function plainOutcome(agent: AgentClient, faults: ScriptedTurn, retries: number): Promise<string> {
  const standIn = await startStandIn({ turns: [{ text: SHORT_ANSWER, ...faults }] }, { chunkSize: 40 })
  return outcomeOf(agent.connect({ url: standIn.url, fetch, retries })([agent.user('Why?')]))
}

/** Expects that a request ends as another does at the same time: libraries wait before they try again. */
async function expectOutcome({ again }: Begun, expected: Promise<string>): Promise<void> {
  const [outcome, plain] = await Promise.all([outcomeOf(again()), expected])
  expect(outcome).toBe(plain)
}

/** Expects that the library rejects with an error of its own, which it gives. */
export async function expectOwnError(agent: AgentClient, { again }: Begun): Promise<unknown> {
  const error = await again().then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(agent.isOwnError(error), String(error)).toBe(true)
  return error
}

/** Expects that nothing was recorded of what failed, and that the same request, made again, is answered. */
export async function expectRecovered({ again, seen, store, standIn }: Begun): Promise<void> {
  const isAnswered = store.exchanges.length > 0
  if (!isAnswered) expect((await again()).text).toBe(SHORT_ANSWER)
  const recorded = store.exchanges.filter(({ text }) => text.includes('"items":[{'))
  expect(recorded).not.toEqual([])
  for (const { text } of recorded) expect(text).toContain('It is the pool of cart.')
  expect(standIn.requests.some(({ status }) => status === 400)).toBe(false)
  expect(seen.at(-1)?.[0] ?? 200).toBe(200)
}
