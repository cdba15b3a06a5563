import { createMemoryStore } from '@headroom/core'
import {
  convertToModelMessages,
  type ModelMessage,
  readUIMessageStream,
  streamText,
  isStepCount,
  type UIMessage,
} from 'ai'
import { afterEach, describe, expect, it } from 'vitest'
import { createStandIn, type StandIn } from '../stand-in/create-stand-in.ts'
import type { Script } from '../stand-in/script.ts'
import { ask, HOSTS, MODES, TOOLS, type Turn, wrapped } from './agent.ts'
import { conversationIn, expectPrefixes } from './expect-prefixes.ts'
import { FORGETFUL_SCRIPT } from '../clients/loop-script.ts'
import { ANSWERS, CALLS, QUESTIONS, SCRIPT } from './script.ts'

const running: StandIn[] = []
afterEach(() => Promise.all(running.splice(0).map((standIn) => standIn.close())))

async function start(script: Script = SCRIPT): Promise<StandIn> {
  const standIn = await createStandIn({ script, strict: true, prefixCheck: true, minimumCachedTokens: 1 })
  running.push(standIn)
  return standIn
}

const CASES = HOSTS.flatMap((host) => MODES.map((mode) => ({ host, name: host.name, mode })))

describe.each(CASES)('headroomMiddleware on $name, $mode', ({ host, mode }) => {
  it('keeps retrieval out of sight over several turns, each request beginning with the one before', async () => {
    const standIn = await start()
    const model = wrapped(host, { baseURL: `${standIn.url}/v1` })
    const history: ModelMessage[] = []
    const turns: Turn[] = []
    for (const question of QUESTIONS) {
      history.push({ role: 'user', content: question })
      const turn = await ask(mode, model, history)
      history.push(...turn.messages)
      turns.push(turn)
    }
    expect(standIn.requests.map(({ status, turn, refusal }) => [status, turn, refusal])).toEqual(
      Array.from({ length: 8 }, (_, turn) => [200, turn, undefined]),
    )
    expect(turns.map(({ text }) => text)).toEqual(ANSWERS)
    expect(turns.map(({ calls }) => calls)).toEqual(CALLS)
    expect(JSON.stringify(history)).not.toContain('headroom_retrieve')
    expectPrefixes(host, standIn.requests)
  })

  it('is told the tokens of every round', async () => {
    const standIn = await start()
    const turn = await ask(mode, wrapped(host, { baseURL: `${standIn.url}/v1` }), [
      { role: 'user', content: QUESTIONS[0] },
    ])
    // The stand-in counts a token for four characters, and the last request alone has a fifth of all of them at most.
    const characters = standIn.requests.map((request) => conversationIn(host, request).length)
    const all = characters.reduce((sum, length) => sum + length, 0)
    expect(standIn.requests).toHaveLength(5)
    expect(turn.inputTokens).toBeGreaterThan(all / 8)
  })

  it('goes on in another process that shares the store', async () => {
    const standIn = await start()
    const store = createMemoryStore()
    const history: ModelMessage[] = []
    for (const question of QUESTIONS) {
      history.push({ role: 'user', content: question })
      const model = wrapped(host, { baseURL: `${standIn.url}/v1` }, { store })
      history.push(...(JSON.parse(JSON.stringify((await ask(mode, model, history)).messages)) as ModelMessage[]))
    }
    expect(standIn.requests.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
    expectPrefixes(host, standIn.requests)
  })

  it('is not refused where the store has lost its exchanges', async () => {
    const standIn = await start(FORGETFUL_SCRIPT)
    const history: ModelMessage[] = []
    for (const question of QUESTIONS) {
      history.push({ role: 'user', content: question })
      history.push(...(await ask(mode, wrapped(host, { baseURL: `${standIn.url}/v1` }), history)).messages)
    }
    expect(standIn.requests.map(({ status, refusal }) => [status, refusal])).toEqual(
      Array.from({ length: 5 }, () => [200, undefined]),
    )
  })

  it('knows its answers again in a history of texts', async () => {
    const standIn = await start()
    const model = wrapped(host, { baseURL: `${standIn.url}/v1` })
    const first: ModelMessage[] = [{ role: 'user', content: QUESTIONS[0] }]
    const history = [
      ...first,
      ...(await ask(mode, model, first)).messages,
      { role: 'user' as const, content: QUESTIONS[1] },
    ]
    const answer = await ask(mode, model, history)
    const sent = standIn.requests.length
    await ask(mode, model, [
      ...history,
      { role: 'assistant', content: answer.text },
      { role: 'user', content: QUESTIONS[2] },
    ])
    expect(standIn.requests[sent]?.turn).toBe(7)
    expectPrefixes(host, standIn.requests)
  })
})

describe.each(HOSTS)('headroomMiddleware on $name', (host) => {
  it('knows its answers again in a history of UI messages', async () => {
    const standIn = await start()
    const model = wrapped(host, { baseURL: `${standIn.url}/v1` })
    const history: UIMessage[] = []
    for (const [index, question] of QUESTIONS.entries()) {
      history.push({ id: `u${index}`, role: 'user', parts: [{ type: 'text', text: question }] })
      const messages = await convertToModelMessages(history, { tools: TOOLS })
      const result = streamText({ model, tools: TOOLS, messages, maxRetries: 0, stopWhen: isStepCount(8) })
      let answer: UIMessage | undefined
      for await (const message of readUIMessageStream({ stream: result.toUIMessageStream({ sendReasoning: true }) }))
        answer = message
      if (answer !== undefined) history.push(JSON.parse(JSON.stringify(answer)) as UIMessage)
    }
    expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual(
      Array.from({ length: 8 }, (_, turn) => [200, turn]),
    )
    expectPrefixes(host, standIn.requests)
    expect(JSON.stringify(history)).not.toContain('headroom_retrieve')
  })

  it('stops every round with the signal', async () => {
    const standIn = await createStandIn({ script: SCRIPT, delayMilliseconds: 20 })
    running.push(standIn)
    const abort = new AbortController()
    const model = wrapped(host, { baseURL: `${standIn.url}/v1` })
    const messages: ModelMessage[] = [{ role: 'user', content: QUESTIONS[0] }]
    const result = streamText({
      model,
      tools: TOOLS,
      messages,
      maxRetries: 0,
      stopWhen: isStepCount(8),
      abortSignal: abort.signal,
    })
    const types: string[] = []
    for await (const part of result.fullStream) {
      types.push(part.type)
      if (standIn.requests.length === 2) abort.abort()
    }
    expect(types.at(-1)).toBe('abort')
    expect(standIn.requests).toHaveLength(2)
  })
})
