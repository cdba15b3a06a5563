import { createMemoryStore, keyOf } from '@headroom/core'
import { convertReadableStreamToArray, MockLanguageModelV4 } from 'ai/test'
import { describe, expect, it } from 'vitest'
import { conversationOf, finishOf, kept, type Params, textOf, toolStep, user } from '../testing/conversation.ts'
import { firstAndLast, longText } from '../testing/first-and-last.ts'
import { call, reply, retrieveCall, streamed, type StreamedPart, text, thought, USAGE } from '../testing/replies.ts'
import { withHeadroom } from '../with-headroom.ts'

const LOG = longText('a')
const KEY = await keyOf(LOG)
const ASKED: Params = { prompt: [user('What is in a?'), ...toolStep('a', LOG)] }
const RETRIEVES = reply(thought('t1'), text('One moment. '), retrieveCall('r1', KEY))

/** A stream that is written by hand, part by part. */
function openStream(): {
  stream: ReadableStream<StreamedPart>
  write: (part: StreamedPart) => void
  cancelled: unknown[]
  fail: (error: unknown) => void
} {
  const cancelled: unknown[] = []
  let controller: ReadableStreamDefaultController<StreamedPart> | undefined
  const stream = new ReadableStream<StreamedPart>({
    start: (given) => void (controller = given),
    cancel: (reason) => void cancelled.push(reason),
  })
  return { stream, write: (part) => controller?.enqueue(part), cancelled, fail: (error) => controller?.error(error) }
}

function wrappedAround(...streams: ReadableStream<StreamedPart>[]) {
  const model = new MockLanguageModelV4({ doStream: streams.map((stream) => ({ stream })) })
  return { model, wrapped: withHeadroom(model, { compressors: [firstAndLast], store: createMemoryStore() }) }
}

describe('createHiddenStream', () => {
  it('passes every part of a stream without retrieve calls, the very objects in the same order', async () => {
    const given: StreamedPart[] = [
      { type: 'stream-start', warnings: [{ type: 'other', message: 'w' }] },
      { type: 'response-metadata', id: 'x' },
      { type: 'raw', rawValue: { a: 1 } },
      ...(
        await convertReadableStreamToArray(streamed(reply(thought('t'), text('Hello.'), call('u', 'load'))).stream)
      ).slice(2, -1),
      { type: 'source', sourceType: 'url', id: 's', url: 'u' },
      { type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AAAA' } },
      { type: 'ping' },
      { type: 'error', error: 'overloaded' },
      {
        type: 'finish',
        usage: USAGE,
        finishReason: { unified: 'tool-calls', raw: 'tool_use' },
        providerMetadata: { p: { a: 1 } },
      },
    ]
    const { wrapped } = wrappedAround(
      new ReadableStream({
        start: (controller) => {
          for (const part of given) controller.enqueue(part)
          controller.close()
        },
      }),
    )
    const parts = await convertReadableStreamToArray((await wrapped.doStream(ASKED)).stream)
    expect(parts).toHaveLength(given.length)
    expect(parts.slice(0, -1).every((part, index) => part === given[index])).toBe(true)
    expect(parts.at(-1)).toEqual({
      ...given.at(-1),
      providerMetadata: { p: { a: 1 }, headroom: expect.objectContaining({ rounds: 0 }) },
    })
  })

  it('hands each part on before the next one exists', async () => {
    const { stream, write } = openStream()
    const { wrapped } = wrappedAround(stream)
    const reader = (await wrapped.doStream(ASKED)).stream.getReader()
    for (const part of [
      { type: 'stream-start', warnings: [] },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'x' },
    ] satisfies StreamedPart[]) {
      write(part)
      expect(await reader.read()).toEqual({ done: false, value: part })
    }
  })

  it('asks for nothing that the client has not asked for', async () => {
    let pulled = 0
    const stream = new ReadableStream<StreamedPart>(
      {
        pull: (controller) => {
          pulled++
          controller.enqueue({ type: 'ping' })
        },
      },
      { highWaterMark: 0 },
    )
    const { wrapped } = wrappedAround(stream)
    const reader = (await wrapped.doStream(ASKED)).stream.getReader()
    await reader.read()
    await reader.read()
    for (let tick = 0; tick < 10; tick++) await new Promise((resolve) => setImmediate(resolve))
    expect(pulled).toBe(2)
  })

  it('answers retrieve calls in mid-stream and goes on, as one answer', async () => {
    const { stream, sent } = conversationOf([
      RETRIEVES,
      reply(retrieveCall('r2', KEY)),
      reply(thought('t2'), text('Nothing.')),
    ])
    const parts = await stream(ASKED)
    expect(sent.map(({ prompt }) => prompt.length)).toEqual([3, 5, 7])
    expect(textOf(parts)).toBe('One moment. Nothing.')
    expect(parts.filter(({ type }) => type === 'stream-start' || type === 'finish').map(({ type }) => type)).toEqual([
      'stream-start',
      'finish',
    ])
    expect(parts.some(({ type }) => type.startsWith('tool-'))).toBe(false)
    const starts = parts.flatMap((part) =>
      part.type === 'text-start' || part.type === 'reasoning-start' ? [part.id] : [],
    )
    expect(new Set(starts).size).toBe(4)
    expect(finishOf(parts).usage.inputTokens).toEqual({ total: 333, noCache: 3, cacheRead: 30, cacheWrite: 300 })
    expect(finishOf(parts).usage.outputTokens).toEqual({ total: 66, text: 6, reasoning: 60 })
    expect(finishOf(parts).providerMetadata?.['headroom']).toMatchObject({ rounds: 2, keys: [KEY] })
  })

  it('sends upstream what doGenerate sends', async () => {
    const script = [
      RETRIEVES,
      reply(text('Look: '), retrieveCall('r2', KEY), call('u', 'load')),
      reply(text('Two.')),
      reply(text('Three.')),
    ]
    const generated = conversationOf(script)
    const streaming = conversationOf(script)
    const result: Params['prompt'][number] = {
      role: 'tool',
      content: [{ type: 'tool-result', toolCallId: 'u', toolName: 'load', output: { type: 'text', value: 'U' } }],
    }
    const next = { ...ASKED, prompt: [...ASKED.prompt, kept(await generated.generate(ASKED)), result] }
    await generated.generate(next)
    await streaming.stream(ASKED)
    await streaming.stream(next)
    expect(streaming.sent).toHaveLength(3)
    expect(JSON.stringify(streaming.sent)).toBe(JSON.stringify(generated.sent))
  })

  it('leaves only the retrieve call out of a mixed answer, and keeps the ids of calls', async () => {
    const { stream } = conversationOf([
      RETRIEVES,
      reply(call('u1', 'load'), retrieveCall('r2', KEY), call('u2', 'load')),
    ])
    const parts = await stream(ASKED)
    const ids = parts.flatMap((part) =>
      part.type === 'tool-call' ? [part.toolCallId] : part.type === 'tool-input-start' ? [part.id] : [],
    )
    expect(ids).toEqual(['u1', 'u1', 'u2', 'u2'])
    expect(finishOf(parts).finishReason.unified).toBe('tool-calls')
    expect(finishOf(parts).usage.inputTokens.total).toBe(222)
  })

  it('ends a turn that does not come to an end', async () => {
    const { stream, sent } = conversationOf(
      Array.from({ length: 9 }, (_, number) => reply(retrieveCall(`r${number}`, KEY))),
      { maxRounds: 1 },
    )
    const parts = await stream(ASKED)
    expect(sent).toHaveLength(3)
    expect(finishOf(parts).finishReason).toEqual({ unified: 'stop', raw: 'tool-calls' })
    expect(parts.some(({ type }) => type.startsWith('tool-'))).toBe(false)
  })

  it('ends with an error where a further round cannot be had', async () => {
    const { stream } = conversationOf([RETRIEVES])
    const parts = await stream(ASKED)
    expect(parts.at(-2)).toMatchObject({ type: 'error', error: new Error('The script has no more replies.') })
    expect(finishOf(parts)).toMatchObject({ finishReason: { unified: 'error' }, usage: USAGE })
  })

  it('fails as the stream does', async () => {
    const { stream, fail } = openStream()
    const { wrapped } = wrappedAround(stream)
    const reader = (await wrapped.doStream(ASKED)).stream.getReader()
    const read = reader.read()
    fail(new Error('cut'))
    await expect(read).rejects.toThrow('cut')
  })

  it('cancels the stream that it reads, of whichever round', async () => {
    const [first, second] = [openStream(), openStream()]
    const { wrapped } = wrappedAround(first.stream)
    await (await wrapped.doStream(ASKED)).stream.cancel('enough')
    expect(first.cancelled).toEqual(['enough'])
    const later = wrappedAround(streamed(reply(retrieveCall('r', KEY))).stream, second.stream)
    const reader = (await later.wrapped.doStream(ASKED)).stream.getReader()
    await reader.read()
    await reader.read()
    second.write({ type: 'text-start', id: '0' })
    expect((await reader.read()).value).toEqual({ type: 'text-start', id: '1:0' })
    await reader.cancel('enough')
    expect(second.cancelled).toEqual(['enough'])
  })

  it('cancels a stream that comes after it was cancelled itself', async () => {
    const { stream, cancelled } = openStream()
    const { promise, resolve } = Promise.withResolvers<{ stream: typeof stream }>()
    const model = new MockLanguageModelV4({
      doStream: () =>
        model.doStreamCalls.length === 1 ? Promise.resolve(streamed(reply(retrieveCall('r', KEY)))) : promise,
    })
    const reader = (await withHeadroom(model).doStream(ASKED)).stream.getReader()
    await reader.read()
    await reader.read()
    const waiting = reader.read()
    while (model.doStreamCalls.length < 2) await new Promise((turn) => setImmediate(turn))
    await reader.cancel('enough')
    resolve({ stream })
    expect(await waiting).toEqual({ done: true, value: undefined })
    for (let tick = 0; tick < 10; tick++) await new Promise((turn) => setImmediate(turn))
    expect(cancelled).toEqual(['enough'])
  })

  it('gives every round the signal, and fails as the model does when it aborts', async () => {
    const abort = new AbortController()
    const model = new MockLanguageModelV4({
      doStream: async ({ abortSignal }) => {
        if (model.doStreamCalls.length === 1) return streamed(RETRIEVES)
        abort.abort(new Error('enough'))
        abortSignal?.throwIfAborted()
        throw new Error('The second round has no signal.')
      },
    })
    const { stream } = await withHeadroom(model).doStream({ ...ASKED, abortSignal: abort.signal })
    await expect(convertReadableStreamToArray(stream)).rejects.toThrow('enough')
  })
})
