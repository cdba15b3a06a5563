import { applyEdits, type Edit, type Segment, spliceEdits, type ToolCall } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { openaiResponses } from '@headroom/core'
import { hasShared, sharedFiles, sharedJson } from '../shared-data.ts'
import { valueAt } from './value-at.ts'

/** A recorded exchange. */
interface Exchange {
  readonly name: string
  /** The request's JSON as it went over the wire, or its compact form; undefined where the recording has none. */
  readonly json: string | undefined
  /** The reply: a whole one, or the final response of a stream. */
  readonly reply: Members | undefined
  /** The events of a streamed reply. */
  readonly events: readonly Members[]
}

type Members = Readonly<Record<string, unknown>>

interface Walked {
  readonly name: string
  readonly json: string
  readonly request: Members
  readonly segments: readonly Segment[]
}

const EXCHANGES: readonly Exchange[] = sharedFiles('fixtures/openai-responses', '.json').map(exchangeOf)
const WALKED: readonly Walked[] = EXCHANGES.flatMap(walk)
const REPLIES = EXCHANGES.flatMap(({ name, json, reply }) =>
  reply?.['object'] === 'response' ? [{ name, json, reply }] : [],
)
const STREAMS = EXCHANGES.filter(({ events }) => events.length > 0)

describe.skipIf(!hasShared)('openaiResponses.matches', () => {
  it('knows every recorded request but one', () => {
    const bodies = WALKED.filter(({ request }) => !openaiResponses.matches(request))
    // A text for a model that does not exist, and nothing else: it could as well be embedded.
    expect(bodies.map(({ request }) => request)).toEqual([{ input: 'Hello', model: 'this-model-does-not-exist' }])
    expect(WALKED.length).toBe(288)
  })

  it('knows every beginning of a list that it knows', () => {
    for (const { name, request } of WALKED) {
      for (const length of listAt(request, 'input').keys()) {
        const beginning = { ...request, input: listAt(request, 'input').slice(0, length + 1) }
        expect(openaiResponses.matches(beginning), `of ${name}`).toBe(true)
      }
    }
  })

  it('knows no recorded request of another format', () => {
    const formats = ['anthropic-messages', 'bedrock-converse', 'bedrock-invoke', 'gemini', 'openai-chat', 'others']
    const names = formats.flatMap((format) => sharedFiles(`fixtures/${format}`, '.json'))
    const bodies = names.map((name) => membersAt(membersOf(sharedJson(name)), 'request')?.['body'])
    expect(bodies.length).toBeGreaterThan(1_000)
    expect(bodies.filter((body) => openaiResponses.matches(body))).toEqual([])
  })
})

describe.skipIf(!hasShared)('segments of every recorded request', () => {
  it('stand where their path says, turn by turn', () => {
    for (const { name, request, segments } of WALKED) {
      for (const { path, text, turn, wrap } of segments) {
        expect(wrap, `of ${name}`).toBe(undefined)
        expect(valueAt(request, path), `of ${name}`).toBe(text)
        expect(turn, `of ${name}`).toBe(path[0] === 'instructions' ? -1 : (path[1] ?? 0))
      }
      expect(new Set(segments.map(({ path }) => JSON.stringify(path))).size, `of ${name}`).toBe(segments.length)
      const turns = segments.map(({ turn }) => turn)
      expect(turns, `of ${name}`).toEqual([...turns].sort((a, b) => a - b))
    }
  })

  it('are all texts of messages, outputs and instructions, and nothing else', () => {
    let total = 0
    for (const { name, request, segments } of WALKED) {
      const texts = textsOf(request)
      expect(
        segments.map(({ text }) => text),
        `of ${name}`,
      ).toEqual(texts)
      total += texts.length
    }
    expect(total).toBe(627)
  })

  it('name the call of every tool result that shows it', () => {
    const results = WALKED.flatMap(({ name, request, segments }) => {
      const calls = listAt(request, 'input').filter(
        ({ type }) => type === 'function_call' || type === 'tool_search_call',
      )
      return segments.flatMap(({ path, turn, tool }) => {
        const id = listAt(request, 'input')[turn]?.['call_id']
        const call = calls.findLast((one) => one['call_id'] === id)
        return path[2] === 'output' ? [{ name, tool, call }] : []
      })
    })
    for (const { name, tool, call } of results) {
      // One client answers its own tool search as a function.
      const expected =
        call?.['type'] === 'tool_search_call'
          ? { name: 'tool_search', input: JSON.stringify(call['arguments']) }
          : { name: call?.['name'] ?? '', input: call?.['arguments'] ?? '' }
      expect(tool, `of ${name}`).toEqual(expected)
    }
    expect(results).toHaveLength(123)
    expect(results.filter(({ call }) => call === undefined)).toHaveLength(1)
  })
})

describe.skipIf(!hasShared)('both writers on every recorded Responses request', () => {
  it('agree when every text is replaced by another, and on going back', () => {
    for (const { name, json, request, segments } of WALKED) {
      const edits = segments.map(({ path }, index): Edit => ({ op: 'replace', path, value: `text ${index}` }))
      const spliced = spliceEdits(json, edits)
      expect(JSON.parse(spliced), `of ${name}`).toEqual(applyEdits(request, edits))
      const back = segments.map(({ path, text }): Edit => ({ op: 'replace', path, value: text }))
      expect(JSON.parse(spliceEdits(spliced, back)), `of ${name}`).toEqual(request)
    }
  })

  it('agree on a tool that is added, once, unless the tools are out of sight', () => {
    const tool = { name: 'look_up_original', description: 'Looks an original up.', inputSchema: { type: 'object' } }
    const without: string[] = []
    for (const { name, json, request, segments } of WALKED) {
      const edits = openaiResponses.addTool(request, tool)
      if (edits.length === 0) without.push(name)
      const edited = applyEdits(request, edits)
      expect(JSON.parse(spliceEdits(json, edits)), `of ${name}`).toEqual(edited)
      expect(openaiResponses.addTool(edited, tool), `of ${name}`).toEqual([])
      expect([...openaiResponses.segments(edited)], `of ${name}`).toEqual(segments)
    }
    expect(without).toHaveLength(2)
    for (const name of without) expect(name).toContain('conversation-id')
  })
})

describe.skipIf(!hasShared)('every recorded Responses reply', () => {
  it('has the calls that the recording shows, arguments verbatim', () => {
    const found = REPLIES.flatMap(({ name, reply }) => {
      const calls = [...openaiResponses.toolCalls(reply)]
      const named = calls.filter(({ name: called }) => !['apply_patch', 'tool_search'].includes(called))
      const items = listAt(reply, 'output').filter(
        ({ type }) => type === 'function_call' || type === 'custom_tool_call',
      )
      expect(named, `of ${name}`).toEqual(
        items.map((item) => ({ id: item['call_id'], name: item['name'], input: item['arguments'] ?? item['input'] })),
      )
      return calls
    })
    expect(found.length).toBeGreaterThan(95)
  })

  it('has the usage that the recording tells', () => {
    const told = REPLIES.filter(({ name, reply }) => {
      const reported = membersAt(reply, 'usage')
      const usage = openaiResponses.usage(reply)
      const input = usage && usage.input + (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0)
      expect(input, `of ${name}`).toBe(reported?.['input_tokens'])
      expect(usage?.output, `of ${name}`).toBe(reported?.['output_tokens'])
      expect(usage && (input ?? 0) + usage.output, `of ${name}`).toBe(reported?.['total_tokens'])
      expect(usage?.cacheRead, `of ${name}`).toBe(membersAt(reported, 'input_tokens_details')?.['cached_tokens'])
      expect(usage?.reasoning, `of ${name}`).toBe(membersAt(reported, 'output_tokens_details')?.['reasoning_tokens'])
      return usage !== undefined
    })
    expect(told.length).toBeGreaterThan(325)
  })

  it('stops for its calls, at its end or with its failure', () => {
    const reasons = new Map<string, number>()
    for (const { name, reply } of REPLIES) {
      const reason = openaiResponses.stopReason(reply)
      const { status } = reply
      const isCalling = [...openaiResponses.toolCalls(reply)].length > 0
      const expected =
        status === 'completed' ? (isCalling ? 'calls' : 'end') : status === 'failed' ? 'failed' : undefined
      expect(reason, `of ${name}`).toBe(expected)
      reasons.set(String(reason), (reasons.get(String(reason)) ?? 0) + 1)
    }
    expect([...reasons.keys()].sort()).toEqual(['calls', 'end', 'failed', 'undefined'])
    expect(reasons.get('undefined')).toBe(2)
  })

  it('goes on with an answer to each of its calls', () => {
    let continued = 0
    for (const { name, json, reply } of REPLIES) {
      const calls = [...openaiResponses.toolCalls(reply)].filter(({ name: called }) => called !== 'tool_search')
      if (calls.length === 0 || json === undefined) continue
      const request = membersOf(JSON.parse(json)) ?? {}
      const results = calls.map(({ id, name: called }) => ({ id, name: called, text: `result of ${id}` }))
      const edits = openaiResponses.continueWith(request, reply, results)
      const next = applyEdits(request, edits)
      expect(JSON.parse(spliceEdits(json, edits)), `of ${name}`).toEqual(next)
      const answers = [...openaiResponses.segments(next)].slice(-results.length)
      const isKept = request['conversation'] !== undefined
      expect(
        answers.map(({ text, tool }) => ({ text, ...tool })),
        `of ${name}`,
      ).toEqual(
        calls.map((call) => ({ text: `result of ${call.id}`, ...(isKept ? { name: '', input: '' } : toolOf(call)) })),
      )
      continued += 1
    }
    expect(continued).toBeGreaterThan(75)
  })
})

describe.skipIf(!hasShared)('every recorded conversation that sends its items again', () => {
  it('keeps the segments and the tool of its earlier requests, in the same places', () => {
    const tool = { name: 'look_up_original', description: 'Looks an original up.', inputSchema: { type: 'object' } }
    let grown = 0
    for (const [index, { name, request, segments }] of WALKED.entries()) {
      const earlier = WALKED[index - 1]
      if (earlier === undefined || !isContinued(earlier.request, request)) continue
      expect(segments.slice(0, earlier.segments.length), `of ${name}`).toEqual(earlier.segments)
      const [before, after] = [earlier.request, request].map((of) => openaiResponses.addTool(of, tool))
      expect(after, `of ${name}`).toEqual(before)
      grown += 1
    }
    expect(grown).toBeGreaterThan(40)
  })
})

describe.skipIf(!hasShared)('readStream over every recorded stream', () => {
  it('gives the final response as it came', () => {
    for (const { name, events, reply } of STREAMS) {
      const reader = openaiResponses.readStream()
      for (const event of events) reader.push(event)
      expect(reader.reply(), `of ${name}`).toBe(reply)
    }
    expect(STREAMS).toHaveLength(96)
  })

  it('has put the same together before the final response came', () => {
    let equal = 0
    for (const { name, events, reply } of STREAMS) {
      const reader = openaiResponses.readStream()
      for (const event of events) if (!isFinal(event)) reader.push(event)
      const { output } = reader.reply() ?? {}
      if (JSON.stringify(output) === JSON.stringify(reply?.['output'])) equal += 1
      expect(withoutSecrets(output), `of ${name}`).toEqual(withoutSecrets(reply?.['output']))
    }
    // The others encrypt anew what they repeat, or give it another id.
    expect(equal).toBe(78)
  })

  it('shows every text as far as it has come', () => {
    let seen = 0
    for (const { name, events } of STREAMS) {
      const reader = openaiResponses.readStream()
      let text = ''
      for (const event of events.filter(({ type }) => type !== 'response.output_item.done' && !isFinalType(type))) {
        if (event['type'] === 'response.created') text = ''
        reader.push(event)
        if (event['type'] !== 'response.output_text.delta') continue
        text += String(event['delta'])
        seen += 1
      }
      const output = listOf(reader.reply()?.output)
      const shown = output.flatMap((item) => listAt(item, 'content')).filter(({ type }) => type === 'output_text')
      expect(shown.map((part) => part['text']).join(''), `of ${name}`).toBe(text)
    }
    expect(seen).toBe(5_374)
  })
})

function exchangeOf(name: string): Exchange {
  const file = membersOf(sharedJson(name))
  const [request, response] = [membersAt(file, 'request'), membersAt(file, 'response')]
  const body = membersAt(request, 'body')
  const events = eventsOf(String(response?.['sse_text'] ?? ''))
  const reply = events.length > 0 ? membersAt(events.findLast(isFinal), 'response') : membersAt(response, 'body')
  return { name, json: body && String(request?.['body_raw'] ?? JSON.stringify(body)), reply, events }
}

function eventsOf(text: string): readonly Members[] {
  const lines = text.split('\n').filter((line) => line.startsWith('data: {'))
  return lines.map((line): Members => JSON.parse(line.slice('data: '.length)))
}

function isFinal({ type }: Members): boolean {
  return isFinalType(type)
}

function isFinalType(type: unknown): boolean {
  return type === 'response.completed' || type === 'response.failed' || type === 'response.incomplete'
}

function walk({ name, json }: Exchange): Walked[] {
  const request = json === undefined ? undefined : membersOf(JSON.parse(json))
  if (json === undefined || request === undefined) return []
  return [{ name, json, request, segments: [...openaiResponses.segments(request)] }]
}

/** The texts of a request, read anew: what the walker must find, in order. */
function textsOf({ instructions, input }: Members): readonly unknown[] {
  const items: readonly Members[] = typeof input === 'string' ? [{ content: input, role: 'user' }] : listOf(input)
  const texts = items.flatMap((item): readonly unknown[] => {
    const isMessage = typeof item['role'] === 'string' && (item['type'] ?? 'message') === 'message'
    const value = isMessage ? item['content'] : item['type'] === 'function_call_output' ? item['output'] : undefined
    return typeof value === 'string'
      ? [value]
      : listOf(value).flatMap((part) => (isAnnotated(part) ? [] : [part['text']]))
  })
  return [instructions, ...texts].filter((text) => typeof text === 'string' && text !== '')
}

function isContinued(earlier: Members, later: Members): boolean {
  const items = listAt(earlier, 'input')
  const again = listAt(later, 'input').slice(0, items.length)
  const kept = [earlier, later].map(({ instructions, conversation }) => ({ instructions, conversation }))
  const isSame = JSON.stringify([again, kept[0]]) === JSON.stringify([items, kept[1]])
  return isSame && items.length > 0 && listAt(later, 'input').length > items.length
}

function isAnnotated({ annotations }: Members): boolean {
  return listOf(annotations).length > 0
}

function toolOf({ name, input }: ToolCall): { name: string; input: string } {
  return { name, input }
}

/** Without what servers make anew each time they show it: ids, and what they encrypt or sign. */
function withoutSecrets(value: unknown): unknown {
  const secrets = new Set(['id', 'encrypted_content', 'fingerprint'])
  return JSON.parse(JSON.stringify(value ?? null, (key, member: unknown) => (secrets.has(key) ? undefined : member)))
}

function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
}

function membersAt(value: Members | undefined, member: string): Members | undefined {
  const found = value?.[member]
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Members) : undefined
}

function listOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value : []
}

function listAt(value: Members | undefined, member: string): readonly Members[] {
  return listOf(value?.[member])
}
