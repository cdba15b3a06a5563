import { InvalidOptionError } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { HeadroomCallback } from './headroom-callback.ts'
import { type Saying, type ScriptedModel, scriptedModel } from './testing/scripted-model.ts'
import type { CallData, LiteLLMCallback } from './types/callback.ts'
import { withCallbacks } from './with-callbacks.ts'

const HI: CallData = { model: 'gpt-5.5', messages: [{ role: 'user', content: 'Hi.' }] }
const HELLO: Saying = { content: 'Hello you.' }
const USER = { user_id: 'u' }
const CACHE = new Map()

interface Told {
  readonly name: string
  readonly given: readonly unknown[]
}

/** A callback with every hook, which notes that it was called and gives nothing. */
function noting(told: Told[], of = ''): LiteLLMCallback {
  const note =
    (name: string) =>
    (...given: readonly unknown[]): undefined => {
      told.push({ name: `${of}${name}`, given })
    }
  return {
    asyncPreCallHook: note('pre call'),
    asyncModerationHook: note('moderation'),
    asyncPostCallSuccessHook: note('post call'),
    asyncPostCallFailureHook: note('failure hook'),
    asyncPostCallStreamingHook: note('text'),
    logPreApiCall: note('log pre'),
    logPostApiCall: note('log post'),
    logStreamEvent: note('log chunk'),
    logSuccessEvent: note('log success'),
    logFailureEvent: note('log failure'),
  }
}

function around(
  script: readonly (Saying | Error)[],
  callbacks: readonly LiteLLMCallback[],
): ScriptedModel['completion'] {
  return withCallbacks(scriptedModel(script).completion, { callbacks, userApiKeyDict: USER, cache: CACHE })
}

function names(told: readonly Told[]): readonly string[] {
  return told.map(({ name }) => name)
}

async function chunksOf(reply: unknown): Promise<readonly unknown[]> {
  const chunks: unknown[] = []
  for await (const chunk of reply as AsyncIterable<unknown>) chunks.push(chunk)
  return chunks
}

function contentOf(reply: unknown): unknown {
  return Object(reply).choices[0].message.content
}

describe('withCallbacks', () => {
  it('calls hooks and events in the order of LiteLLM, one callback after the other', async () => {
    const told: Told[] = []
    await around([HELLO], [noting(told, 'a '), noting(told, 'b ')])(HI)
    expect(names(told)).toEqual([
      'a pre call',
      'b pre call',
      'a log pre',
      'b log pre',
      'a moderation',
      'b moderation',
      'a log post',
      'b log post',
      'a log success',
      'b log success',
      'a post call',
      'b post call',
    ])
  })

  it('does so for streams, chunk by chunk, with the whole reply at the end', async () => {
    const told: Told[] = []
    const chunks = await chunksOf(await around([HELLO], [noting(told)])({ ...HI, stream: true }))
    expect(names(told.slice(0, 6))).toEqual(['pre call', 'log pre', 'moderation', 'log post', 'log chunk', 'text'])
    expect(told.filter(({ name }) => name === 'text').map(({ given }) => given[1])).toEqual([
      '',
      'Hell',
      'Hello yo',
      'Hello you.',
      'Hello you.',
      'Hello you.',
    ])
    expect(told.filter(({ name }) => name === 'log chunk')).toHaveLength(chunks.length)
    expect(names(told).at(-1)).toBe('log success')
    expect(contentOf(told.at(-1)?.given[1])).toBe('Hello you.')
  })

  it('hands each hook what LiteLLM hands it', async () => {
    const told: Told[] = []
    const data = { ...HI, apiKey: 'secret' }
    const reply = await around([HELLO], [noting(told)])(data)
    const of = (name: string): readonly unknown[] | undefined => told.find((one) => one.name === name)?.given
    expect(of('pre call')).toEqual([USER, CACHE, data, 'completion'])
    expect(of('moderation')).toEqual([data, USER, 'completion'])
    expect(of('post call')).toEqual([data, USER, reply])
    expect(of('log pre')).toEqual(['gpt-5.5', HI.messages, HI])
    expect(of('log success')).toEqual([HI, reply, expect.any(Date), expect.any(Date)])
  })

  it('calls the name with async of an event where a callback has both', async () => {
    const told: string[] = []
    const both = {
      asyncLogSuccessEvent: async (): Promise<void> => void told.push('async'),
      logSuccessEvent: (): void => void told.push('sync'),
    }
    await around([HELLO], [both])(HI)
    expect(told).toEqual(['async'])
  })

  it('sends what the pre-call hooks made of the call, one out of the other', async () => {
    const model = scriptedModel([HELLO])
    const adding = (name: string): LiteLLMCallback => ({
      asyncPreCallHook: (_user, _cache, data) => ({ ...data, [name]: Object.keys(data).length }),
    })
    await withCallbacks(model.completion, { callbacks: [adding('a'), adding('b')] })(HI, { timeout: 7 })
    expect(model.asked).toEqual([{ ...HI, a: 2, b: 3 }])
    expect(model.options).toEqual([{ timeout: 7 }])
  })

  it.each([
    ['throws', (): never => expectThrown()],
    ['gives an error', (): Error => new Error('not allowed')],
  ])('rejects where a pre-call hook %s, without a request', async (_, asyncPreCallHook) => {
    const told: Told[] = []
    const model = scriptedModel([HELLO])
    const callbacks = [{ asyncPreCallHook }, noting(told)]
    await expect(withCallbacks(model.completion, { callbacks })(HI)).rejects.toThrow('not allowed')
    expect(model.asked).toEqual([])
    expect(names(told)).toEqual(['failure hook'])
  })

  it('gives the text of a pre-call hook as the reply of the model, whole and as a stream', async () => {
    const callbacks = [{ asyncPreCallHook: () => 'Ask something else.' }]
    const reply = await around([], callbacks)(HI)
    expect(reply).toMatchObject({ model: 'gpt-5.5', choices: [{ index: 0, finish_reason: 'stop' }] })
    expect(contentOf(reply)).toBe('Ask something else.')
    const [chunk, ...others] = await chunksOf(await around([], callbacks)({ ...HI, stream: true }))
    expect(chunk).toMatchObject({
      choices: [{ delta: { role: 'assistant', content: 'Ask something else.' }, finish_reason: 'stop' }],
    })
    expect(others).toEqual([])
  })

  it('rejects where moderation throws, whatever becomes of the request', async () => {
    const callbacks = [{ asyncModerationHook: () => Promise.reject(new Error('not allowed')) }]
    await expect(around([HELLO], callbacks)(HI)).rejects.toThrow('not allowed')
    await expect(around([new Error('down')], callbacks)(HI)).rejects.toThrow(/not allowed|down/)
  })

  it('gives what the post-call hooks made of the reply', async () => {
    const saying = (text: string): LiteLLMCallback => ({
      asyncPostCallSuccessHook: (_data, _user, reply) => ({
        choices: [{ message: { content: `${String(contentOf(reply))}${text}` } }],
      }),
    })
    expect(contentOf(await around([HELLO], [saying(' One.'), saying(' Two.')])(HI))).toBe('Hello you. One. Two.')
  })

  it('rejects where a post-call hook throws, as LiteLLM does', async () => {
    const told: Told[] = []
    const callbacks = [{ asyncPostCallSuccessHook: () => expectThrown() }, noting(told)]
    await expect(around([HELLO], callbacks)(HI)).rejects.toThrow('not allowed')
    expect(names(told)).toContain('failure hook')
    expect(names(told)).not.toContain('log failure')
  })

  it('puts the iterator hooks around a stream', async () => {
    const doubled: LiteLLMCallback = {
      async *asyncPostCallStreamingIteratorHook(_user, response) {
        for await (const chunk of response) yield* [chunk, chunk]
      },
    }
    const plain = await chunksOf(await around([HELLO], [noting([])])({ ...HI, stream: true }))
    const chunks = await chunksOf(await around([HELLO], [doubled, doubled])({ ...HI, stream: true }))
    expect(chunks).toHaveLength(4 * plain.length)
  })

  it('ends a stream with what a streaming hook throws', async () => {
    const callbacks: LiteLLMCallback[] = [
      { asyncPostCallStreamingHook: (_user, text) => (text.includes('yo') ? expectThrown() : undefined) },
    ]
    const reply = await around([HELLO], callbacks)({ ...HI, stream: true })
    await expect(chunksOf(reply)).rejects.toThrow('not allowed')
  })

  it('tells of a failure of the provider, and throws it or what a failure hook gives', async () => {
    const told: Told[] = []
    const down = new Error('down')
    await expect(around([down], [noting(told)])(HI)).rejects.toBe(down)
    expect(names(told)).toEqual(['pre call', 'log pre', 'moderation', 'log failure', 'failure hook'])
    expect(told.at(-1)?.given).toEqual([HI, down, USER, expect.stringContaining('down')])
    const busy = { asyncPostCallFailureHook: () => new Error('Try later.') }
    await expect(around([down], [busy])(HI)).rejects.toThrow('Try later.')
    const failing = { asyncPostCallFailureHook: () => expectThrown() }
    await expect(around([down], [failing])(HI)).rejects.toBe(down)
  })

  it('tells of a stream that breaks off', async () => {
    const told: Told[] = []
    async function* broken(): AsyncGenerator<unknown> {
      yield { choices: [{ index: 0, delta: { content: 'Hel' } }] }
      throw new Error('cut')
    }
    const reply = await withCallbacks(giving(broken()), { callbacks: [noting(told)] })(HI)
    await expect(chunksOf(reply)).rejects.toThrow('cut')
    expect(names(told).slice(-2)).toEqual(['log failure', 'failure hook'])
    expect(names(told)).not.toContain('log success')
  })

  it('passes over what events throw and reject with', async () => {
    const thrower: LiteLLMCallback = {
      logPreApiCall: () => expectThrown(),
      logPostApiCall: () => Promise.reject(new Error('not allowed')),
      asyncLogSuccessEvent: () => Promise.reject(new Error('not allowed')),
    }
    expect(contentOf(await around([HELLO], [thrower])(HI))).toBe('Hello you.')
  })

  it('stops the provider where the caller stops reading', async () => {
    let stopped = false
    async function* endless(): AsyncGenerator<unknown> {
      try {
        while (true) yield { choices: [{ index: 0, delta: { content: '.' } }] }
      } finally {
        stopped = true
      }
    }
    const data = { ...HI, stream: true, tools: [{ type: 'function', function: { name: 'load' } }] }
    const reply = await withCallbacks(giving(endless()))(data)
    for await (const _ of reply) break
    expect(stopped).toBe(true)
  })

  it('leaves what else a stream has in reach, and splits what is shown', async () => {
    const controller = new AbortController()
    const source = Object.assign(new ReadableStream({ start: (to) => (to.enqueue({ choices: [] }), to.close()) }), {
      controller,
    })
    const reply = await withCallbacks(giving(source), { callbacks: [noting([])] })({
      ...HI,
      stream: true,
    })
    expect(reply.controller).toBe(controller)
    const halves = reply.tee()
    expect(await Promise.all(halves.map(chunksOf))).toEqual([[{ choices: [] }], [{ choices: [] }]])
  })

  it('leaves the other half of a stream what it has where one is left, and stops the provider with both', async () => {
    let stopped = false
    async function* counting(): AsyncGenerator<unknown> {
      try {
        for (let id = 0; ; id++) yield { id, choices: [] }
      } finally {
        stopped = true
      }
    }
    const source = Object.assign(counting(), { tee: (): AsyncGenerator<unknown>[] => [] })
    const data = { ...HI, stream: true }
    const [one, other] = (await withCallbacks(giving(source), { callbacks: [noting([])] })(data)).tee()
    for await (const _ of one ?? expectThrown()) break
    const ids: unknown[] = []
    for await (const chunk of other ?? expectThrown()) if (ids.push(Object(chunk).id) === 3) break
    expect(ids).toEqual([0, 1, 2])
    expect(stopped).toBe(true)
  })

  it('composes with Headroom in any order', async () => {
    for (const place of [0, 1]) {
      const told: Told[] = []
      const callbacks = [noting(told)]
      callbacks.splice(place, 0, new HeadroomCallback())
      expect(contentOf(await around([HELLO], callbacks)(HI))).toBe('Hello you.')
      expect(names(told)).toEqual(['pre call', 'log pre', 'moderation', 'log post', 'log success', 'post call'])
    }
  })

  it('has Headroom in it where no callbacks are given', async () => {
    const model = scriptedModel([HELLO])
    const tools = [{ type: 'function', function: { name: 'load' } }]
    await withCallbacks(model.completion)({ ...HI, tools })
    expect(JSON.stringify(model.asked[0]?.['tools'])).toContain('headroom_retrieve')
  })

  it.each([
    [undefined, 'got undefined'],
    [null, 'got null'],
    [{ completion: 1 }, 'got object'],
  ])('refuses a completion that is no function: %j', (completion, message) => {
    expect(() => withCallbacks(completion as never)).toThrow(InvalidOptionError)
    expect(() => withCallbacks(completion as never)).toThrow(message)
  })

  it.each([
    ['no list', new HeadroomCallback(), '`callbacks` must be a list, got object'],
    ['a class', [HeadroomCallback], 'an instance and not its class'],
    ['names of Python', [{ async_pre_call_hook: () => undefined }], '`callbacks[0]` must be an object with some'],
    ['nothing', [null], '`callbacks[0]` must be an object with some'],
  ])('refuses callbacks that would never be called: %s', (_, callbacks, message) => {
    expect(() => withCallbacks(scriptedModel([]).completion, { callbacks: callbacks as never })).toThrow(message)
  })

  it.each([
    ['null', null, '`options` must be an object such as'],
    ['a callback', new HeadroomCallback(), '`options` must be an object such as'],
    ['a list', [new HeadroomCallback()], '`options` must be an object such as'],
    ['another name', { callback: [] }, '`callback` is no option; known are callbacks, userApiKeyDict, cache'],
    ["options of Headroom's own", { policy: 'lossless' }, '`policy` is no option'],
  ])('refuses options that would be passed over: %s', (_, options, message) => {
    expect(() => withCallbacks(scriptedModel([]).completion, options as never)).toThrow(InvalidOptionError)
    expect(() => withCallbacks(scriptedModel([]).completion, options as never)).toThrow(message)
  })
})

/** A completion that gives the same, whatever the messages. */
function giving<Reply>(reply: Reply): (data: CallData) => Promise<Reply> {
  return ({ model }) => (model === HI.model ? Promise.resolve(reply) : Promise.reject(new Error('no such model')))
}

function expectThrown(): never {
  throw new Error('not allowed')
}
