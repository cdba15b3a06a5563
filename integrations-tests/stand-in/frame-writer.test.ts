import { headerText, readFrame } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { FRAME_WRITERS } from './frame-writer.ts'

const TEXT = new TextDecoder()

describe('FRAME_WRITERS', () => {
  it('write server-sent events, with and without a name, and text as it is', () => {
    const { write, end } = FRAME_WRITERS.sse
    expect(TEXT.decode(write({ event: 'ping', data: { type: 'ping' } }, 0))).toBe(
      'event: ping\ndata: {"type":"ping"}\n\n',
    )
    expect(TEXT.decode(write({ data: '[DONE]' }, 1))).toBe('data: [DONE]\n\n')
    expect(end(2)).toHaveLength(0)
  })

  it('write messages of an AWS event stream, exceptions too', () => {
    const { write } = FRAME_WRITERS['aws-event-stream']
    const event = readFrame(write({ event: 'messageStart', data: { role: 'assistant' } }, 0))
    const failure = readFrame(write({ exception: 'throttlingException', data: { message: 'slow' } }, 1))
    if ('problem' in event || 'problem' in failure) throw new Error('A frame is broken.')
    expect([':message-type', ':event-type', ':content-type'].map((name) => headerText(event, name))).toEqual([
      'event',
      'messageStart',
      'application/json',
    ])
    expect(TEXT.decode(event.payload)).toBe('{"role":"assistant"}')
    expect([':message-type', ':exception-type', ':event-type'].map((name) => headerText(failure, name))).toEqual([
      'exception',
      'throttlingException',
      undefined,
    ])
  })

  it('write the elements of one JSON array', () => {
    const { write, end } = FRAME_WRITERS['json-array']
    const pieces = [write({ data: { n: 1 } }, 0), write({ data: { n: 2 } }, 1), end(2)]
    expect(JSON.parse(pieces.map((piece) => TEXT.decode(piece)).join(''))).toEqual([{ n: 1 }, { n: 2 }])
    expect(TEXT.decode(end(0))).toBe('[]')
  })
})
