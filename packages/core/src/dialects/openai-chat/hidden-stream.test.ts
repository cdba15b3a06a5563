import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hidden } from './hidden.ts'
import { createHiddenStream } from './hidden-stream.ts'
import type { ChatReply } from './reply.ts'
import { readStream } from './stream.ts'

type Value = Readonly<Record<string, unknown>>

/** What the model says in one round. */
interface Round {
  readonly reasoning: string
  readonly content: string
  /** Names of the tools called. */
  readonly calls: readonly string[]
}

/** Ways of providers: how they send calls, where they tell the usage, and whether the reason to end comes with something said. */
interface Way {
  readonly calls: 'fragments' | 'whole' | 'whole, all numbered 0' | 'whole, without number'
  readonly usage: 'last' | 'every' | 'none'
  readonly endsWithLast: boolean
}

const isHidden = (name: string): boolean => name === 'own'

const texts = { reasoning: fc.stringMatching(/^[a-z]{0,3}$/), content: fc.stringMatching(/^[a-z ]{0,5}$/) }
const round = (name: fc.Arbitrary<string>, minLength: number): fc.Arbitrary<Round> =>
  fc.record({ ...texts, calls: fc.array(name, { minLength, maxLength: 3 }) })
/** Rounds of hidden calls, and one of any. */
const turn = fc
  .tuple(fc.array(round(fc.constant('own'), 1), { maxLength: 3 }), round(fc.constantFrom('own', 'ls', 'cat'), 0))
  .map(([before, last]): readonly Round[] => [...before, last])
const ways: fc.Arbitrary<Way> = fc.record({
  calls: fc.constantFrom('fragments', 'whole', 'whole, all numbered 0', 'whole, without number'),
  usage: fc.constantFrom('last', 'every', 'none'),
  endsWithLast: fc.boolean(),
})

describe('createHiddenStream', () => {
  it('makes one completion of all rounds, that which whole replies are shown as', () => {
    const promise = fc.property(turn, ways, (rounds, how) => {
      const streams = rounds.map((said, at) => chunksOf(said, at, how))
      const shown = hidden.shown(replyOf(streams), isHidden, 0)
      // A stream tells its id before there is another.
      expect(read(joined(streams))).toEqual({ ...shown, id: 'id_0', created: 0 })
    })
    fc.assert(promise, { seed: 4, numRuns: 400 })
  })

  it('gives one id, one role and one reason to end, and numbers calls without gaps', () => {
    const promise = fc.property(turn, ways, (rounds, how) => {
      const chunks = joined(rounds.map((said, at) => chunksOf(said, at, how))) as readonly Value[]
      const choices = chunks.flatMap((chunk) => chunk['choices'] as readonly Value[])
      const deltas = choices.map(({ delta }) => delta as Value)
      expect(new Set(chunks.map(({ id }) => id))).toEqual(new Set(['id_0']))
      expect(deltas.filter((delta) => 'role' in delta)).toHaveLength(1)
      expect(choices.filter(({ finish_reason }) => finish_reason !== null)).toHaveLength(1)
      const fragments = deltas.flatMap(({ tool_calls }) => (tool_calls ?? []) as readonly Value[])
      const visible = rounds.flatMap(({ calls }) => calls.filter((name) => !isHidden(name)))
      if (how.calls === 'fragments')
        expect([...new Set(fragments.map(({ index }) => index))]).toEqual([...visible.keys()])
    })
    fc.assert(promise, { seed: 4, numRuns: 400 })
  })

  it('hands on the very chunks of a round without hidden calls', () => {
    const promise = fc.property(round(fc.constantFrom('ls', 'cat'), 0), ways, (only, how) => {
      const chunks = chunksOf(only, 0, how)
      const shown = joined([chunks])
      expect(shown).toHaveLength(chunks.length)
      for (const [at, chunk] of chunks.entries()) expect(shown[at]).toBe(chunk)
    })
    fc.assert(promise, { seed: 4, numRuns: 100 })
  })

  it('hands on what is said beside a hidden call and beside the end, and holds the rest', () => {
    const stream = createHiddenStream(isHidden)
    const call = { index: 0, id: 'c', type: 'function', function: { name: 'own', arguments: '{}' } }
    const first = {
      id: 'a',
      choices: [{ index: 0, delta: { content: 'So', tool_calls: [call] }, finish_reason: null }],
    }
    const last = {
      id: 'a',
      choices: [{ index: 0, delta: { content: '.' }, finish_reason: 'tool_calls' }],
      usage: USAGE,
    }
    expect(stream.push(first)).toEqual([choice({ content: 'So' })])
    expect(stream.holds()).toBe(true)
    expect(stream.push(last)).toEqual([choice({ content: '.' })])
    expect(stream.push({ id: 'a', choices: [] })).toEqual([])
    expect(stream.end()).toEqual([
      { ...choice({}, 'stop'), usage: USAGE },
      { id: 'a', choices: [] },
    ])
  })

  it('keeps a role that came with a hidden call, once', () => {
    const stream = createHiddenStream(isHidden)
    const call = { id: 'c', type: 'function', function: { name: 'own', arguments: '{}' } }
    expect(stream.push(choice({ role: 'assistant', content: null, tool_calls: [call] }, 'tool_calls'))).toEqual([
      choice({ role: 'assistant', content: null }),
    ])
    stream.next()
    expect(stream.push(choice({ role: 'assistant', content: '' }))).toEqual([])
    expect(stream.push(choice({ content: 'a' }))).toEqual([choice({ content: 'a' })])
  })

  it('tells usage where it comes in a chunk of its own that repeats the role', () => {
    const stream = createHiddenStream(isHidden)
    const call = { id: 'c', type: 'function', function: { name: 'own', arguments: '{}' } }
    const bill = { ...choice({ role: 'assistant', content: '' }), usage: USAGE }
    stream.push(choice({ role: 'assistant', content: '' }))
    for (const chunk of [choice({ tool_calls: [call] }), choice({}, 'tool_calls'), bill])
      expect(stream.push(chunk)).toEqual([])
    stream.next()
    stream.push(choice({ content: 'a' }))
    expect(stream.push(bill)).toEqual([])
    expect(stream.end()).toEqual([
      { ...bill, usage: { prompt_tokens: 10, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 2 } } },
    ])
  })

  it('hides the older function calls', () => {
    const stream = createHiddenStream(isHidden)
    expect(stream.push(choice({ function_call: { name: 'own', arguments: '{' } }))).toEqual([])
    expect(stream.push(choice({ function_call: { arguments: '}' } }))).toEqual([])
    expect(stream.push(choice({}, 'function_call'))).toEqual([])
    expect(stream.end()).toEqual([choice({}, 'stop')])
    const other = createHiddenStream(isHidden)
    const visible = choice({ function_call: { name: 'ls', arguments: '' } })
    expect(other.push(visible)[0]).toBe(visible)
  })

  it('passes what is no chunk, and tells a failure as the API does', () => {
    const stream = createHiddenStream(isHidden)
    for (const event of [undefined, null, 'x', [], { error: { message: 'no' } }, { choices: 'none' }])
      expect(stream.push(event)).toEqual([event])
    expect(stream.failed('No.')).toEqual([{ error: { message: 'No.', type: 'server_error', code: null, param: null } }])
  })
})

const USAGE = { prompt_tokens: 5, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 1 } }

function choice(delta: Value, reason: string | null = null): Value {
  return { id: 'a', choices: [{ index: 0, delta, finish_reason: reason }] }
}

/** The chunks of a round as a provider sends them. */
function chunksOf({ reasoning, content, calls }: Round, at: number, way: Way): readonly unknown[] {
  const deltas: Value[] = [{ role: 'assistant', content: '' }]
  for (const piece of reasoning) deltas.push({ reasoning: piece })
  if (reasoning !== '') deltas.push({ reasoning_details: [{ type: 'reasoning.encrypted', data: reasoning }] })
  for (const piece of content) deltas.push({ content: piece })
  for (const [index, name] of calls.entries()) deltas.push(...callDeltas(index, name, at, way))
  const reason = calls.length > 0 ? 'tool_calls' : 'stop'
  if (!way.endsWithLast) deltas.push({})
  const usage = way.usage === 'every' ? { usage: USAGE } : {}
  const chunks = deltas.map((delta, index): Value => {
    const isLast = index === deltas.length - 1
    const choices = [{ index: 0, delta, finish_reason: isLast ? reason : null }]
    return { id: `id_${at}`, object: 'chat.completion.chunk', created: at, model: 'm', choices, ...usage }
  })
  const last = { id: `id_${at}`, object: 'chat.completion.chunk', created: at, model: 'm', choices: [], usage: USAGE }
  return way.usage === 'last' ? [...chunks, last] : chunks
}

function callDeltas(index: number, name: string, at: number, { calls }: Way): readonly Value[] {
  const call = { id: `call_${at}_${index}`, type: 'function', function: { name, arguments: '{}' } }
  if (calls === 'whole, without number') return [{ tool_calls: [call] }]
  if (calls === 'whole, all numbered 0') return [{ tool_calls: [{ ...call, index: 0 }] }]
  if (calls === 'whole') return [{ tool_calls: [{ ...call, index }] }]
  return [
    { tool_calls: [{ ...call, index, function: { name, arguments: '' } }] },
    ...['{', '}'].map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ]
}

/** What the client gets of the streams of all rounds. */
function joined(streams: readonly (readonly unknown[])[]): readonly unknown[] {
  const stream = createHiddenStream(isHidden)
  const shown: unknown[] = []
  for (const [at, events] of streams.entries()) {
    if (at > 0) stream.next()
    for (const event of events) shown.push(...stream.push(event))
  }
  return [...shown, ...stream.end()]
}

function read(events: readonly unknown[]): ChatReply {
  const reader = readStream()
  for (const event of events) reader.push(event)
  return reader.reply() ?? {}
}

function replyOf(streams: readonly (readonly unknown[])[]): readonly [ChatReply, ...ChatReply[]] {
  const [first = {}, ...others] = streams.map(read)
  return [first, ...others]
}
