import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../memory/memory-store.ts'
import { frozen } from '../testing/frozen.ts'
import type { Store } from '../types/store.ts'
import { generateTurn } from './generate-turn.ts'
import { openTurn } from './open-turn.ts'
import type { TurnOptions } from './options.ts'

type Message = Readonly<Record<string, unknown>>
interface Request {
  readonly model: string
  readonly tools: readonly object[]
  readonly messages: readonly Message[]
}

const LOG = Array.from({ length: 400 }, (_, at) => `2026-01-01 12:00:${at} INFO request ${at} served`).join('\n')
const call = (id: string, name: string, args = '{}'): object => ({
  id,
  type: 'function',
  function: { name, arguments: args },
})
const retrieve = (id: string, lines = '1'): object =>
  call(id, 'headroom_retrieve', JSON.stringify({ key: 'KEY', lines }))
const says = (content: string | null, ...calls: readonly object[]): Message => ({
  role: 'assistant',
  content,
  ...(calls.length > 0 && { tool_calls: calls }),
})
const looks = (id: string, lines = '1'): Message => says(null, retrieve(id, lines))
const user = (content: string): Message => ({ role: 'user', content })
const result = (tool_call_id: string, content: string): Message => ({ role: 'tool', tool_call_id, content })
const asked = [user('Why?'), says(null, call('a', 'logs')), result('a', LOG)]

function requestOf(messages: readonly Message[]): Request {
  return { model: 'm', tools: [{ type: 'function', function: { name: 'logs', parameters: {} } }], messages }
}

/** One call of a model that follows a script: what was sent to it, and what the client sees. */
async function asks(messages: readonly Message[], options: TurnOptions, ...script: readonly Message[]) {
  const sent: Request[] = []
  const turn = await openTurn<Request>(requestOf(messages), options)
  const reply = await generateTurn(turn, async ({ request }) => {
    const key = /key ([0-9a-f]{16})/.exec(JSON.stringify(request))?.[1] ?? 'none'
    const message = JSON.parse(JSON.stringify(script[sent.length] ?? says('Done.')).replaceAll('KEY', key)) as Message
    sent.push(request)
    const finish_reason = message['tool_calls'] === undefined ? 'stop' : 'tool_calls'
    return { choices: [{ index: 0, message, finish_reason }], usage: { prompt_tokens: 1, completion_tokens: 1 } }
  })
  const { choices } = reply as { readonly choices: readonly [{ readonly message: Message }] }
  return { turn, sent, message: choices[0].message }
}

/** Every call has its result right after it, and no result is without one. */
function expectPaired(messages: readonly Message[]): void {
  let open: unknown[] = []
  for (const { role, tool_calls, tool_call_id } of messages) {
    if (role === 'tool') {
      expect(open).toContain(tool_call_id)
      open = open.filter((id) => id !== tool_call_id)
      continue
    }
    expect(open).toEqual([])
    open = ((tool_calls ?? []) as readonly { readonly id: string }[]).map(({ id }) => id)
  }
  expect(open).toEqual([])
}

describe('a turn', () => {
  it('keeps what it has sent where a client asks again, and gets the same answer after another exchange', async () => {
    const store = createMemoryStore()
    const first = await asks(asked, { store }, looks('r1'), says('So.'))
    const next = [...asked, first.message, user('Sure?')]
    const second = await asks(next, { store }, says('Yes.'))
    const again = await asks(asked, { store }, looks('r2', '2'), says('So.'))
    expect(again.message).toEqual(first.message)
    const third = await asks([...next, second.message, user('Well?')], { store })
    expect(third.sent[0]?.messages.slice(0, 7)).toEqual(second.sent[0]?.messages)
    expect(JSON.stringify(third.sent[0])).not.toContain('"r2"')
  })

  it('gives a result to the very call that was answered, where a server counts the ids of calls anew', async () => {
    const store = createMemoryStore()
    const called = (path: string): Message =>
      says(null, call('logs:0', 'logs', JSON.stringify({ path })), retrieve('r:1'))
    await asks(asked, { store }, called('a.log'))
    const again = await asks(asked, { store }, called('b.log'))
    const { sent } = await asks([...asked, again.message, result('logs:0', 'of b')], { store })
    expect(sent[0]?.messages[3]?.['tool_calls']).toContainEqual(call('logs:0', 'logs', '{"path":"b.log"}'))
  })

  it('puts another exchange in place of one that no longer fits, as one before it is lost', async () => {
    const entries = createMemoryStore()
    const lost = new Set<string>()
    const store: Store = { get: (key) => (lost.has(key) ? undefined : entries.get(key)), set: entries.set }
    const keys: string[] = []
    const noted: Store = {
      get: store.get,
      set: (key, entry, ttl) => {
        if (entry.kind === 'exchange' && entry.text !== '') keys.push(key)
        return store.set(key, entry, ttl)
      },
    }
    const first = await asks(asked, { store: noted }, looks('r1'), says('So.'))
    const next = [...asked, first.message, user('Sure?')]
    await asks(next, { store }, looks('r2'), says('Yes.'))
    lost.add(keys[0] ?? '')
    const again = await asks(next, { store }, looks('r3'), says('Yes.'))
    expect(again.turn.exchanges).toBe(0)
    const third = await asks([...next, again.message, user('Well?')], { store })
    expect(third.turn.exchanges).toBe(1)
    expect(JSON.stringify(third.sent[0])).toContain('"r3"')
  })

  it('goes on from a fork of a conversation with what was exchanged before it, and nothing else', async () => {
    const store = createMemoryStore()
    const first = await asks(asked, { store }, looks('r1'), says('So.'))
    const next = [...asked, first.message]
    await asks([...next, user('One?')], { store }, looks('r2'), says('Yes.'))
    const fork = await asks([...next, user('Two?'), says('Yes.'), user('Well?')], { store })
    expect(fork.turn.exchanges).toBe(1)
    expect(JSON.stringify(fork.sent[0])).not.toContain('"r2"')
  })

  it('answers each of several calls of one id in its place', async () => {
    const store = createMemoryStore()
    const mixed = says(null, retrieve('x', '1'), call('x', 'logs'), retrieve('x', '400'))
    const { message } = await asks(asked, { store }, mixed)
    const { sent } = await asks([...asked, message, result('x', 'mine')], { store })
    const texts = sent[0]?.messages.slice(-3).map(({ content }) => String(content).slice(0, 40))
    expect(texts).toEqual([expect.stringContaining('request 0'), 'mine', expect.stringContaining('12:00:399')])
  })

  it('never throws where the store fails, at whatever call, and sends calls with their results', async () => {
    const failures: readonly (() => never)[] = [
      () => {
        throw new Error('down')
      },
      () => Promise.reject(new Error('down')) as never,
    ]
    const calls = await countOfCalls()
    for (const fail of failures)
      for (let at = 0; at < calls; at++) for (const { sent } of await talk(failingAt(at, fail))) expectPaired(sent)
  })

  it('never throws where the store gives something else than it was given, and sends calls with their results', async () => {
    const things: readonly unknown[] = [
      5,
      { kind: 'exchange' },
      ...['{}', '{', '{"items":[null],"results":[null],"before":0}'].map((text) => ({ kind: 'exchange', text })),
    ]
    const calls = await countOfCalls()
    for (const thing of things)
      for (let at = 0; at < calls; at++)
        for (const { sent } of await talk(failingAt(at, () => thing as never))) expectPaired(sent)
  })

  it('says of the store what failed, and sends what needs none', async () => {
    const fail = (): never => {
      throw new Error('down')
    }
    const { turn } = await asks(asked, { store: { get: fail, set: fail } })
    expect(turn.report.outcomes.find(({ role }) => role === 'tool')).toMatchObject({
      form: 'lossless',
      detail: expect.stringContaining('down'),
    })
  })

  it.each<[string, object]>([
    ['store', {}],
    ['store', { store: new Map([['get', 1]]).values() }],
    ['maxRounds', { store: createMemoryStore(), maxRounds: 1.5 }],
    ['resumes', { store: createMemoryStore(), resumes: 1 }],
    ['dialect', { store: createMemoryStore(), dialect: 'openai' }],
    ['polcy', { store: createMemoryStore(), polcy: 'lossless' }],
  ])('names an option that is wrong: %s', async (name, options) => {
    await expect(openTurn(requestOf(asked), options as TurnOptions)).rejects.toThrow(name)
  })

  it('gives back a request whose getters throw', async () => {
    for (const name of ['model', 'messages', 'tools']) {
      const request = Object.defineProperty({ ...requestOf(asked) }, name, {
        enumerable: true,
        get() {
          throw new Error('no')
        },
      })
      const { sent, rounds } = await openTurn(request, { store: createMemoryStore() })
      if (name === 'model') expect(rounds).toBeDefined()
      else expect([sent.request, rounds]).toEqual([request, undefined])
    }
  })

  it('answers as many rounds as it may, and then says so', async () => {
    const { sent } = await asks(
      asked,
      { store: createMemoryStore(), maxRounds: 1 },
      looks('r1'),
      looks('r2'),
      looks('r3'),
    )
    const answers = sent
      .at(-1)
      ?.messages.filter(({ role }) => role === 'tool')
      .map(({ content }) => String(content))
    expect(sent).toHaveLength(3)
    expect(answers?.slice(1)).toEqual([expect.stringContaining('request 0'), expect.stringContaining('are used up')])
  })

  it('counts by the model of the request', async () => {
    const messages = [user('Why?'), says(null, call('a', 'logs')), result('a', '日本語のログ '.repeat(200))]
    const counts = ['gpt-3.5-turbo', 'gpt-6-sol'].map(async (model) => {
      const { report } = await openTurn({ ...requestOf(messages), model }, { store: createMemoryStore() })
      return report.tokensBefore
    })
    const [older = 0, newer = 0] = await Promise.all(counts)
    expect(older).toBeGreaterThan(newer)
  })

  it('leaves frozen requests and replies as they are', async () => {
    const store = createMemoryStore()
    const { message } = await asks(frozen(asked), { store }, frozen(looks('r1')), frozen(says('So.')))
    const { sent } = await asks(frozen([...asked, message, user('Sure?')]), { store })
    expect(sent[0]?.messages).toHaveLength(7)
  })

  it('ends with the reason of its signal, whenever that aborts', async () => {
    const abort = new AbortController()
    const turn = await openTurn<Request>(requestOf(asked), { store: createMemoryStore(), signal: abort.signal })
    const answer = generateTurn(turn, async () => {
      abort.abort(new Error('enough'))
      return { choices: [{ index: 0, message: looks('r'), finish_reason: 'tool_calls' }] }
    })
    await expect(answer).rejects.toThrow('enough')
    const begun = openTurn(requestOf(asked), { store: createMemoryStore(), signal: abort.signal })
    await expect(begun).rejects.toThrow('enough')
  })

  it('ends with the reason of its signal, at whatever call the store does not answer', async () => {
    for (let at = 0; at < (await countOfCalls()); at++) {
      const abort = new AbortController()
      const hang = (): never => {
        setTimeout(() => abort.abort(new Error('enough')))
        return new Promise(() => {}) as never
      }
      await expect(talk(failingAt(at, hang), abort.signal)).rejects.toThrow('enough')
    }
  })
})

/** A store that works but for one of its calls. */
function failingAt(at: number, fail: () => never): Store {
  const entries = createMemoryStore()
  let calls = 0
  return {
    get: (key) => (calls++ === at ? fail() : entries.get(key)),
    set: (key, entry, ttl) => (calls++ === at ? fail() : entries.set(key, entry, ttl)),
  }
}

/** Two turns of a conversation: one with an exchange, and a mixed one. */
async function talk(store: Store, signal?: AbortSignal): Promise<readonly { readonly sent: readonly Message[] }[]> {
  const options = { store, ...(signal && { signal }) }
  const mixed = says('Look. ', call('b', 'logs'), retrieve('r2'))
  const first = await asks(asked, options, looks('r1'), mixed)
  const next = [...asked, first.message, result('b', LOG.slice(5))]
  const second = await asks(next, options, says('So.'))
  const third = await asks([...next, second.message, user('Sure?')], options)
  return [first, second, third].flatMap(({ sent }) => sent.map(({ messages }) => ({ sent: messages })))
}

async function countOfCalls(): Promise<number> {
  const entries = createMemoryStore()
  let calls = 0
  await talk({
    get: (key) => {
      calls++
      return entries.get(key)
    },
    set: (key, entry, ttl) => {
      calls++
      return entries.set(key, entry, ttl)
    },
  })
  expect(calls).toBeGreaterThan(20)
  return calls
}
