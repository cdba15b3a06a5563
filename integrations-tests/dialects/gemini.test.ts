import { applyEdits, type Edit, type Path, type Segment, spliceEdits } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { gemini } from '@headroom/core'
import { hasShared, sharedFiles, sharedJson } from '../shared-data.ts'
import { listAt, valueAt } from './value-at.ts'

/** A recorded exchange: the request's JSON, and the reply whole or as the events of its stream. */
interface Exchange {
  readonly name: string
  readonly json: string | undefined
  readonly request: unknown
  readonly reply: unknown
  readonly events: readonly unknown[] | undefined
}

interface Walked {
  readonly name: string
  readonly json: string
  readonly request: object
  readonly segments: readonly Segment[]
}

const EXCHANGES: readonly Exchange[] = sharedFiles('fixtures/gemini', '.json').map(exchangeOf)
const REQUESTS: readonly Walked[] = EXCHANGES.flatMap(({ name, json, request }) =>
  json !== undefined && gemini.matches(request)
    ? [{ name, json, request, segments: [...gemini.segments(request)] }]
    : [],
)
const STREAMED = EXCHANGES.filter(({ events }) => valueAt(events, [0, 'candidates']) !== undefined)
/** Replies with candidates, those of streams as they are put together. */
const REPLIES: readonly Exchange[] = EXCHANGES.map((exchange) => ({ ...exchange, reply: replyOf(exchange) })).filter(
  ({ reply }) => valueAt(reply, ['candidates']) !== undefined,
)

describe.skipIf(!hasShared)('gemini on every recorded request', () => {
  it('knows all that have contents, and no others', () => {
    const others = EXCHANGES.filter(({ json, request }) => json !== undefined && !gemini.matches(request))
    expect(others.map(({ json }) => json)).toEqual(['{"ttl":"600s"}'])
    expect(REQUESTS.length).toBeGreaterThan(200)
  })

  it('yields every text of contents and of what functions answered, and nothing else', () => {
    let results = 0
    for (const { name, request, segments } of REQUESTS) {
      const found = segments.map(({ path, text, role }) => ({ path, text, role }))
      const expected = [...expectedTexts(request)]
      expect(found, `of ${name}`).toEqual(expected)
      results += expected.filter(({ role }) => role === 'tool').length
    }
    expect(results).toBeGreaterThan(100)
  })

  it('names the call of every result', () => {
    for (const { name, request, segments } of REQUESTS) {
      const calls = contentsOf(request)
        .flatMap((content) => listAt(content, ['parts']))
        .map((part) => valueAt(part, ['functionCall']) ?? valueAt(part, ['function_call']))
      for (const { tool } of segments.filter(({ role }) => role === 'tool')) {
        const called = calls.map((call) => ({
          name: valueAt(call, ['name']),
          input: JSON.stringify(valueAt(call, ['args'])),
        }))
        expect(called, `of ${name}`).toContainEqual(tool)
      }
    }
  })

  it('changes no character outside the texts, and nothing where they become themselves', () => {
    for (const { name, json, request, segments } of REQUESTS) {
      expect(spliceEdits(json, [])).toBe(json)
      const same = segments.map((segment): Edit => edited(segment, segment.text))
      expect(JSON.parse(spliceEdits(json, same)), `of ${name}`).toEqual(request)
      const edits = segments.map((segment, index) => edited(segment, `\u2045${index}\u2046`))
      const spliced = spliceEdits(json, edits)
      expect(JSON.parse(spliced), `of ${name}`).toEqual(applyEdits(request, edits))
      const pieces = spliced.split(/"\u2045\d+\u2046"/)
      let end = 0
      for (const piece of pieces) {
        end = json.indexOf(piece, end) + piece.length
        expect(end, `of ${name}`).toBeGreaterThanOrEqual(piece.length)
      }
      expect([pieces.length, end], `of ${name}`).toEqual([segments.length + 1, json.length])
    }
  })

  it('finds every replaced text again, in the same place', () => {
    for (const { name, request, segments } of REQUESTS) {
      const next = applyEdits(
        request,
        segments.map((segment) => edited(segment, `new ${segment.text}`)),
      )
      const found = [...gemini.segments(next)].map(({ path, text, turn, tool }) => ({ path, text, turn, tool }))
      expect(found, `of ${name}`).toEqual(
        segments.map(({ path, text, turn, tool }) => ({ path, text: `new ${text}`, turn, tool })),
      )
    }
  })

  it('declares a tool once, but beside an explicit cache or the provider’s own tools alone, or where the answer is JSON', () => {
    const tool = { name: 'look_up_original', description: 'Looks an original up.', inputSchema: { type: 'object' } }
    let without = 0
    for (const { name, json, request, segments } of REQUESTS) {
      const edits = gemini.addTool(request, tool)
      const tools = listAt(request, ['tools'])
      const isOnlyTheirs = tools.length > 0 && tools.every((entry) => !JSON.stringify(entry).startsWith('{"function'))
      const isMixed = valueAt(request, ['toolConfig', 'includeServerSideToolInvocations']) === true
      const isCached = valueAt(request, ['cachedContent']) !== undefined
      const isFirst = !JSON.stringify(tools).includes('"function')
      const isJson = isFirst && JSON.stringify(request).includes('"application/json"')
      expect(edits.length, `of ${name}`).toBe(isCached || isJson || (isOnlyTheirs && !isMixed) ? 0 : 1)
      without += 1 - edits.length
      const declared = applyEdits(request, edits)
      expect(JSON.parse(spliceEdits(json, edits)), `of ${name}`).toEqual(declared)
      if (edits.length > 0) expect(gemini.addTool(declared, tool), `of ${name}`).toEqual([])
      expect([...gemini.segments(declared)].map(({ text }) => text)).toEqual(segments.map(({ text }) => text))
    }
    expect(without).toBeGreaterThan(5)
  })

  it('walks a longer conversation as it walked its beginning', () => {
    let continued = 0
    for (const [index, { name, request, segments }] of REQUESTS.entries()) {
      const next = REQUESTS[index + 1]
      const [before, after] = [contentsOf(request), contentsOf(next?.request)]
      if (next === undefined || after.length <= before.length || !isBeginning(before, after)) continue
      const isOfContents = ({ path }: Segment): boolean => path.includes('contents')
      const [first, second] = [segments, next.segments].map((all) =>
        all.filter(isOfContents).map(({ path, text, role, tool }) => ({ path, text, role, tool })),
      )
      expect(second?.slice(0, first?.length), `of ${name}`).toEqual(first)
      continued += 1
    }
    expect(continued).toBeGreaterThan(40)
  })
})

describe.skipIf(!hasShared)('gemini on every recorded reply', () => {
  it('reads the calls with their arguments, and continues with an answer for each', () => {
    let calls = 0
    for (const { name, request, reply } of REPLIES) {
      const read = [...gemini.toolCalls(reply as object)]
      const recorded = partsOf(reply).flatMap((part) => valueAt(part, ['functionCall']) ?? [])
      expect(
        read.map(({ name: called, input }) => ({ name: called, args: JSON.parse(input) })),
        `of ${name}`,
      ).toEqual(recorded.map((call) => ({ name: valueAt(call, ['name']), args: valueAt(call, ['args']) ?? {} })))
      calls += read.length
      if (read.length === 0 || !gemini.matches(request)) continue
      const results = read.map((call) => ({ id: call.id, name: call.name, text: `result of ${call.id}` }))
      const next = applyEdits(request, gemini.continueWith(request, reply as object, results))
      expect(contentsOf(next).at(-2), `of ${name}`).toEqual(valueAt(reply, ['candidates', 0, 'content']))
      const answers = [...gemini.segments(next)].slice(-results.length)
      expect(
        answers.map(({ text, tool }) => ({ text, tool })),
        `of ${name}`,
      ).toEqual(read.map((call) => ({ text: `result of ${call.id}`, tool: { name: call.name, input: call.input } })))
    }
    expect(calls).toBeGreaterThan(70)
  })

  it('reads usage that adds up to the total', () => {
    for (const { name, reply } of REPLIES) {
      const { input, cacheRead, output } = gemini.usage(reply as object) ?? {}
      const reported = valueAt(reply, ['usageMetadata'])
      expect((input ?? Number.NaN) + (cacheRead ?? 0) + (output ?? 0), `of ${name}`).toBe(
        valueAt(reported, ['totalTokenCount']),
      )
      expect(cacheRead, `of ${name}`).toBe(valueAt(reported, ['cachedContentTokenCount']))
    }
  })

  it('reads why it ended', () => {
    for (const { name, reply } of REPLIES) {
      const finish = valueAt(reply, ['candidates', 0, 'finishReason'])
      const hasCalls = partsOf(reply).some((part) => valueAt(part, ['functionCall']) !== undefined)
      const expected = finish === 'MAX_TOKENS' ? 'length' : hasCalls ? 'calls' : 'end'
      expect(gemini.stopReason(reply as object), `of ${name}`).toBe(expected)
    }
    const failed = EXCHANGES.filter(({ reply }) => valueAt(reply, ['error']) !== undefined)
    expect(failed.map(({ reply }) => gemini.stopReason(reply as object))).toEqual(Array(4).fill('failed'))
  })

  it('puts streams together with every text and signature, and reads the array of their chunks alike', () => {
    expect(STREAMED.length).toBeGreaterThan(45)
    for (const { name, events = [], ...exchange } of STREAMED) {
      const reply = replyOf({ name, events, ...exchange })
      const streamed = events.flatMap(partsOf)
      for (const isThought of [undefined, true]) {
        const [found, expected] = [partsOf(reply), streamed].map((parts) => textOf(parts, isThought))
        expect(found, `of ${name}`).toBe(expected)
      }
      const [found, expected] = [partsOf(reply), streamed].map((parts) =>
        parts.map((part) => valueAt(part, ['thoughtSignature'])).filter((signature) => signature !== undefined),
      )
      expect(found, `of ${name}`).toEqual(expected)
      expect(gemini.usage(events), `of ${name}`).toEqual(gemini.usage(reply as object))
      expect([...gemini.toolCalls(events)], `of ${name}`).toEqual([...gemini.toolCalls(reply as object)])
    }
  })
})

function exchangeOf(name: string): Exchange {
  const file = sharedJson(name)
  const request = valueAt(file, ['request', 'body'])
  const raw = valueAt(file, ['request', 'body_raw'])
  const json = typeof raw === 'string' ? raw : request instanceof Object ? JSON.stringify(request) : undefined
  const sse = valueAt(file, ['response', 'sse_text'])
  const lines = typeof sse === 'string' ? sse.split(/\r?\n/).filter((line) => line.startsWith('data: ')) : undefined
  const events = lines?.map((line): unknown => JSON.parse(line.slice('data: '.length)))
  return { name, json, request, reply: valueAt(file, ['response', 'body']), events }
}

function replyOf({ reply, events }: Exchange): unknown {
  const reader = gemini.readStream()
  for (const event of events ?? []) reader.push(event)
  return events === undefined ? reply : reader.reply()
}

function edited({ path, wrap }: Segment, text: string): Edit {
  return { op: 'replace', path, value: wrap === undefined ? text : wrap(text) }
}

interface ExpectedText {
  readonly path: Path
  readonly text: string
  readonly role: string
}

/** The texts of a request, read anew: what the walker must find. */
function* expectedTexts(request: unknown): Generator<ExpectedText> {
  const at = valueAt(request, ['contents']) === undefined ? ['generateContentRequest'] : []
  for (const [index, part] of listAt(request, [...at, 'systemInstruction', 'parts']).entries()) {
    const text = String(valueAt(part, ['text']))
    yield { path: [...at, 'systemInstruction', 'parts', index, 'text'], text, role: 'system' }
  }
  for (const [turn, content] of contentsOf(request).entries()) {
    for (const [index, part] of listAt(content, ['parts']).entries()) {
      yield* expectedOfPart(part, [...at, 'contents', turn, 'parts', index], valueAt(content, ['role']) === 'model')
    }
  }
}

function* expectedOfPart(part: unknown, path: Path, isModel: boolean): Generator<ExpectedText> {
  const text = valueAt(part, ['text'])
  const isPlain = Object.keys(Object(part)).length === 1
  if (typeof text === 'string' && text !== '' && isPlain)
    yield { path: [...path, 'text'], text, role: isModel ? 'assistant' : 'user' }
  for (const name of ['functionResponse', 'function_response']) {
    const hasMedia = valueAt(part, [name, 'parts']) !== undefined
    for (const [member, value] of Object.entries(Object(valueAt(part, [name, 'response'])))) {
      const here = { path: [...path, name, 'response', member], role: 'tool' }
      if (typeof value === 'string') {
        if (member !== 'name') yield { ...here, text: value }
      } else if (member === 'content')
        yield { ...here, path: [...here.path, 0, 'text'], text: String(valueAt(value, [0, 'text'])) }
      else if (!hasMedia) yield { ...here, text: JSON.stringify(value) }
    }
  }
}

function contentsOf(request: unknown): readonly unknown[] {
  return [...listAt(request, ['contents']), ...listAt(request, ['generateContentRequest', 'contents'])]
}

function partsOf(reply: unknown): readonly unknown[] {
  return listAt(reply, ['candidates', 0, 'content', 'parts'])
}

function textOf(parts: readonly unknown[], isThought: boolean | undefined): string {
  const texts = parts.filter((part) => valueAt(part, ['thought']) === isThought).map((part) => valueAt(part, ['text']))
  return texts.filter((text) => typeof text === 'string').join('')
}

function isBeginning(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length > 0 && before.every((content, index) => JSON.stringify(content) === JSON.stringify(after[index]))
}
