import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../edits/apply.ts'
import { spliceEdits } from '../../edits/splice.ts'
import { continueWith, stopReason, toolCalls, usage } from './reply.ts'
import { segments } from './request.ts'
import { readStream } from './stream.ts'

const START = {
  type: 'message_start',
  message: { type: 'message', content: [], usage: { input_tokens: 9, output_tokens: 1 } },
}
const CALL = { type: 'tool_use', id: 'toolu_1', name: 'read', input: {} }

describe('readStream', () => {
  it('keeps what comes whole, and blocks and deltas of kinds unknown so far', () => {
    const whole = [
      { type: 'redacted_thinking', data: 'ZGF0YQ==' },
      { type: 'bash_code_execution_tool_result', tool_use_id: 'srvtoolu_1', content: { stdout: 'x' } },
      { type: 'mcp_tool_result', tool_use_id: 'mcptoolu_1', is_error: false, content: [{ type: 'text', text: 'x' }] },
      { type: 'fallback', from: { model: 'a' }, to: { model: 'b' } },
      { type: 'hologram', text: 'x' },
    ]
    const events = whole.flatMap((block, index) => [
      begin(index, block),
      delta(index, { type: 'hologram_delta', text: 'y' }),
    ])
    expect(read([START, ...events])?.content).toEqual(whole)
  })

  it('takes a compaction from its delta, with all that must go back', () => {
    const compaction = { content: 'What was said.', encrypted_content: 'ZGF0YQ==' }
    const events = [
      begin(0, { type: 'compaction', content: null }),
      delta(0, { type: 'compaction_delta', ...compaction }),
    ]
    expect(read([START, ...events])?.content).toEqual([{ type: 'compaction', ...compaction }])
  })

  it('adds citations to a block that had none', () => {
    const cited = { type: 'citations_delta', citation: { url: 'a' } }
    expect(read([START, begin(0, { type: 'text', text: '' }), delta(0, cited)])?.content).toEqual([
      { type: 'text', text: '', citations: [{ url: 'a' }] },
    ])
  })

  it.each([
    ['what is cut short', '{"path": "a'],
    ['what is no object', '["a"]'],
  ])('keeps as text, in an object, %s', (_, json) => {
    const reply = read([START, begin(0, CALL), delta(0, { type: 'input_json_delta', partial_json: json })])
    expect(reply?.content).toEqual([{ ...CALL, input: { INVALID_JSON: json } }])
    expect([...toolCalls(reply ?? {})]).toMatchObject([{ input: JSON.stringify({ INVALID_JSON: json }) }])
  })

  it('keeps numbers in input as they were written, also in what is sent back', () => {
    const json = '{"id":12345678901234567890,"share":1.0,"deep":[{"most":1e3}]}'
    const fragments = ['', json.slice(0, 9), json.slice(9)].map((part) =>
      delta(0, { type: 'input_json_delta', partial_json: part }),
    )
    const reply = read([START, begin(0, CALL), ...fragments]) ?? {}
    expect([...toolCalls(reply)]).toMatchObject([{ input: json }])
    const request = { messages: [] }
    const edits = continueWith(request, reply, [{ id: 'toolu_1', name: 'read', text: 'x' }])
    const sent = applyEdits(request, edits)
    expect(JSON.stringify(sent)).toContain(`"input":${json}`)
    expect(spliceEdits(JSON.stringify(request), edits)).toBe(JSON.stringify(sent))
    expect([...segments(sent)]).toMatchObject([{ tool: { name: 'read', input: json } }])
  })

  it('takes input that came with the block, and none or white space for an empty object', () => {
    const whole = { ...CALL, input: { path: 'a' } }
    expect(read([START, begin(0, whole)])?.content).toEqual([whole])
    for (const input of ['', null, undefined])
      expect(read([START, begin(0, { ...CALL, input })])?.content).toEqual([CALL])
    const blank = delta(0, { type: 'input_json_delta', partial_json: ' \n' })
    expect(read([START, begin(0, CALL), blank])?.content).toEqual([CALL])
  })

  it('tells blocks apart that share an index, one after the other', () => {
    const text = { type: 'text', text: '' }
    const said = (words: string): readonly object[] => [begin(0, text), delta(0, { type: 'text_delta', text: words })]
    expect(read([START, ...said('one'), ...said('two')])?.content).toEqual([
      { type: 'text', text: 'one' },
      { type: 'text', text: 'two' },
    ])
  })

  it('takes the counts of the end for those of the beginning, where it gives any', () => {
    const end = {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn' },
      usage: { input_tokens: null, output_tokens: 7 },
    }
    const reply = read([START, end])
    expect(usage(reply ?? {})).toEqual({ input: 9, output: 7 })
    expect(stopReason(reply ?? {})).toBe('end')
  })

  it('keeps what came before an error', () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }
    const reply = read([START, begin(0, { type: 'text', text: 'So' }), error])
    expect(reply).toMatchObject({ type: 'message', content: [{ type: 'text', text: 'So' }] })
    expect(stopReason(reply ?? {})).toBe('failed')
    expect(read([error])).toEqual(error)
  })

  it('passes over a second beginning, deltas of no block, and blocks that are none', () => {
    const events = [delta(3, { type: 'text_delta', text: 'x' }), begin(0, 5), { ...START, message: { id: 'other' } }]
    expect(read([START, ...events])).toEqual({ ...START.message, content: [] })
    const end = { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: {} }
    expect(read([...events.slice(0, 2), begin(0, { type: 'text', text: 'x' }), end])).toBe(undefined)
    expect(read([begin(0, { type: 'text', text: 'x' }), START])?.content).toEqual([])
  })

  it('gives replies that later events leave alone', () => {
    const reader = readStream()
    const cited = delta(0, { type: 'citations_delta', citation: { url: 'a' } })
    for (const event of [START, begin(0, { type: 'text', text: 'a' }), cited]) reader.push(event)
    const early = reader.reply()
    reader.push(cited)
    for (const event of [delta(0, { type: 'text_delta', text: 'b' }), begin(1, CALL)]) reader.push(event)
    expect(early?.content).toEqual([{ type: 'text', text: 'a', citations: [{ url: 'a' }] }])
  })
})

function read(events: readonly unknown[]): ReturnType<ReturnType<typeof readStream>['reply']> {
  const reader = readStream()
  for (const event of events) reader.push(event)
  return reader.reply()
}

function begin(index: number, block: unknown): object {
  return { type: 'content_block_start', index, content_block: block }
}

function delta(index: number, change: object): object {
  return { type: 'content_block_delta', index, delta: change }
}
