import { describe, expect, it } from 'vitest'
import type { ResponsesReply } from './reply.ts'
import { readStream } from './stream.ts'

const created = { type: 'response.created', response: { id: 'resp_1', status: 'in_progress', output: [] } }
const reasoning = {
  type: 'reasoning',
  id: 'rs_1',
  summary: [{ type: 'summary_text', text: 'Hm.' }],
  encrypted_content: 'whole',
}
const message = {
  type: 'message',
  id: 'msg_1',
  status: 'completed',
  content: [{ type: 'output_text', annotations: [], text: 'Hello' }],
}
const call = {
  type: 'function_call',
  id: 'fc_1',
  call_id: 'call_1',
  name: 'read',
  arguments: '{"a":1}',
  status: 'completed',
}
const begun = [
  created,
  {
    type: 'response.output_item.added',
    output_index: 0,
    item: { ...reasoning, summary: [], encrypted_content: 'part' },
  },
  {
    type: 'response.reasoning_summary_part.added',
    output_index: 0,
    summary_index: 0,
    part: { type: 'summary_text', text: '' },
  },
  { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index: 0, delta: 'Hm.' },
  { type: 'response.output_item.done', output_index: 0, item: reasoning },
  { type: 'response.output_item.added', output_index: 1, item: { ...message, status: 'in_progress', content: [] } },
  {
    type: 'response.content_part.added',
    output_index: 1,
    content_index: 0,
    part: { type: 'output_text', annotations: [], text: '' },
  },
  { type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: 'Hel' },
]
const rest = [
  { type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: 'lo' },
  { type: 'response.output_item.done', output_index: 1, item: message },
  { type: 'response.output_item.added', output_index: 2, item: { ...call, arguments: '', status: 'in_progress' } },
  { type: 'response.function_call_arguments.delta', output_index: 2, delta: '{"a"' },
  { type: 'response.function_call_arguments.delta', output_index: 2, delta: ':1}' },
  { type: 'response.output_item.done', output_index: 2, item: call },
]
const final = {
  id: 'resp_1',
  status: 'completed',
  output: [reasoning, message, call],
  usage: { input_tokens: 1, output_tokens: 2 },
}

describe('readStream', () => {
  it.each(['completed', 'incomplete', 'failed'])('gives the response of a %s stream as it came', (status) => {
    expect(replyTo([...begun, ...rest, { type: `response.${status}`, response: final }])).toBe(final)
  })

  it('puts the items together where no event repeats them', () => {
    expect(replyTo([...begun, ...rest])).toEqual({ ...created.response, output: final.output })
    const empty = { ...final, output: [] }
    expect(replyTo([...begun, ...rest, { type: 'response.completed', response: empty }])).toEqual(final)
  })

  it('keeps the encrypted content of an ended item that the final response leaves out', () => {
    const { encrypted_content: _, ...bare } = reasoning
    for (const lacking of [bare, { ...bare, id: 'rs_other', encrypted_content: null }]) {
      const response = { ...final, output: [lacking, message, call] }
      const reply = replyTo([...begun, ...rest, { type: 'response.completed', response }])
      expect(reply).toEqual({ ...response, output: [{ ...lacking, encrypted_content: 'whole' }, message, call] })
      expect(response.output[0]).toBe(lacking)
    }
  })

  it('never takes encrypted content from the beginning of an item, nor for an item of another type or that has its own', () => {
    const { encrypted_content: _, ...bare } = reasoning
    const endless = begun.filter(({ type }) => type !== 'response.output_item.done')
    for (const [events, first] of [
      [endless, bare],
      [begun, { type: 'compaction' }],
      [begun, { ...reasoning, encrypted_content: 'final' }],
    ] as const) {
      const response = { ...final, output: [first, message, call] }
      expect(replyTo([...events, ...rest, { type: 'response.completed', response }])).toBe(response)
    }
  })

  it('takes items from their end, in the order of their index', () => {
    const [first, second] = [
      { type: 'response.output_item.done', output_index: 1, item: message },
      { type: 'response.output_item.done', output_index: 0, item: reasoning },
    ]
    expect(replyTo([created, first, second])?.output).toEqual([reasoning, message])
  })

  it('gives what has come of an item that has not ended', () => {
    expect(replyTo(begun)?.output).toEqual([
      reasoning,
      { ...message, status: 'in_progress', content: [{ type: 'output_text', annotations: [], text: 'Hel' }] },
    ])
    expect(replyTo([...begun, ...rest.slice(0, 4)])?.output).toMatchObject([{}, {}, { arguments: '{"a"' }])
  })

  it('puts parts together whose indices leave some out', () => {
    const events = [
      created,
      { type: 'response.output_item.added', output_index: 0, item: { type: 'reasoning', summary: [] } },
      {
        type: 'response.reasoning_part.added',
        output_index: 0,
        content_index: 1,
        part: { type: 'reasoning_text', text: '' },
      },
      { type: 'response.reasoning_text.delta', output_index: 0, content_index: 1, delta: 'Hm.' },
    ]
    const content = [{ type: 'reasoning_text', text: 'Hm.' }]
    expect(replyTo(events)?.output).toEqual([{ type: 'reasoning', summary: [], content }])
  })

  it('does not change what it gave before, nor what it was given', () => {
    const reader = readStream()
    const events = structuredClone(begun)
    for (const event of events) reader.push(event)
    const before = reader.reply()
    const copy = structuredClone(before)
    for (const event of rest) reader.push(event)
    expect(before).toEqual(copy)
    expect(events).toEqual(begun)
  })

  it('makes an error a failed reply', () => {
    expect(replyTo([...begun.slice(0, 1), { type: 'error', code: 'x', message: 'y', param: null }])).toEqual({
      ...created.response,
      status: 'failed',
      error: { code: 'x', message: 'y', param: null },
    })
    const error = { code: 'previous_response_not_found', message: 'Gone.' }
    expect(replyTo([{ type: 'error', status: 400, error }])).toEqual({ status: 'failed', error })
  })

  it('starts over with a new response', () => {
    const next = { type: 'response.created', response: { id: 'resp_2', status: 'in_progress', output: [] } }
    expect(replyTo([...begun, ...rest, next])).toEqual(next.response)
  })

  it('is undefined before the first event, and passes over what it does not know', () => {
    expect(replyTo([])).toBe(undefined)
    const odd: readonly unknown[] = [
      undefined,
      null,
      5,
      'x',
      [],
      {},
      { type: 5 },
      { type: 'keepalive' },
      { type: 'response.output_text.delta', output_index: 7, content_index: 0, delta: 'x' },
      { type: 'response.output_text.delta', output_index: 0, content_index: Symbol('x'), delta: 'x' },
      { type: 'response.content_part.added', output_index: 0, content_index: 9, part: {} },
      { type: 'response.output_item.added', output_index: '0', item: message },
      { type: 'response.output_item.done', output_index: 0, item: null },
      { type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: 5 },
      { type: 'response.in_progress', response: 'x' },
    ]
    expect(replyTo(odd)).toBe(undefined)
    expect(replyTo([created, ...odd])).toBe(created.response)
  })
})

function replyTo(events: readonly unknown[]): ResponsesReply | undefined {
  const reader = readStream()
  for (const event of events) reader.push(event)
  return reader.reply()
}
