import { createMemoryStore } from '@headroom/core'
import type { ResponsesClientEvent, ResponseStreamEvent } from 'openai/resources/responses/responses'
import { ResponsesWS } from 'openai/resources/responses/ws'
import { afterEach, describe, expect, it } from 'vitest'
import type { AgentClient, Ask, Upstream } from './agent-client.ts'
import { begin, expectOwnError, expectRecovered } from './contract-faults.ts'
import { loopContract } from './loop-contract.ts'
import { openaiAt } from './openai-chat-agents.ts'
import { answerOf, type Form, gathered, heldBy, paramsOf, RESPONSES } from './openai-responses-agents.ts'
import { type Bridge, startBridge } from './responses-bridge.ts'

const bridges: Promise<Bridge>[] = []
const sockets: ResponsesWS[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close()
  for (const bridge of await Promise.all(bridges.splice(0))) bridge.close()
})

const AGENTS = [agent('ResponsesWS', 'all'), agent('ResponsesWS, chained', 'chain')]

loopContract(AGENTS)

describe.each(AGENTS)('streamTurn between the WebSockets of $name', (client) => {
  it.each(['first', 'hidden'] as const)('gives on a refusal and an error amid the %s round', async (round) => {
    const error = { status: 429, message: 'slow down' }
    const errorEvent = { afterFrames: 6, status: 503, message: 'gone for now' }
    for (const faults of [{ error }, { errorEvent, faultTimes: 1 }]) {
      const begun = await begin(client, round, faults, 0, 4)
      expect(String(await expectOwnError(client, begun))).toMatch(/slow down|gone for now/)
      await expectRecovered(begun)
    }
  })
})

function agent(name: string, form: Form): AgentClient {
  return {
    ...RESPONSES,
    name: `openai ${name}`,
    streams: true,
    usesFetch: false,
    ...heldBy(form, true),
    connect: (upstream) => inTurn(asking(upstream, form)),
  }
}

function asking(upstream: Upstream, form: Form): Ask {
  const { url, store = createMemoryStore() } = upstream
  const bridge = startBridge(url, store)
  bridges.push(bridge)
  const connected = bridge.then((at) => {
    const socket = new ResponsesWS(openaiAt({ ...upstream, url: at.url }))
    sockets.push(socket)
    return socket
  })
  return async (history) => {
    const socket = await connected
    const events = eventsOf(socket)
    socket.send({ type: 'response.create', ...paramsOf(history, form) } as ResponsesClientEvent)
    return answerOf(await gathered(events, undefined), form)
  }
}

/** A connection carries one reply at a time. */
function inTurn(ask: Ask): Ask {
  let before: Promise<unknown> = Promise.resolve()
  return (history, options) => {
    const answer = before.then(() => ask(history, options))
    before = answer.catch(() => undefined)
    return answer
  }
}

async function* eventsOf(socket: ResponsesWS): AsyncGenerator<ResponseStreamEvent> {
  for await (const item of socket.stream()) {
    if (item.type === 'error') throw item.error
    if (item.type !== 'message') continue
    const event = item.message as ResponseStreamEvent
    yield event
    if (event.type === 'response.completed') return
  }
}
