import {
  anthropicMessages,
  applyEdits,
  type Dialect,
  dialectOf,
  type Edit,
  openaiChat,
  type Path,
  type Segment,
  spliceEdits,
} from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { hasShared, sharedFiles, sharedJson } from '../shared-data.ts'
import { listAt, valueAt } from './value-at.ts'
import { recordings } from './recordings.ts'

interface Walked {
  readonly name: string
  readonly isSession: boolean
  readonly dialect: Dialect
  readonly json: string
  readonly request: unknown
  readonly segments: readonly Segment[]
}

/** The dialects that this file is about; the others have files of their own. */
const MESSAGE_DIALECTS: ReadonlySet<Dialect> = new Set<Dialect>([anthropicMessages, openaiChat])

const WALKED: readonly Walked[] = [...requests(), ...sessions()]

describe.skipIf(!hasShared)('segments of every recorded request and session', () => {
  it('stand where their path says, on disjoint paths, in wire order', () => {
    for (const { name, request, segments } of WALKED) {
      const paths = segments.map(({ path }) => path)
      for (const { path, text, turn, wrap } of segments) {
        expect(wrap, `of ${name}`).toBe(undefined)
        expect(valueAt(request, path), `of ${name}`).toBe(text)
        expect(turn, `of ${name}`).toBe(path[0] === 'system' ? -1 : path[1])
      }
      expect(new Set(paths.map((path) => JSON.stringify(path))).size, `of ${name}`).toBe(paths.length)
      const allPaths = stringPathsOf(request)
      const places = paths.map((path) => allPaths.indexOf(JSON.stringify(path)))
      expect(places, `of ${name}`).not.toContain(-1)
      expect(places, `of ${name}`).toEqual([...places].sort((a, b) => a - b))
    }
  })

  it('are inside known blocks only, and inside no opaque one', () => {
    const types = new Set<unknown>()
    for (const { request, segments } of WALKED) {
      for (const { path } of segments) {
        for (let length = 1; length < path.length; length += 1) {
          const type = valueAt(request, [...path.slice(0, length), 'type'])
          if (type !== undefined) types.add(type)
        }
        expect(['system', 'content', 'text', 'data']).toContain(path.at(-1))
      }
    }
    // The text of a document stands in its source, whose type is `text` too.
    expect([...types].sort()).toEqual(['document', 'text', 'tool_result'])
  })

  it('hold every text of every tool result, with the call it answers', () => {
    let results = 0
    for (const { name, dialect, request, segments } of WALKED) {
      const tools = segments.filter(({ role }) => role === 'tool')
      const expected = dialect.name === 'openai-chat' ? chatResults(request) : anthropicResults(request)
      expect(
        tools.map(({ text, tool }) => ({ text, ...tool })),
        `of ${name}`,
      ).toEqual(expected)
      results += expected.length
    }
    expect(results).toBeGreaterThan(2_500)
  })
})

describe.skipIf(!hasShared)('both writers on every recorded request and session', () => {
  it('give back the very value where there are no edits', () => {
    for (const { json, request } of WALKED) {
      expect(spliceEdits(json, [])).toBe(json)
      expect(applyEdits(request, [])).toBe(request)
    }
  })

  it('make the same request when every text is replaced by itself', () => {
    for (const { name, json, request, segments } of WALKED) {
      const edits = segments.map(({ path, text }): Edit => ({ op: 'replace', path, value: text }))
      expect(JSON.parse(spliceEdits(json, edits)), `of ${name}`).toEqual(request)
      expect(applyEdits(request, edits), `of ${name}`).toEqual(request)
    }
  })

  it('agree when every text is replaced by another, and change no character outside', () => {
    for (const { name, json, request, segments } of WALKED) {
      const edits = segments.map(({ path }, index): Edit => ({ op: 'replace', path, value: `\u2045${index}\u2046` }))
      const spliced = spliceEdits(json, edits)
      expect(JSON.parse(spliced), `of ${name}`).toEqual(applyEdits(request, edits))
      expect(restored(spliced, json), `of ${name}`).toBe(json)
    }
  })

  it('agree on a tool that is added, once', () => {
    const tool = { name: 'look_up_original', description: 'Looks an original up.', inputSchema: { type: 'object' } }
    for (const { name, dialect, json, request } of WALKED) {
      const edits = dialect.addTool(request, tool)
      expect(edits, `of ${name}`).toHaveLength(1)
      const edited = applyEdits(request, edits)
      expect(JSON.parse(spliceEdits(json, edits)), `of ${name}`).toEqual(edited)
      expect(dialect.addTool(edited, tool), `of ${name}`).toEqual([])
      expect([...dialect.segments(edited)], `of ${name}`).toEqual([...dialect.segments(request)])
    }
  })
})

describe.skipIf(!hasShared)('dialectOf', () => {
  it('knows every recorded request by its shape, or reads the same texts in either dialect', () => {
    const unknown: string[] = []
    let ambiguous = 0
    for (const { name, dialect, request } of WALKED.filter(({ isSession }) => !isSession)) {
      const found = dialectOf(request)
      if (found === undefined) unknown.push(name)
      if (found === undefined || found.name === dialect.name) continue
      ambiguous += 1
      expect([...found.segments(request)], `of ${name}`).toEqual([...dialect.segments(request)])
    }
    expect(unknown).toEqual([])
    expect(ambiguous).toBeLessThan(8)
  })

  it('takes no recorded request of another format for one of these', () => {
    const formats = ['bedrock-converse', 'gemini', 'openai-responses'].map((format) => `fixtures/${format}`)
    const bodies = formats.flatMap((folder) =>
      sharedFiles(folder, '.json').map((name) => valueAt(sharedJson(name), ['request', 'body'])),
    )
    expect(bodies.length).toBeGreaterThan(500)
    const names = new Set(bodies.map((body) => dialectOf(body)?.name))
    for (const { dialect } of WALKED) expect(names).not.toContain(dialect.name)
  })

  it('knows each request of every recorded batch, and no batch', () => {
    const values = recordings().map(({ json }): unknown => JSON.parse(json ?? 'null'))
    const batches = values.filter((value) => listAt(value, ['requests']).length > 0)
    const params = batches.flatMap((batch) => listAt(batch, ['requests']).map((one) => valueAt(one, ['params'])))
    expect(batches.map((batch) => dialectOf(batch))).toEqual([undefined, undefined])
    expect(params.map((one) => dialectOf(one)?.name)).toEqual(params.map(() => 'anthropic-messages'))
    expect(params.flatMap((one) => [...(dialectOf(one)?.segments(one) ?? [])]).length).toBeGreaterThan(1)
  })

  it('finds the same dialect for every beginning of a session', () => {
    for (const { name, request, dialect } of WALKED.filter(({ isSession }) => isSession)) {
      const messages = listAt(request, ['messages'])
      for (const length of messages.keys()) {
        const beginning = { ...Object(request), messages: messages.slice(0, length) }
        const found = dialectOf(beginning)
        if (found?.name === dialect.name) continue
        expect([...(found?.segments(beginning) ?? [])], `of ${name}`).toEqual([...dialect.segments(beginning)])
      }
    }
  })
})

function requests(): Walked[] {
  return recordings().flatMap(({ name, dialect, json }) => (json === undefined ? [] : walk(name, dialect, json, false)))
}

function sessions(): Walked[] {
  return sharedFiles('data/traces', '.json').flatMap((name) => {
    const json = JSON.stringify(sharedJson(name))
    const dialect = dialectOf(JSON.parse(json))
    return dialect === undefined || !MESSAGE_DIALECTS.has(dialect) ? [] : walk(name, dialect, json, true)
  })
}

function walk(name: string, dialect: Dialect, json: string, isSession: boolean): Walked[] {
  const request: unknown = JSON.parse(json)
  if (!Array.isArray(valueAt(request, ['messages']))) return []
  return [{ name, isSession, dialect, json, request, segments: [...dialect.segments(request)] }]
}

/** Paths of all strings below `system` and then below `messages`, in order, as JSON. */
function stringPathsOf(request: unknown): readonly string[] {
  return [
    ...stringPaths(valueAt(request, ['system']), ['system']),
    ...stringPaths(valueAt(request, ['messages']), ['messages']),
  ]
}

function stringPaths(value: unknown, path: Path): readonly string[] {
  if (typeof value === 'string') return [JSON.stringify(path)]
  if (Array.isArray(value)) return value.flatMap((item, index) => stringPaths(item, [...path, index]))
  return Object.entries(value ?? {}).flatMap(([key, item]) => stringPaths(item, [...path, key]))
}

/** A text with its marks replaced by the string literals that stood there in the text it was made of. */
function restored(spliced: string, json: string): string {
  const literal = /"[^"\\]*(?:\\.[^"\\]*)*"/y
  let text = ''
  for (const [index, piece] of spliced.split(/"\u2045\d+\u2046"/).entries()) {
    literal.lastIndex = text.length
    if (index > 0) text += literal.exec(json)?.[0]
    text += piece
  }
  return text
}

interface Result {
  readonly text: unknown
  readonly name: unknown
  readonly input: unknown
}

/** The tool results of an Anthropic request, read anew: what the walker must find. */
function anthropicResults(request: unknown): readonly Result[] {
  const blocks = listAt(request, ['messages']).flatMap((message) => listAt(message, ['content']))
  return blocks.flatMap((block, index) => {
    const id = valueAt(block, ['tool_use_id'])
    const isCall = (one: unknown): boolean => valueAt(one, ['type']) === 'tool_use' && valueAt(one, ['id']) === id
    const call = blocks.slice(0, index).findLast(isCall)
    const tool = { name: valueAt(call, ['name']) ?? '', input: JSON.stringify(valueAt(call, ['input'])) ?? '' }
    return valueAt(block, ['type']) === 'tool_result' ? resultsOf(valueAt(block, ['content']), tool) : []
  })
}

/** The tool results of a Chat Completions request, read anew. */
function chatResults(request: unknown): readonly Result[] {
  const messages = listAt(request, ['messages'])
  return messages.flatMap((message, index) => {
    const calls = messages.slice(0, index).flatMap((earlier) => listAt(earlier, ['tool_calls']))
    if (valueAt(message, ['role']) !== 'tool') return []
    const call = calls.findLast((one) => valueAt(one, ['id']) === valueAt(message, ['tool_call_id']))
    const name = valueAt(call, ['function', 'name']) ?? valueAt(message, ['name']) ?? ''
    return resultsOf(valueAt(message, ['content']), { name, input: valueAt(call, ['function', 'arguments']) ?? '' })
  })
}

function resultsOf(content: unknown, tool: Omit<Result, 'text'>): readonly Result[] {
  const texts = Array.isArray(content) ? content.map(plainTextOf) : [content]
  return texts.filter((text) => text !== undefined && text !== '').map((text) => ({ text, ...tool }))
}

function plainTextOf(part: unknown): unknown {
  if (valueAt(part, ['type']) === 'text') return valueAt(part, ['text'])
  return valueAt(part, ['source', 'type']) === 'text' ? valueAt(part, ['source', 'data']) : undefined
}
