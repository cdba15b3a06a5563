import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFrame, writeFrame } from '../sse/frame.ts'
import { awsFraming } from './aws-framing.ts'

const converse: readonly object[] = [
  { messageStart: { role: 'assistant' } },
  { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Grüße 💡' } } },
  { contentBlockStop: { contentBlockIndex: 0 } },
  { messageStop: { stopReason: 'end_turn' } },
  { metadata: { usage: { inputTokens: 1 } } },
]
const anthropic: readonly object[] = [
  { type: 'message_start', message: { id: 'msg_1', content: [] } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Grüße 💡' } },
  { type: 'message_stop' },
]
/** Amazon's own models, invoked without Converse. */
const nova = {
  contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'a' } },
  'amazon-bedrock-guardrailAction': 'NONE',
}
const chunkFrame = writeFrame({
  headers: [{ name: ':event-type', type: 'string', value: 'chunk' }],
  payload: new TextEncoder().encode(JSON.stringify({ bytes: btoa('{"type":"ping"}') })),
})
/** A framing whose round has brought events of either kind. */
function begun(kind: 'converse' | 'chunks'): ReturnType<typeof awsFraming> {
  const framing = awsFraming()
  framing.push(kind === 'chunks' ? chunkFrame : framing.write({ messageStart: {} }))
  return framing
}
const events = fc.oneof(
  fc.tuple(fc.constant('converse' as const), fc.array(fc.constantFrom(...converse), { maxLength: 6 })),
  fc.tuple(fc.constant('chunks' as const), fc.array(fc.constantFrom(...anthropic, nova), { maxLength: 6 })),
)

describe('awsFraming', () => {
  it('reads the events that it has written, in any chunks, and keeps every byte', () => {
    const promise = fc.property(events, fc.integer({ min: 1, max: 40 }), ([kind, given], length) => {
      const bytes = Uint8Array.from(given.flatMap((event) => [...begun(kind).write(event)]))
      const framing = awsFraming()
      const pieces = [...cut(bytes, length).flatMap((chunk) => framing.push(chunk)), ...framing.rest()]
      expect(pieces.map(({ event }) => event)).toEqual(given)
      expect(pieces.flatMap(({ chunk }) => [...chunk])).toEqual([...bytes])
    })
    fc.assert(promise, { seed: 4, numRuns: 100 })
  })

  it('joins pieces that lie in one chunk', () => {
    const bytes = Uint8Array.from(converse.flatMap((event) => [...awsFraming().write(event)]))
    const framing = awsFraming()
    expect(framing.joined(framing.push(bytes).map(({ chunk }) => chunk))).toEqual([bytes])
  })

  it('frames what it writes as what has come: by its key, or in a chunk', () => {
    expect(framed('converse', { messageStop: { stopReason: 'end_turn' } })).toEqual([
      { ':event-type': 'messageStop', ':content-type': 'application/json', ':message-type': 'event' },
      { stopReason: 'end_turn' },
    ])
    for (const event of [{ type: 'message_stop' }, nova])
      expect(framed('chunks', event)).toEqual([
        { ':event-type': 'chunk', ':content-type': 'application/json', ':message-type': 'event' },
        { bytes: btoa(JSON.stringify(event)) },
      ])
  })

  it('writes failures of either as exceptions', () => {
    const headers = {
      ':exception-type': 'modelStreamErrorException',
      ':content-type': 'application/json',
      ':message-type': 'exception',
    }
    const exception = { modelStreamErrorException: { message: 'Gone.' } }
    const error = { type: 'error', error: { type: 'api_error', message: 'Gone.' } }
    expect(framed('converse', exception)).toEqual([headers, { message: 'Gone.' }])
    expect(framed('chunks', exception)).toEqual([headers, { message: 'Gone.' }])
    expect(framed('chunks', error)).toEqual([headers, { message: 'Gone.' }])
  })

  it('passes frames without an event, and bytes that are no frame', () => {
    const bare = writeFrame({ headers: [], payload: new Uint8Array(3) })
    const framing = awsFraming()
    const odd = new TextEncoder().encode('{"message":"no frame at all"}')
    expect(framing.push(bare)).toEqual([{ chunk: bare, event: undefined }])
    expect([...framing.push(odd), ...framing.rest()]).toEqual([{ chunk: odd, event: undefined }])
    expect(framing.isEnd({ chunk: odd, event: undefined })).toBe(false)
  })
})

function cut(bytes: Uint8Array, length: number): readonly Uint8Array[] {
  const count = Math.ceil(bytes.length / length)
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * length, (at + 1) * length))
}

/** The headers and the payload of a written event. */
function framed(kind: 'converse' | 'chunks', event: unknown): readonly unknown[] {
  const frame = readFrame(begun(kind).write(event))
  if ('problem' in frame) return [frame.problem]
  const headers = Object.fromEntries(frame.headers.map(({ name, value }) => [name, value]))
  return [headers, JSON.parse(new TextDecoder().decode(frame.payload))]
}
