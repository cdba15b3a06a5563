import { applyEdits } from '@headroom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advise } from './advise.ts'
import { alignSystem } from './align-system.ts'
import { type Comparison, compareFingerprints } from './compare-fingerprints.ts'
import { type Fingerprints, fingerprints } from './fingerprints.ts'
import { placeBreakpoints } from './place-breakpoints.ts'
import type { DialectName } from './wire-region.ts'

const SEED = { seed: 4, numRuns: 300 }

/** A conversation in no format. */
interface Talk {
  readonly model: string
  readonly tools: readonly string[]
  readonly system: readonly string[]
  readonly texts: readonly string[]
}

const MODELS = ['claude-opus-4-8', 'claude-opus-5', 'claude-x']
const word = fc.string({ minLength: 1, maxLength: 400, unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '2026-11-23') })
const talks: fc.Arbitrary<Talk> = fc.record({
  model: fc.constantFrom(...MODELS),
  tools: fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
  system: fc.array(word, { minLength: 1, maxLength: 3 }),
  texts: fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
})

type Write = (talk: Talk) => object

const role = (index: number, assistant = 'assistant'): string => (index % 2 === 0 ? 'user' : assistant)

const WRITERS: Readonly<Record<DialectName, Write>> = {
  'anthropic-messages': ({ model, tools, system, texts }) => ({
    model,
    tools: tools.map((description) => ({ name: toolName(description), description })),
    system: system.map((text) => ({ type: 'text', text })),
    messages: texts.map((text, index) => ({ role: role(index), content: [{ type: 'text', text }] })),
  }),
  'openai-chat': ({ model, tools, system, texts }) => ({
    model,
    tools: tools.map((description) => ({ type: 'function', function: { name: toolName(description), description } })),
    messages: [
      ...system.map((content) => ({ role: 'system', content })),
      ...texts.map((content, index) => ({ role: role(index), content })),
    ],
  }),
  'openai-responses': ({ model, tools, system, texts }) => ({
    model,
    tools: tools.map((description) => ({ type: 'function', name: toolName(description), description })),
    input: [
      ...system.map((content) => ({ role: 'developer', content })),
      ...texts.map((content, index) => ({ role: role(index), content })),
    ],
  }),
  gemini: ({ model, tools, system, texts }) => ({
    model,
    tools: [{ functionDeclarations: tools.map((description) => ({ name: toolName(description), description })) }],
    systemInstruction: { parts: system.map((text) => ({ text })) },
    contents: texts.map((text, index) => ({ role: role(index, 'model'), parts: [{ text }] })),
  }),
  'bedrock-converse': ({ model, tools, system, texts }) => ({
    model,
    toolConfig: { tools: tools.map((description) => ({ toolSpec: { name: toolName(description), description } })) },
    system: system.map((text) => ({ text })),
    messages: texts.map((text, index) => ({ role: role(index), content: [{ text }] })),
  }),
}

/** Where a tool, a system text and a message stand in each format; the last by the number of system texts. */
const PLACES: Readonly<Record<DialectName, readonly [tools: string, system: string, messages: string]>> = {
  'anthropic-messages': ['tools', 'system', 'messages'],
  'openai-chat': ['tools', 'messages', 'messages'],
  'openai-responses': ['tools', 'input', 'input'],
  gemini: ['tools[0].functionDeclarations', 'systemInstruction.parts', 'contents'],
  'bedrock-converse': ['toolConfig.tools', 'system', 'messages'],
}

const DIALECTS = Object.keys(WRITERS) as DialectName[]
const dialects = fc.constantFrom(...DIALECTS)

// The name of a tool goes with its description, so that it stays the same when others come and go.
function toolName(description: string): string {
  return `t${[...description].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003, 7)}`
}

function printsOf(request: unknown): Fingerprints {
  const prints = fingerprints(request)
  if (prints === undefined) throw new Error('not a request')
  return prints
}

function compare(before: object, after: object): Comparison {
  return compareFingerprints(printsOf(before), printsOf(after))
}

describe('compareFingerprints', () => {
  it('never takes a conversation that went on for a broken one', () => {
    fc.assert(
      fc.property(talks, dialects, fc.nat(), (talk, dialect, cut) => {
        const before = { ...talk, texts: talk.texts.slice(0, 1 + (cut % talk.texts.length)) }
        const comparison = compare(WRITERS[dialect](before), WRITERS[dialect](talk))
        expect(comparison.status).toBe(before.texts.length === talk.texts.length ? 'same' : 'grown')
        const tokens = printsOf(WRITERS[dialect](before)).regions.reduce((sum, region) => sum + region.tokens, 0)
        expect(comparison.keptTokens).toBe(tokens)
      }),
      SEED,
    )
  })

  it('blames every single change on the region that it is in', () => {
    fc.assert(
      fc.property(talks, dialects, fc.constantFrom('system', 'texts', 'model'), fc.nat(), (talk, dialect, what, at) => {
        const [, system, messages] = PLACES[dialect]
        const shift = system === messages ? talk.system.length : 0
        const index = at % (what === 'model' ? 1 : talk[what].length)
        const after = what === 'model' ? { ...talk, model: 'x' } : { ...talk, [what]: talk[what].with(index, '#') }
        const region = { model: 'model', system: `${system}[${index}]`, texts: `${messages}[${index + shift}]` }[what]
        const comparison = compare(WRITERS[dialect](talk), WRITERS[dialect](after))
        expect(comparison).toMatchObject({ status: 'broken', region })
        expect(comparison.status === 'broken' && comparison.change.startsWith(region)).toBe(true)
      }),
      SEED,
    )
  })

  it('names the tool that came, went or changed', () => {
    fc.assert(
      fc.property(talks, dialects, fc.constantFrom('came', 'went', 'changed'), fc.nat(), (talk, dialect, what, at) => {
        const [list] = PLACES[dialect]
        const index = at % talk.tools.length
        const others = talk.tools.toSpliced(index, 1)
        const [before, after] = (
          what === 'came' ? [others, talk.tools] : [talk.tools, what === 'went' ? others : talk.tools.with(index, '#')]
        ).map((tools) => WRITERS[dialect]({ ...talk, tools }))
        if (before === undefined || after === undefined) throw new Error('two of them')
        const how = { came: 'added', went: 'removed', changed: 'replaced' }[what]
        expect(compare(before, after)).toMatchObject({ change: expect.stringContaining(`${list}[${index}] ${how} (`) })
      }),
      SEED,
    )
  })
})

describe('placeBreakpoints', () => {
  const marked = fc.constantFrom<DialectName>('anthropic-messages', 'bedrock-converse')
  const options = { countTokens: (text: string) => text.length * 20 }
  const markers = fc.array(fc.nat(), { maxLength: 4 })

  it('never exceeds four, needs no second time, and gives the request back without its marks', () => {
    fc.assert(
      fc.property(talks, marked, markers, (talk, dialect, own) => {
        const request =
          dialect === 'anthropic-messages' ? markedAt(WRITERS[dialect](talk), own) : WRITERS[dialect](talk)
        const edits = placeBreakpoints(request, options)
        const placed = applyEdits(request, edits)
        expect(markersIn(placed)).toBe(markersIn(request) + edits.length)
        expect(markersIn(placed)).toBeLessThanOrEqual(4)
        expect(placeBreakpoints(placed, options)).toEqual([])
        expect(compare(request, placed).status).toBe('same')
        expect(withoutMarkers(placed)).toEqual(withoutMarkers(request))
        expect(advise(placed, options).filter(({ severity }) => severity === 'refused')).toEqual([])
      }),
      SEED,
    )
  })

  it('marks the end of each request in the next one too', () => {
    fc.assert(
      fc.property(talks, (talk) => {
        const write = WRITERS['anthropic-messages']
        // A request ends with what the user says.
        const texts = talk.texts.slice(0, talk.texts.length - 1 + (talk.texts.length % 2))
        fc.pre(texts.length > 0)
        const [earlier, later] = [texts, [...texts, 'reply', 'next']].map((of) =>
          placeBreakpoints(write({ ...talk, texts: of }), options),
        )
        fc.pre(earlier?.[0]?.path[0] === 'messages')
        expect(later?.map(({ path }) => path)).toContainEqual(earlier?.[0]?.path)
      }),
      SEED,
    )
  })
})

/** Marks some blocks of a request to Anthropic, as a client would. */
function markedAt(request: object, own: readonly number[]): object {
  const { tools, system, messages } = request as Readonly<Record<string, readonly object[]>>
  const places = [
    ...(tools ?? []).map((_, index) => ['tools', index]),
    ...(system ?? []).map((_, index) => ['system', index]),
    ...(messages ?? []).map((_, index) => ['messages', index, 'content', 0]),
  ]
  const chosen = new Set(own.map((at) => places[at % places.length]))
  const value = { type: 'ephemeral' }
  return applyEdits(
    request,
    [...chosen].map((path) => ({ op: 'add' as const, path: [...(path ?? []), 'cache_control'], value })),
  )
}

function markersIn(request: object): number {
  return JSON.stringify(request).split(/"cache_control"|"cachePoint"/).length - 1
}

function withoutMarkers(request: object): unknown {
  return JSON.parse(
    JSON.stringify(request, (key, value: unknown) => {
      if (key === 'cache_control') return undefined
      return Array.isArray(value) ? value.filter((item) => !Object.hasOwn(Object(item), 'cachePoint')) : value
    }),
  )
}

describe('alignSystem', () => {
  const line = fc.constantFrom(
    'You are kind.',
    "Today's date is 2026-11-23.",
    'Session ID: 3f2b8c1e-9d4a-4e6f-8b7a-1c2d3e4f5a6b',
    '  Current time: 10:11',
    '```',
    '',
    'Current branch: main',
    '- Tokens left: 12',
  )
  const prompts = fc.array(
    fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => lines.join('\n')),
    { minLength: 1, maxLength: 3 },
  )

  it('keeps every line exactly once, and needs no second time', () => {
    fc.assert(
      fc.property(prompts, dialects, (system, dialect) => {
        const request = WRITERS[dialect]({ model: 'm', tools: [], system, texts: ['hi'] })
        const { edits, moved } = alignSystem(request)
        const aligned = applyEdits(request, edits)
        const [before, after] = [request, aligned].map(
          (of) => JSON.stringify(of).match(/"(?:text|content)":"[^"]*"/g) ?? [],
        )
        expect(linesOf(after).toSorted()).toEqual(linesOf(before).toSorted())
        expect(alignSystem(aligned)).toEqual({ edits: [], moved: [] })
        expect(moved.length > 0).toBe(edits.length > 0)
      }),
      SEED,
    )
  })
})

function linesOf(texts: readonly string[] | undefined): readonly string[] {
  return (texts ?? []).flatMap((text) => String(JSON.parse(text.replace(/^"(?:text|content)":/, ''))).split('\n'))
}
