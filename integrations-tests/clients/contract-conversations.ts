import { createMemoryStore } from '@headroom/core'
import { expect, it } from 'vitest'
import type { StandIn } from '../stand-in/create-stand-in.ts'
import type { AgentClient, Ask } from './agent-client.ts'
import { expectSameBeginnings } from './expect-same-beginnings.ts'
import { behindHeadroom, startStandIn, talk, watchedFetch } from './loop-bench.ts'
import { answersOf, CALLS, FORGETFUL_SCRIPT, QUESTIONS, REQUESTS, SCRIPT } from './loop-script.ts'

/** Sizes of the pieces in which text and arguments are streamed: they cut words, escapes and surrogate pairs. */
const CHUNK_SIZES = [1, 2, 3, 7, 13, 40]

/** Whole conversations: what the client sees of them, and what the provider. */
export function conversationContract(agent: AgentClient): void {
  it.each(agent.streams ? CHUNK_SIZES : [9])(
    'keeps retrieval out of sight, each request beginning with the one before, in pieces of %i',
    async (chunkSize) => {
      const standIn = await startStandIn(SCRIPT, { chunkSize })
      const store = createMemoryStore()
      const history = await converse(agent, () => agent.connect(behindHeadroom(standIn, store)))
      expect(JSON.stringify(history)).not.toContain('headroom_retrieve')
      expectWholeScript(agent, standIn)
    },
  )

  it('goes on in another process that shares the store', async () => {
    const standIn = await startStandIn(SCRIPT)
    const store = createMemoryStore()
    const restarted: Ask = (history) => agent.connect(behindHeadroom(standIn, store))(history)
    await converse(agent, () => restarted)
    expectWholeScript(agent, standIn)
  })

  it('does not mix conversations that begin alike', async () => {
    const standIn = await startStandIn(SCRIPT)
    const ask = agent.connect(behindHeadroom(standIn, createMemoryStore()))
    await Promise.all(['cart', 'till', 'shelf'].map((owner) => converse(agent, () => ask, owner)))
    expect(posted(standIn).every(({ status }) => status === 200)).toBe(true)
  })
}

/** Usage and the reason to stop, where a reply is one of `fetch`. */
export function usageContract(agent: AgentClient): void {
  it('tells the tokens of all rounds, and why the last one ended', async () => {
    const standIn = await startStandIn(SCRIPT)
    const watched = watchedFetch(agent)
    const ask = agent.connect(behindHeadroom(standIn, createMemoryStore(), watched.fetch))
    const checked: Ask = async (history) => {
      const answer = await ask(history)
      expect(answer.usage).toEqual(await watched.takeUsage())
      expect(answer.stop).toBe(answer.calls.length > 0 ? agent.stops.calls : agent.stops.end)
      return answer
    }
    await converse(agent, () => checked)
    expect(standIn.requests).toHaveLength(REQUESTS)
  })
}

/** A store that is lost where the provider takes a conversation as the client has it. */
export function lostStoreContract(agent: AgentClient): void {
  it('goes on as the client has it where the store has lost exchanges', async () => {
    const standIn = await startStandIn(FORGETFUL_SCRIPT)
    let history: readonly unknown[] = []
    for (const question of QUESTIONS) {
      const ask = agent.connect(behindHeadroom(standIn, createMemoryStore()))
      ;({ history } = await talk(agent, ask, history, question, 'cart'))
    }
    expect(posted(standIn).map(({ status, refusal }) => [status, refusal])).toEqual(
      Array.from({ length: 5 }, () => [200, undefined]),
    )
  })
}

/** A store that is lost where the provider binds what was said to what stood before it. */
export function boundContract(agent: AgentClient): void {
  it('is refused where the store has lost what the rest is bound to', async () => {
    const standIn = await startStandIn(FORGETFUL_SCRIPT)
    const connect = (): Ask => agent.connect(behindHeadroom(standIn, createMemoryStore()))
    const { history } = await talk(agent, connect(), [], QUESTIONS[0], 'cart')
    const error: unknown = await talk(agent, connect(), history, QUESTIONS[1], 'cart').catch(
      (reason: unknown) => reason,
    )
    expect(agent.isOwnError(error)).toBe(true)
    expect((error as Error).message).toContain(agent.bound)
    expect(standIn.requests.at(-1)?.status).toBe(400)
  })
}

/** All user turns of the script, each checked. */
async function converse(agent: AgentClient, askOf: () => Ask, owner = 'cart'): Promise<readonly unknown[]> {
  let history: readonly unknown[] = []
  for (const [index, question] of QUESTIONS.entries()) {
    const turn = await talk(agent, askOf(), history, question, owner)
    expect(turn.text).toBe(answersOf(owner)[index])
    expect(turn.calls).toEqual(CALLS[index])
    ;({ history } = turn)
  }
  return history
}

function expectWholeScript(agent: AgentClient, standIn: StandIn): void {
  const requests = posted(standIn)
  expect(requests.map(({ status, turn, refusal }) => [status, turn, refusal])).toEqual(
    Array.from({ length: REQUESTS }, (_, turn) => [200, turn, undefined]),
  )
  expectSameBeginnings(agent, requests)
}

/** All requests but those that open a WebSocket. */
function posted({ requests }: StandIn): StandIn['requests'] {
  return requests.filter(({ method }) => method !== 'GET')
}
