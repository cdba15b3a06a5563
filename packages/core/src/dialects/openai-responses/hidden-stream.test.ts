import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hidden } from './hidden.ts'
import { createHiddenStream } from './hidden-stream.ts'
import type { ResponsesReply } from './reply.ts'
import { readStream } from './stream.ts'

type Value = Readonly<Record<string, unknown>>

const isHidden = (name: string): boolean => name === 'own'

/** Kinds of items; `own` are calls of a hidden tool. */
type Kind = 'reasoning' | 'message' | 'web_search_call' | 'own' | 'ls' | 'namespaced'

const said = fc.array(fc.constantFrom<Kind>('reasoning', 'message', 'web_search_call'), { maxLength: 3 })
const hiding = fc.tuple(said, fc.array(fc.constant<Kind>('own'), { minLength: 1, maxLength: 2 }))
const any = fc.array(fc.constantFrom<Kind>('reasoning', 'message', 'own', 'ls', 'namespaced'), { maxLength: 5 })
/** Rounds of hidden calls, and one of any. */
const turn = fc
  .tuple(fc.array(hiding, { maxLength: 3 }), any)
  .map(([before, last]): readonly (readonly Kind[])[] => [
    ...before.map(([items, calls]) => [...items, ...calls]),
    last,
  ])

/** Whether the end repeats the items, and whether events have numbers. */
const way = fc.record({ repeats: fc.boolean(), numbers: fc.boolean() })
type Way = { readonly repeats: boolean; readonly numbers: boolean }

describe('createHiddenStream', () => {
  it('makes one response of all rounds, that which whole replies are shown as but for its id', () => {
    const promise = fc.property(turn, way, (rounds, how) => {
      const streams = rounds.map((kinds, at) => eventsOf(kinds, at, how))
      const whole = hidden.shown(replyOf(streams), isHidden, 0)
      expect(read(joined(streams))).toEqual({ ...whole, id: 'resp_0' })
    })
    fc.assert(promise, { seed: 4, numRuns: 400 })
  })

  it('begins and ends once, and numbers items and events without gaps', () => {
    const promise = fc.property(turn, (rounds) => {
      const events = joined(rounds.map((kinds, at) => eventsOf(kinds, at, { repeats: true, numbers: true })))
      const types = events.map(({ type }) => type)
      expect(types.slice(0, 2)).toEqual(['response.created', 'response.in_progress'])
      expect(types.filter((type) => type === 'response.created' || type === 'response.completed')).toHaveLength(2)
      expect(types.at(-1)).toBe('response.completed')
      expect(events.map(({ sequence_number }) => sequence_number)).toEqual([...events.keys()])
      const begun = events.filter(({ type }) => type === 'response.output_item.added')
      expect(begun.map(({ output_index }) => output_index)).toEqual([...begun.keys()])
      expect(begun).toHaveLength(rounds.flat().filter((kind) => kind !== 'own').length)
      expect(JSON.stringify(events)).not.toContain('own')
    })
    fc.assert(promise, { seed: 4, numRuns: 400 })
  })

  it('hands on the very events of a round without hidden calls', () => {
    const promise = fc.property(any, way, (kinds, how) => {
      const events = eventsOf(
        kinds.filter((kind) => kind !== 'own'),
        0,
        how,
      )
      const shown = joined([events])
      expect(shown).toHaveLength(events.length)
      for (const [at, event] of events.entries()) expect(shown[at]).toBe(event)
    })
    fc.assert(promise, { seed: 4, numRuns: 100 })
  })

  it('keeps the numbers of a provider that leaves gaps until something is left out', () => {
    const stream = createHiddenStream(isHidden)
    const delta = (at: number): Value => ({ type: 'response.output_text.delta', output_index: 3, sequence_number: at })
    for (const event of [delta(4), delta(9)]) expect(stream.push(event)[0]).toBe(event)
    const item = { type: 'function_call', id: 'fc', call_id: 'c', name: 'own' }
    expect(stream.push({ ...delta(20), type: 'response.output_item.added', output_index: 4, item })).toEqual([])
    expect(stream.push({ type: 'response.function_call_arguments.done', item_id: 'fc', sequence_number: 21 })).toEqual(
      [],
    )
    expect(stream.push(delta(22))).toEqual([delta(10)])
    expect(stream.failed('No.')).toEqual([
      { type: 'error', code: 'server_error', message: 'No.', param: null, sequence_number: 11 },
    ])
  })

  it('repeats the items of all rounds at the end, also where the provider repeats none', () => {
    for (const repeats of [true, false]) {
      const rounds: readonly (readonly Kind[])[] = [
        ['message', 'own'],
        ['message', 'ls'],
      ]
      const events = joined(rounds.map((kinds, at) => eventsOf(kinds, at, { repeats, numbers: true })))
      const ids = ['0_0', '1_0', '1_1']
      expect(events.at(-1)).toMatchObject({ response: { output: ids.map((id) => ({ id })) } })
    }
  })

  it('tells how the last round ended, with the items of those before it', () => {
    const first = eventsOf(['message', 'own'], 0, { repeats: true, numbers: false })
    const error = { code: 'server_error', message: 'No.' }
    const failed = { type: 'response.failed', response: { id: 'r', status: 'failed', error, output: [], usage: null } }
    const events = joined([first, [{ type: 'response.created', response: { id: 'r' } }, failed]])
    expect(events.at(-1)).toMatchObject({ response: { id: 'resp_0', status: 'failed', error, usage: USAGE } })
    expect(events.at(-1)?.['response']).toMatchObject({ output: [{ type: 'message' }] })
  })

  it('passes what it does not know', () => {
    const stream = createHiddenStream(isHidden)
    for (const event of [undefined, null, 'x', [], {}, { type: 5 }, { type: 'error', message: 'no' }])
      expect(stream.push(event)).toEqual([event])
    expect(stream.push({ type: 'response.completed' })).toEqual([{ type: 'response.completed' }])
    expect(stream.holds()).toBe(false)
    expect(stream.end()).toEqual([])
  })
})

const USAGE = { input_tokens: 5, input_tokens_details: { cached_tokens: 1 }, output_tokens: 2, total_tokens: 7 }

/** The events of a round. */
function eventsOf(kinds: readonly Kind[], at: number, { repeats, numbers }: Way): readonly Value[] {
  const response = { id: `resp_${at}`, status: 'in_progress', output: [], usage: null }
  const items = kinds.map((kind, index) => itemOf(kind, `${at}_${index}`))
  const end = { ...response, status: 'completed', output: repeats ? items : [], usage: USAGE }
  const events: Value[] = [
    { type: 'response.created', response },
    { type: 'response.in_progress', response },
    ...items.flatMap(itemEvents),
    { type: 'response.completed', response: end },
  ]
  return numbers ? events.map((event, sequence_number) => ({ ...event, sequence_number })) : events
}

function itemOf(kind: Kind, id: string): Value {
  if (kind === 'message') return { type: kind, id, role: 'assistant', content: [{ type: 'output_text', text: 'ab' }] }
  if (kind === 'reasoning') return { type: kind, id, summary: [], encrypted_content: id }
  if (kind === 'web_search_call') return { type: kind, id, status: 'completed' }
  const call = { type: 'function_call', id, call_id: `call_${id}`, arguments: '{}' }
  return kind === 'namespaced' ? { ...call, namespace: 'mcp', name: 'O' } : { ...call, name: kind }
}

function itemEvents(item: Value, output_index: number): readonly Value[] {
  const place = { output_index, item_id: item['id'] }
  const done = { type: 'response.output_item.done', output_index, item }
  if (item['type'] === 'message') {
    const part = { type: 'output_text', text: '' }
    return [
      { type: 'response.output_item.added', output_index, item: { ...item, content: [] } },
      { type: 'response.content_part.added', ...place, content_index: 0, part },
      ...['a', 'b'].map((delta) => ({ type: 'response.output_text.delta', ...place, content_index: 0, delta })),
      done,
    ]
  }
  if (item['type'] !== 'function_call') return [{ type: 'response.output_item.added', output_index, item }, done]
  return [
    { type: 'response.output_item.added', output_index, item: { ...item, arguments: '' } },
    ...['{', '}'].map((delta) => ({ type: 'response.function_call_arguments.delta', ...place, delta })),
    done,
  ]
}

/** What the client gets of the streams of all rounds. */
function joined(streams: readonly (readonly Value[])[]): readonly Value[] {
  const stream = createHiddenStream(isHidden)
  const shown: unknown[] = []
  for (const [at, events] of streams.entries()) {
    if (at > 0) stream.next()
    for (const event of events) shown.push(...stream.push(event))
  }
  return [...shown, ...stream.end()] as readonly Value[]
}

function read(events: readonly unknown[]): ResponsesReply {
  const reader = readStream()
  for (const event of events) reader.push(event)
  return reader.reply() ?? {}
}

function replyOf(streams: readonly (readonly unknown[])[]): readonly [ResponsesReply, ...ResponsesReply[]] {
  const [first = {}, ...others] = streams.map(read)
  return [first, ...others]
}
