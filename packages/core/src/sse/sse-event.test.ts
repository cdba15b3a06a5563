import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidOptionError } from '../errors.ts'
import { readSseEvent, type SseEvent, writeSseEvent } from './sse-event.ts'

const SEED = 4

describe('readSseEvent', () => {
  it.each<[string, string, SseEvent]>([
    ['one line of data', 'data: {"a":1}\n\n', { data: '{"a":1}' }],
    ['its name', 'event: ping\ndata: {}\n\n', { event: 'ping', data: '{}' }],
    ['its id', 'id: 7\ndata: x\n\n', { data: 'x', id: '7' }],
    ['lines of data, joined', 'data: a\r\ndata:\r\ndata: b\r\n\r\n', { data: 'a\n\nb' }],
    ['one space less after the colon', 'data:  a\rdata:b\r\r', { data: ' a\nb' }],
    ['a field without colon, which is empty', 'event\ndata\n\n', { event: '', data: '' }],
    ['the last of several names', 'event: a\nevent: b\n\n', { event: 'b', data: '' }],
    ['nothing of comments, retry and unknown fields', ': hi\nretry: 5\nDATA: x\n data: x\n\n', { data: '' }],
    ['nothing of an id with NUL', 'id: a\0b\ndata: x\n\n', { data: 'x' }],
    ['what follows a byte order mark', '\uFEFFdata: x\n\n', { data: 'x' }],
    ['what follows the line feed of the piece before', '\ndata: x\r\r', { data: 'x' }],
    ['an event that has not ended', 'data: [DONE]', { data: '[DONE]' }],
  ])('gives %s', (_, text, expected) => {
    expect(readSseEvent(new TextEncoder().encode(text))).toEqual(expected)
  })

  it('reads bytes that are no UTF-8', () => {
    expect(readSseEvent(Uint8Array.of(0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0x0a))).toEqual({ data: '\ufffd' })
  })
})

describe('writeSseEvent', () => {
  it('writes the name, the id and then a line for each line of data', () => {
    const bytes = writeSseEvent({ event: 'delta', data: 'a\nb', id: '7' })
    expect(new TextDecoder().decode(bytes)).toBe('event: delta\nid: 7\ndata: a\ndata: b\n\n')
  })

  it('writes what reads the same', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((given) => given.replaceAll(/[\r\0]/g, ' '))
    const line = text.map((given) => given.replaceAll('\n', ' '))
    const members = { event: fc.option(line, { nil: undefined }), data: text, id: fc.option(line, { nil: undefined }) }
    fc.assert(
      fc.property(fc.record(members), ({ event, data, id }) => {
        const given = { ...(event !== undefined && { event }), data, ...(id !== undefined && { id }) }
        expect(readSseEvent(writeSseEvent(given))).toEqual(given)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it.each([
    { event: 'a\nb', data: '' },
    { event: 'a\rdata: b', data: '' },
    { id: 'a\nb', data: '' },
    { id: 'a\0', data: '' },
  ])('refuses %j, which would read otherwise', (event) => {
    expect(() => writeSseEvent(event)).toThrow(InvalidOptionError)
  })
})
