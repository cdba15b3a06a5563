import { applyEdits, gemini } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-value.ts'
import type { ServedTurn } from '../served-turn.ts'
import { objectOf, objectsOf } from '../json-value.ts'
import { createGemini } from './index.ts'

const STREAM = ':streamGenerateContent?alt=sse'
const NEW = '/v1beta/models/gemini-3.1-pro-preview'
const OLD = '/v1beta/models/gemini-2.5-flash'
const VERTEX = '/v1/projects/p/locations/global/publishers/google/models/gemini-3.1-pro-preview'
const ASK = { contents: [{ role: 'user', parts: [{ text: 'Read both.' }] }] }

const CALLING: ServedTurn = {
  index: 0,
  thinking: 'Both 😀 files, "then"…',
  text: 'Reading 😀 both.',
  calls: [
    { id: 'turn0call0', name: 'read', args: { path: 'a"b', lines: [1, 2] } },
    { id: 'turn0call1', name: 'list', args: {} },
  ],
  finishReason: 'tool-calls',
  usage: {},
  faults: {},
}
const SAYING: ServedTurn = { ...CALLING, calls: [], finishReason: 'stop' }
const TURNS: readonly ServedTurn[] = [
  CALLING,
  { ...CALLING, thinking: '', text: '' },
  { ...SAYING, thinking: '', finishReason: 'length' },
  { ...SAYING, thinking: '', text: '', finishReason: 'content-filter' },
  { ...SAYING, usage: { candidatesTokenCount: 7, made: 'up' } },
]

describe('createGemini', () => {
  it.each([1, 2, 9, 1000])('says the same whole and in chunks of %i', (chunkSize) => {
    for (const turn of TURNS) {
      for (const path of [OLD, NEW, VERTEX]) {
        const { whole, streamed } = bothReplies(path, ASK, turn, chunkSize)
        // The one difference of the service's own: where the signature of a text stands.
        if (path === OLD || turn.calls.length > 0) expect(streamed).toEqual(whole)
        expect([...gemini.toolCalls(streamed)]).toEqual([...gemini.toolCalls(whole)])
        expect(gemini.usage(streamed)).toEqual(gemini.usage(whole))
        expect(gemini.stopReason(streamed)).toBe(gemini.stopReason(whole))
        expect(unsignedTexts(streamed)).toEqual(unsignedTexts(whole))
      }
    }
  })

  it('wraps requests, replies and chunks as Code Assist does', () => {
    const request = { model: 'gemini-2.5-pro', project: 'p', request: ASK }
    const { whole, streamed } = bothReplies('/v1internal', request, CALLING, 3)
    expect(whole).toMatchObject({ response: { modelVersion: 'gemini-2.5-pro', candidates: [{ index: 0 }] } })
    expect(streamed).toEqual(whole)
    const { room } = bothReplies('/v1internal', request, CALLING, 3)
    expect(room.read(request, `/v1internal${STREAM}`)).toMatchObject({ assistantTurns: 0, wantsStream: true })
  })

  it('knows its addresses, and how each stream is written', () => {
    const room = createGemini(settings(9))
    for (const path of [
      OLD,
      NEW,
      VERTEX,
      '/v1internal',
      '/v1beta/models/gemini-3.1-pro-preview%3AstreamGenerateContent',
    ]) {
      expect(room.matches(path.includes('%3A') ? path : `${path}:streamGenerateContent`)).toBe(true)
    }
    for (const path of [
      '/v1beta/models/m:embedContent',
      '/v1beta/models',
      '/v1/publishers/anthropic/models/m:rawPredict',
    ]) {
      expect(room.matches(path)).toBe(false)
    }
    expect(room.framing?.(`${NEW}${STREAM}&key=k`)).toBe('sse')
    expect(room.framing?.(`${NEW}:streamGenerateContent`)).toBe('json-array')
  })

  it('gives ids to the calls of new models, and none to those of Gemini 2 and the first Gemini 3', () => {
    const idsAt = (path: string) => callsIn(bothReplies(path, ASK, CALLING, 9).whole).map(({ id }) => id)
    expect(idsAt(NEW)).toEqual(['turn0call0', 'turn0call1'])
    expect(idsAt(OLD)).toEqual([undefined, undefined])
    expect(idsAt('/v1beta/models/gemini-3-pro-preview')).toEqual([undefined, undefined])
  })

  it('reads turns, tools and results in both spellings', () => {
    const room = createGemini(settings(9))
    const request = {
      tools: [{ functionDeclarations: [{ name: 'read' }] }, { function_declarations: [{ name: 'list' }] }],
      contents: [
        { parts: [{ text: 'go' }] },
        { role: 'model', parts: [{ functionCall: { name: 'read', args: {} } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'read', response: { output: 'one' } } }] },
        { role: 'model', parts: [{ functionCall: { name: 'read', args: {} } }] },
        { role: 'user', parts: [{ function_response: { name: 'read', response: { rows: [1] } } }] },
      ],
    }
    expect(room.read(request, `${NEW}:generateContent`)).toEqual({
      assistantTurns: 2,
      tools: ['read', 'list'],
      toolResults: ['one', '{"rows":[1]}'],
      wantsStream: false,
    })
  })

  it('counts tokens as it counts the prompt, without serving a turn', () => {
    const { room, whole } = bothReplies(NEW, ASK, CALLING, 9)
    const counted = { totalTokens: gemini.usage(whole)?.input }
    expect(room.aside?.(ASK, `${NEW}:countTokens`)).toMatchObject(counted)
    expect(room.aside?.({ generateContentRequest: ASK }, `${NEW}:countTokens`)).toMatchObject(counted)
    expect(room.aside?.(ASK, `${NEW}:generateContent`)).toBeUndefined()
  })

  it('tells the usage so far in every chunk, and the cached part of a prompt that it has seen', () => {
    const long = { ...ASK, systemInstruction: { parts: [{ text: 's'.repeat(20_000) }] } }
    const room = createGemini(settings(4))
    const chunks = [...room.answer(long, CALLING, `${NEW}${STREAM}`).frames].map(({ data }) => data as JsonObject)
    const said = chunks.map(({ usageMetadata }) => Number(objectOf(usageMetadata).candidatesTokenCount ?? 0))
    expect(said).toEqual(said.toSorted((one, other) => one - other))
    expect(said.at(-1)).toBeGreaterThan(said[0] ?? 0)
    expect(gemini.usage(chunks.at(-1) as JsonObject)?.cacheRead).toBeUndefined()
    const again = room.answer(long, CALLING, `${NEW}:generateContent`).body as JsonObject
    expect(gemini.usage(again)?.cacheRead).toBeGreaterThanOrEqual(4096)
    const elsewhere = room.answer(long, CALLING, `${OLD}:generateContent`).body as JsonObject
    expect(gemini.usage(elsewhere)?.cacheRead).toBeUndefined()
  })

  it('words its refusals as Google does', () => {
    const room = createGemini(settings(9))
    const refusal = { status: 529, type: 'overloaded_error', message: 'busy' }
    const body = { error: { code: 529, message: 'busy', status: 'UNAVAILABLE' } }
    expect(room.refuse(refusal)).toEqual(body)
    expect(room.refuseInStream(refusal, { sent: 1, body: {} })).toEqual({ data: body })
    expect(room.refuse({ ...refusal, type: 'ABORTED' })).toEqual({ error: { ...body.error, status: 'ABORTED' } })
  })
})

describe('createGemini, of signatures', () => {
  it.each([OLD, NEW])('takes its own reply back at %s, whole or from a stream', (path) => {
    for (const turn of [CALLING, SAYING]) {
      const { room, whole, streamed } = bothReplies(path, ASK, turn, 3)
      for (const reply of [whole, streamed]) {
        expect(room.check(continued(reply), `${path}:generateContent`)).toBeUndefined()
      }
    }
  })

  it('puts one on the first call, else last on the answer of a new model', () => {
    const signed = (path: string, turn: ServedTurn) =>
      partsOf(bothReplies(path, ASK, turn, 3).streamed).map(({ thoughtSignature }) => thoughtSignature !== undefined)
    expect(signed(NEW, CALLING)).toEqual([false, false, true, false])
    expect(signed(NEW, SAYING)).toEqual([false, false, true])
    expect(signed(OLD, CALLING)).toEqual([false, false, true, false])
    expect(signed(OLD, SAYING)).toEqual([false, false])
  })

  it('refuses a call or a signature that was changed', () => {
    const changes: readonly JsonObject[] = [
      { functionCall: { name: 'read', args: { path: 'c' }, id: 'turn0call0' } },
      { thoughtSignature: 'AAAA' },
    ]
    for (const change of changes) {
      const changed = (part: JsonObject, at: number) => (at === 2 ? { ...part, ...change } : part)
      expect(refusalAfter(NEW, CALLING, changed)).toContain('Corrupted')
    }
  })

  it('refuses one that moved to another part', () => {
    const [, , first = {}] = partsOf(bothReplies(NEW, ASK, CALLING, 9).whole)
    const moved = (part: JsonObject, at: number) =>
      at === 3 ? { ...part, thoughtSignature: first.thoughtSignature } : part
    expect(refusalAfter(NEW, CALLING, moved)).toContain('Corrupted')
  })

  it('takes arguments whose members came back in another order', () => {
    const reordered = (part: JsonObject, at: number) =>
      at === 2
        ? { ...part, functionCall: { name: 'read', id: 'turn0call0', args: { lines: [1, 2], path: 'a"b' } } }
        : part
    expect(refusalAfter(NEW, CALLING, reordered)).toBeUndefined()
  })

  it('refuses a changed answer that is signed', () => {
    const changed = (part: JsonObject, at: number) => (at === 1 ? { ...part, text: 'Reading.' } : part)
    expect(refusalAfter(NEW, SAYING, changed)).toContain('Corrupted')
  })

  it('refuses a first call without it from a new model, and takes it from an old one', () => {
    const bare = (part: JsonObject) => ({ ...part, thoughtSignature: undefined })
    expect(refusalAfter(NEW, CALLING, bare)).toContain('missing a thought_signature')
    expect(refusalAfter(OLD, CALLING, bare)).toBeUndefined()
  })

  it('takes the values that stand for none', () => {
    const skipped = (part: JsonObject, at: number) =>
      at === 2 ? { ...part, thoughtSignature: 'skip_thought_signature_validator' } : part
    expect(refusalAfter(NEW, CALLING, skipped)).toBeUndefined()
  })
})

function settings(chunkSize: number) {
  return { strict: true, prefixCheck: true, chunkSize, minimumCachedTokens: 1024 }
}

/** A turn answered whole and streamed, each by a stand-in of its own, and read as a client reads it. */
function bothReplies(path: string, request: JsonObject, turn: ServedTurn, chunkSize: number) {
  const room = createGemini(settings(chunkSize))
  const whole = room.answer(request, turn, `${path}:generateContent`).body as JsonObject
  const reader = gemini.readStream()
  for (const { data } of createGemini(settings(chunkSize)).answer(request, turn, `${path}${STREAM}`).frames) {
    reader.push(JSON.parse(JSON.stringify(data)))
  }
  return { room, whole, streamed: reader.reply() as JsonObject }
}

function partsOf(reply: JsonObject): readonly JsonObject[] {
  return objectsOf(objectOf(objectsOf(reply.candidates)[0]?.content).parts)
}

function callsIn(reply: JsonObject): readonly JsonObject[] {
  return partsOf(reply).flatMap(({ functionCall }) => (functionCall === undefined ? [] : [objectOf(functionCall)]))
}

/** The parts but for the signature of a text, which a stream brings on an empty part of its own. */
function unsignedTexts(reply: JsonObject): readonly JsonObject[] {
  return partsOf(reply)
    .filter(({ text }) => text !== '')
    .map(({ thoughtSignature, ...part }) => (part.text === undefined ? { ...part, thoughtSignature } : part))
}

function continued(reply: JsonObject): JsonObject {
  const results = [...gemini.toolCalls(reply)].map(({ id, name }) => ({ id, name, text: 'rows' }))
  return applyEdits(ASK, gemini.continueWith(ASK, reply, results))
}

function refusalAfter(
  path: string,
  turn: ServedTurn,
  change: (part: JsonObject, at: number) => JsonObject,
): string | undefined {
  const { room, whole } = bothReplies(path, ASK, turn, 9)
  const [ask, model = {}, ...rest] = objectsOf(continued(whole).contents)
  const contents = [ask, { ...model, parts: objectsOf(model.parts).map(change) }, ...rest]
  return room.check({ contents }, `${path}:generateContent`)?.message
}
