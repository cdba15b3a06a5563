import {
  anthropicMessages,
  applyEdits,
  bedrockConverse,
  dialectOf,
  type Edit,
  type Path,
  type Segment,
  spliceEdits,
  type ToolCall,
} from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { hasShared, sharedFiles, sharedJson } from '../shared-data.ts'
import { listAt, valueAt } from './value-at.ts'

type Members = Readonly<Record<string, unknown>>

/** A recorded exchange. */
interface Exchange {
  readonly name: string
  /** The request's JSON as it went over the wire, or its compact form; undefined where the recording has none. */
  readonly json: string | undefined
  /** The whole body of a reply that was not streamed. */
  readonly reply: Members | undefined
  /** The events of a streamed reply: of Converse named by their only key, of InvokeModel as they stand in their chunks. */
  readonly events: readonly Members[]
}

interface Walked {
  readonly name: string
  readonly json: string
  readonly request: ConverseRequest
  readonly segments: readonly Segment[]
}

type ConverseRequest = Parameters<typeof bedrockConverse.segments>[0]

const CONVERSE: readonly Exchange[] = exchangesOf('bedrock-converse')
const INVOKE: readonly Exchange[] = exchangesOf('bedrock-invoke')
/** Amazon's own models take the same format under InvokeModel. */
const AMAZON = INVOKE.filter(({ json }) => json !== undefined && bedrockConverse.matches(JSON.parse(json)))
const CLAUDE = INVOKE.filter(({ json }) => json?.includes('"anthropic_version"'))
const WALKED: readonly Walked[] = [...CONVERSE, ...AMAZON].flatMap(walk)
const REPLIES = [...CONVERSE, ...AMAZON].flatMap(({ name, json, reply }) =>
  reply === undefined || valueAt(reply, ['output', 'message']) === undefined ? [] : [{ name, json, reply }],
)
const STREAMS = [...CONVERSE, ...AMAZON].filter(({ events }) => events.length > 0)

describe.skipIf(!hasShared)('bedrockConverse.matches', () => {
  it("knows every recorded request of Converse, and those of Amazon's models under InvokeModel", () => {
    const requests = CONVERSE.flatMap(({ json }) => (json === undefined ? [] : [JSON.parse(json)]))
    expect(requests).toHaveLength(80)
    expect(requests.filter((request) => !bedrockConverse.matches(request))).toEqual([])
    expect(AMAZON).toHaveLength(5)
  })

  it('knows every beginning of a conversation that it knows', () => {
    for (const { name, request } of WALKED) {
      for (const length of request.messages.keys()) {
        const beginning = { ...request, messages: request.messages.slice(0, length + 1) }
        expect(bedrockConverse.matches(beginning), `of ${name}`).toBe(true)
      }
    }
  })

  it('knows no recorded request of another format', () => {
    const formats = ['anthropic-messages', 'gemini', 'openai-chat', 'openai-responses', 'others']
    const names = formats.flatMap((format) => sharedFiles(`fixtures/${format}`, '.json'))
    const bodies = names.map((name) => valueAt(sharedJson(name), ['request', 'body']))
    expect(bodies.length).toBeGreaterThan(1_000)
    expect(bodies.filter((body) => bedrockConverse.matches(body))).toEqual([])
  })
})

describe.skipIf(!hasShared)('segments of every recorded request', () => {
  it('are the texts, and the JSON of tool results, that a reader of the format finds', () => {
    for (const { name, request, segments } of WALKED) {
      const found = segments.map(({ role, turn, text, tool }) => ({ role, turn, text, ...tool }))
      expect(found, `of ${name}`).toEqual([...expectedOf(request)])
    }
    const results = WALKED.flatMap(({ segments }) => segments).filter(({ role }) => role === 'tool')
    expect(results).toHaveLength(22)
  })

  it('stand where their paths say, inside nothing opaque', () => {
    const members = new Set<unknown>()
    for (const { name, request, segments } of WALKED) {
      for (const { path, text, wrap } of segments) {
        const value = valueAt(request, path)
        expect(wrap === undefined ? value : wrap(text), `of ${name}`).toEqual(value)
        for (const token of path) if (typeof token === 'string') members.add(token)
      }
    }
    expect([...members].sort()).toEqual(['content', 'messages', 'system', 'text', 'toolResult'])
  })
})

describe.skipIf(!hasShared)('both writers on every recorded request', () => {
  it('make the same request when every text is replaced by itself', () => {
    for (const { name, json, request, segments } of WALKED) {
      const edits = segments.map((segment) => editOf(segment, segment.text))
      expect(JSON.parse(spliceEdits(json, edits)), `of ${name}`).toEqual(request)
      expect(applyEdits(request, edits), `of ${name}`).toEqual(request)
      expect(spliceEdits(json, [])).toBe(json)
    }
  })

  it('agree when every text is replaced by another, and change no character outside', () => {
    for (const { name, json, request, segments } of WALKED) {
      const edits = segments.map((segment, index) =>
        editOf(segment, segment.wrap ? `\u27e6${index}\u27e7` : `\u2045${index}\u2046`),
      )
      const spliced = spliceEdits(json, edits)
      expect(JSON.parse(spliced), `of ${name}`).toEqual(applyEdits(request, edits))
      const values = segments.map(({ path }) => valueAt(request, path))
      expect(restoredValues(spliced, json), `of ${name}`).toEqual(values)
    }
  })

  it('agree on a tool that is added as the last, once', () => {
    const tool = { name: 'look_up_original', description: 'Looks an original up.', inputSchema: { type: 'object' } }
    for (const { name, json, request, segments } of WALKED) {
      const edits = bedrockConverse.addTool(request, tool)
      const edited = applyEdits(request, edits)
      expect(JSON.parse(spliceEdits(json, edits)), `of ${name}`).toEqual(edited)
      const [before, after] = [request, edited].map((of) => listAt(of, ['toolConfig', 'tools']))
      expect(after?.slice(0, -1), `of ${name}`).toEqual(before)
      expect(valueAt(after?.at(-1), ['toolSpec', 'name'])).toBe(tool.name)
      expect(bedrockConverse.addTool(edited, tool), `of ${name}`).toEqual([])
      expect(factsOf(bedrockConverse.segments(edited)), `of ${name}`).toEqual(factsOf(segments))
    }
  })
})

describe.skipIf(!hasShared)('every recorded reply', () => {
  it('tells its calls, its usage and why it ended', () => {
    let calls = 0
    for (const { name, reply } of REPLIES) {
      const blocks = listAt(reply, ['output', 'message', 'content']).map((block) => valueAt(block, ['toolUse']))
      const client = blocks.filter((call) => call !== undefined && valueAt(call, ['type']) !== 'server_tool_use')
      const expected = client.map((call) => ({
        id: valueAt(call, ['toolUseId']),
        name: valueAt(call, ['name']),
        input: JSON.stringify(valueAt(call, ['input'])),
      }))
      expect([...bedrockConverse.toolCalls(reply)], `of ${name}`).toEqual(expected)
      expect(bedrockConverse.stopReason(reply), `of ${name}`).toBe(ENDS[String(reply['stopReason'])])
      expect(totalOf(bedrockConverse.usage(reply)), `of ${name}`).toBe(valueAt(reply, ['usage', 'totalTokens']))
      calls += expected.length
    }
    expect([REPLIES.length, calls]).toEqual([71, 20])
  })

  it('goes on in a request whose last segments are the results, each with its call', () => {
    let continued = 0
    for (const { name, json, reply } of REPLIES) {
      const calls = [...bedrockConverse.toolCalls(reply)]
      if (json === undefined || calls.length === 0) continue
      const request = JSON.parse(json)
      const next = applyEdits(request, bedrockConverse.continueWith(request, reply, calls.map(resultOf)))
      const segments = [...bedrockConverse.segments(next)].slice(-calls.length)
      expect(
        segments.map(({ text, tool }) => ({ text, tool })),
        `of ${name}`,
      ).toEqual(
        calls.map(({ id, name: called, input }) => ({ text: `result of ${id}`, tool: { name: called, input } })),
      )
      expect(next.messages.at(-2)).toEqual(valueAt(reply, ['output', 'message']))
      continued += 1
    }
    expect(continued).toBeGreaterThan(8)
  })

  it('comes out of a stream as it went in', () => {
    // Some recordings were made up, with a `type` on texts, which no stream has.
    const real = REPLIES.filter(({ reply }) => !JSON.stringify(reply).includes('{"type":"text"'))
    expect(real).toHaveLength(68)
    for (const { name, reply } of real) {
      const reader = bedrockConverse.readStream()
      for (const event of streamed(reply)) reader.push(event)
      const { output, stopReason, usage } = reply
      expect(reader.reply(), `of ${name}`).toEqual({ output, stopReason, usage })
    }
  })
})

describe.skipIf(!hasShared)('every recorded stream', () => {
  it('amounts to the texts, the calls, the usage and the end that its events tell', () => {
    expect(STREAMS).toHaveLength(23)
    for (const { name, events } of STREAMS) {
      const reader = bedrockConverse.readStream()
      for (const event of events) reader.push(event)
      const reply = reader.reply() ?? {}
      const content = listAt(reply, ['output', 'message', 'content'])
      expect(textOf(content, ['text']), `of ${name}`).toBe(textOf(events, ['contentBlockDelta', 'delta', 'text']))
      const reasoning = ['reasoningContent', 'text']
      expect(textOf(content, ['reasoningContent', 'reasoningText', 'text']), `of ${name}`).toBe(
        textOf(events, ['contentBlockDelta', 'delta', ...reasoning]),
      )
      const started = events.map((event) => valueAt(event, ['contentBlockStart', 'start', 'toolUse']))
      const names = started.filter((call) => call !== undefined).map((call) => valueAt(call, ['name']))
      const calls = content.map((block) => valueAt(block, ['toolUse'])).filter((call) => call !== undefined)
      expect(
        calls.map((call) => valueAt(call, ['name'])),
        `of ${name}`,
      ).toEqual(names)
      expect(
        calls.map((call) => typeof valueAt(call, ['input'])),
        `of ${name}`,
      ).toEqual(names.map(() => 'object'))
      const end = events.map((event) => valueAt(event, ['messageStop', 'stopReason'])).find(Boolean)
      expect(bedrockConverse.stopReason(reply), `of ${name}`).toBe(ENDS[String(end)])
      const usage = events.map((event) => valueAt(event, ['metadata', 'usage'])).find(Boolean)
      expect(valueAt(reply, ['usage']), `of ${name}`).toEqual(usage)
    }
  })
})

describe.skipIf(!hasShared)('recorded conversations of several exchanges', () => {
  const pairs = CONVERSE.flatMap((earlier) => {
    const [, stem = '', index = ''] = /^(.*__)(\d\d)\.json$/.exec(earlier.name) ?? []
    const name = `${stem}${String(Number(index) + 1).padStart(2, '0')}.json`
    const later = CONVERSE.find((exchange) => exchange.name === name)
    return later === undefined ? [] : [{ earlier, later }]
  })

  it('begin each request with the segments of the one before', () => {
    expect(pairs).toHaveLength(18)
    for (const { earlier, later } of pairs) {
      const [before, after] = [earlier, later].map(({ json }) =>
        factsOf(bedrockConverse.segments(JSON.parse(json ?? ''))),
      )
      expect(after?.slice(0, before?.length), `of ${later.name}`).toEqual(before)
    }
  })

  it('go on as continueWith goes on, after replies that came whole and in streams', () => {
    const same = pairs.filter(({ earlier, later }) => {
      const request: ConverseRequest = JSON.parse(earlier.json ?? '')
      const reader = bedrockConverse.readStream()
      for (const event of earlier.events) reader.push(event)
      const next = applyEdits(request, bedrockConverse.continueWith(request, reader.reply() ?? earlier.reply ?? {}, []))
      const sent: ConverseRequest = JSON.parse(later.json ?? '')
      return (
        JSON.stringify(sorted(next.messages.at(-1))) === JSON.stringify(sorted(sent.messages[request.messages.length]))
      )
    })
    // The other clients leave something out of the reply, or start anew.
    expect(same).toHaveLength(12)
    expect(same.filter(({ earlier }) => earlier.events.length > 0)).toHaveLength(2)
  })
})

describe.skipIf(!hasShared)("Anthropic's bodies under InvokeModel", () => {
  it('are known as anthropic-messages, and walked', () => {
    const requests = CLAUDE.map(({ json }) => JSON.parse(json ?? ''))
    expect(requests).toHaveLength(10)
    expect(requests.map((request) => dialectOf(request)?.name)).toEqual(requests.map(() => 'anthropic-messages'))
    for (const request of requests) expect([...anthropicMessages.segments(request)].length).toBeGreaterThan(0)
  })

  it('are answered in streams of Anthropic events', () => {
    const streams = CLAUDE.filter(({ events }) => events.length > 0)
    expect(streams).toHaveLength(2)
    for (const { name, events } of streams) {
      expect([events[0]?.['type'], events.at(-1)?.['type']], `of ${name}`).toEqual(['message_start', 'message_stop'])
      const reader = anthropicMessages.readStream()
      for (const event of events) reader.push(event)
      const reply = reader.reply() ?? {}
      expect(textOf(listAt(reply, ['content']), ['text']), `of ${name}`).toBe(textOf(events, ['delta', 'text']))
      expect(anthropicMessages.usage(reply)?.output, `of ${name}`).toBeGreaterThan(0)
    }
  })
})

/** What the reasons that were recorded mean. */
const ENDS: Readonly<Record<string, string>> = {
  end_turn: 'end',
  tool_use: 'calls',
  max_tokens: 'length',
  guardrail_intervened: 'refused',
}

function exchangesOf(folder: string): readonly Exchange[] {
  return sharedFiles(`fixtures/${folder}`, '.json').map((name) => {
    const file = sharedJson(name)
    const body = valueAt(file, ['request', 'body'])
    const raw = valueAt(file, ['request', 'body_raw'])
    const json = typeof raw === 'string' ? raw : body instanceof Object ? JSON.stringify(body) : undefined
    const reply = valueAt(file, ['response', 'body'])
    return {
      name,
      json,
      reply: reply instanceof Object ? (reply as Members) : undefined,
      events: listAt(file, ['response', 'events']).map(eventOf),
    }
  })
}

/** Recordings without headers are of a test's own making, and have the whole event in their payload. */
function eventOf(frame: unknown): Members {
  const payload = valueAt(frame, ['payload']) as Members
  const type = valueAt(frame, ['headers', ':event-type'])
  if (type === 'chunk') return JSON.parse(Buffer.from(String(payload['bytes']), 'base64').toString())
  return typeof type === 'string' ? { [type]: payload } : payload
}

function walk({ name, json }: Exchange): Walked[] {
  if (json === undefined) return []
  const request: ConverseRequest = JSON.parse(json)
  return [{ name, json, request, segments: [...bedrockConverse.segments(request)] }]
}

function editOf({ path, wrap }: Segment, text: string): Edit {
  return { op: 'replace', path, value: wrap === undefined ? text : wrap(text) }
}

function factsOf(segments: Iterable<Segment>): readonly unknown[] {
  return [...segments].map(({ path, role, turn, text, tool }) => ({ path, role, turn, text, tool }))
}

/** Values of the JSON that stood where a text has its marks, by mark. Fails where the texts differ elsewhere. */
function restoredValues(spliced: string, json: string): readonly unknown[] {
  const [first = '', ...others] = spliced.split(/\{"text":"\u27e6(\d+)\u27e7"\}|"\u2045(\d+)\u2046"/)
  expect(json.startsWith(first)).toBe(true)
  const values: unknown[] = []
  let at = first.length
  for (let index = 0; index < others.length; index += 3) {
    const [wrapped, plain, piece = ''] = others.slice(index, index + 3)
    const end = index + 3 === others.length ? json.length - piece.length : json.indexOf(piece, at)
    values[Number(wrapped ?? plain)] = JSON.parse(json.slice(at, end))
    at = end + piece.length
  }
  expect(at).toBe(json.length)
  return values
}

/** The texts of a request, read anew. */
function* expectedOf(request: unknown): Generator<Members> {
  for (const block of listAt(request, ['system'])) {
    if (valueAt(block, ['text'])) yield { role: 'system', turn: -1, text: valueAt(block, ['text']) }
  }
  for (const [turn, message] of listAt(request, ['messages']).entries()) {
    for (const block of listAt(message, ['content'])) {
      if (valueAt(block, ['text'])) yield { role: valueAt(message, ['role']), turn, text: valueAt(block, ['text']) }
      const tool = callOf(request, valueAt(block, ['toolResult', 'toolUseId']))
      for (const part of listAt(block, ['toolResult', 'content'])) {
        const text = valueAt(part, ['text']) ?? JSON.stringify(valueAt(part, ['json']))
        if (text !== undefined) yield { role: 'tool', turn, text, ...tool }
      }
    }
  }
}

function callOf(request: unknown, id: unknown): Members {
  const blocks = listAt(request, ['messages']).flatMap((message) => listAt(message, ['content']))
  const call = blocks.map((block) => valueAt(block, ['toolUse'])).find((one) => valueAt(one, ['toolUseId']) === id)
  return { name: valueAt(call, ['name']), input: JSON.stringify(valueAt(call, ['input'])) }
}

function resultOf({ id, name }: ToolCall): { id: string; name: string; text: string } {
  return { id, name, text: `result of ${id}` }
}

function totalOf(usage: ReturnType<typeof bedrockConverse.usage>): number {
  const { input = Number.NaN, cacheRead = 0, cacheWrite = 0, output = Number.NaN } = usage ?? {}
  return input + cacheRead + cacheWrite + output
}

/** The events of a reply as the API streams them, texts in halves. */
function* streamed({ output, stopReason, usage }: Members): Generator<Members> {
  yield { messageStart: { role: valueAt(output, ['message', 'role']) } }
  for (const [contentBlockIndex, block] of listAt(output, ['message', 'content']).entries()) {
    const { toolUse, toolResult, reasoningContent, citationsContent, text } = block as Record<string, Members>
    const started = toolUse ? { toolUse } : toolResult ? { toolResult } : undefined
    if (started) yield { contentBlockStart: { contentBlockIndex, start: started } }
    const deltas = [
      ...halves(text).map((half) => ({ text: half })),
      ...halves(toolUse && JSON.stringify(toolUse['input'])).map((input) => ({ toolUse: { input } })),
      ...listAt(toolResult, ['content']).map((part) => ({ toolResult: [part] })),
      ...halves(valueAt(reasoningContent, ['reasoningText', 'text'])).map((half) => ({
        reasoningContent: { text: half },
      })),
      ...[valueAt(reasoningContent, ['reasoningText', 'signature'])].filter(Boolean).map((signature) => ({
        reasoningContent: { signature },
      })),
      ...[reasoningContent]
        .filter((thought) => thought?.['redactedContent'] !== undefined)
        .map((thought) => ({
          reasoningContent: thought,
        })),
      ...listAt(citationsContent, ['content'])
        .flatMap((part) => halves(valueAt(part, ['text'])))
        .map((half) => ({
          text: half,
        })),
      ...listAt(citationsContent, ['citations']).map((citation) => ({ citation })),
    ]
    for (const delta of deltas) yield { contentBlockDelta: { contentBlockIndex, delta, p: 'abc' } }
    yield { contentBlockStop: { contentBlockIndex, p: 'a' } }
  }
  yield { messageStop: { stopReason } }
  yield { metadata: { usage, p: 'ab' } }
}

function halves(text: unknown): readonly string[] {
  if (typeof text !== 'string') return []
  return [text.slice(0, text.length >> 1), text.slice(text.length >> 1)]
}

/** A value with the members of each object in the order of their names: some recordings have them sorted. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!(value instanceof Object)) return value
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]))
}

/** All texts at a path of the values, as one. */
function textOf(values: readonly unknown[], path: Path): string {
  return values.map((value) => valueAt(value, path) ?? '').join('')
}
