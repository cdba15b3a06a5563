import { describe, expect, it } from 'vitest'
import { createHiddenEvents } from './hidden-events.ts'
import { readEvents } from './read-events.ts'

const HIDDEN = 'headroom_retrieve'

function block(index: number, content: object): readonly object[] {
  return [
    { event: 'content-block-start', index, content },
    { event: 'content-block-delta', index, delta: { type: 'block-delta', fields: content } },
    { event: 'content-block-finish', index, content },
  ]
}

function text(index: number, said: string): readonly object[] {
  return block(index, { type: 'text', text: said })
}

function call(index: number, name: string): readonly object[] {
  return block(index, { type: 'tool_call', id: `call ${name}`, name, args: {}, index })
}

function round(id: string, ...blocks: readonly (readonly object[])[]): readonly object[] {
  const usage = { input_tokens: 1, output_tokens: 2, total_tokens: 3 }
  return [
    { event: 'message-start', id },
    ...blocks.flat(),
    { event: 'usage', usage },
    { event: 'message-finish', reason: 'tool_use', usage, responseMetadata: { finish_reason: 'tool_calls' } },
  ]
}

function shown(...rounds: readonly (readonly object[])[]): readonly unknown[] {
  const stream = createHiddenEvents((name) => name === HIDDEN)
  const events = rounds.flatMap((one, index) => {
    const seen = one.flatMap((event) => stream.push(event))
    if (index < rounds.length - 1) stream.next()
    return seen
  })
  const all = [...events, ...stream.end()]
  expect(JSON.stringify(all)).not.toContain(HIDDEN)
  return all
}

function kinds(events: readonly unknown[]): unknown[] {
  return events.map((event) => Object(event).event)
}

describe('createHiddenEvents', () => {
  it('passes the very events of a round without hidden calls', () => {
    const given = round('a', text(0, 'A'), call(1, 'load'))
    const seen = shown(given)
    expect(seen.every((event, index) => event === given[index])).toBe(true)
    expect(seen).toHaveLength(given.length)
  })

  it('shows the rounds as one message: one start, blocks counted on, running usage of all, one finish', () => {
    const seen = shown(round('a', text(0, 'A'), call(1, HIDDEN)), round('b', text(0, 'B')))
    const blocks = ['content-block-start', 'content-block-delta', 'content-block-finish']
    expect(kinds(seen)).toEqual(['message-start', ...blocks, 'usage', ...blocks, 'usage', 'message-finish'])
    expect(seen.flatMap((event) => Object(event).index ?? [])).toEqual([0, 0, 0, 2, 2, 2])
    expect(seen.at(-2)).toMatchObject({ usage: { input_tokens: 2, output_tokens: 4, total_tokens: 6 } })
    expect(seen.at(-1)).toMatchObject({
      reason: 'stop',
      responseMetadata: { finish_reason: 'stop' },
      usage: { total_tokens: 6 },
    })
  })

  it('shows calls of the client beside hidden ones, and that they are why the round ended', () => {
    const seen = shown(round('a', call(0, 'load'), call(1, HIDDEN)))
    expect(seen.filter((event) => Object(event).index === 1)).toEqual([])
    expect(seen.at(-1)).toMatchObject({ reason: 'tool_use' })
  })

  it("leaves the provider's own events of a hidden call out", () => {
    const own = (output_index: number): object => ({ event: 'provider', name: 'x', payload: { output_index } })
    const seen = shown([...call(3, HIDDEN), own(3), own(4)])
    expect(seen).toEqual([own(4)])
  })
})

describe('readEvents', () => {
  it('puts a message together from finished blocks, as LangChain does', () => {
    const reader = readEvents()
    const broken = { type: 'invalid_tool_call', id: 'i', name: 'load', args: '{' }
    for (const event of [null, ...round('a', text(0, 'A'), call(2, 'load'), block(4, broken))]) reader.push(event)
    const { message } = reader.reply() ?? {}
    expect(message).toMatchObject({ id: 'a', usage_metadata: { total_tokens: 3 } })
    expect(message?.content).toMatchObject([{ text: 'A' }, { name: 'load' }, broken])
    expect(message?.tool_calls).toMatchObject([{ id: 'call load', name: 'load', args: {} }])
    expect(message?.invalid_tool_calls).toEqual([broken])
    expect(message?.response_metadata).toEqual({ finish_reason: 'tool_use', output_version: 'v1' })
  })

  it('has no message before the first event', () => {
    expect(readEvents().reply()).toBeUndefined()
  })
})
