import { describe, expect, it } from 'vitest'
import { sseFraming } from './sse-framing.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const NAMED = 'event: ping\ndata: {"type":"ping"}\n\n: comment\n\nevent: a\ndata: {"type": "a" }\n\n'
const PLAIN = 'data: {"n":1}\r\n\r\ndata: {"n":2}\n\ndata: [DONE]\n\n'

describe('sseFraming', () => {
  it.each([NAMED, PLAIN])('gives each event with its very bytes, in chunks of any size: %j', (text) => {
    const bytes = encode(text)
    for (let size = 1; size <= bytes.length; size++) {
      const framing = sseFraming()
      const pieces = []
      for (let at = 0; at < bytes.length; at += size) pieces.push(...framing.push(bytes.subarray(at, at + size)))
      pieces.push(...framing.rest())
      expect(pieces.map(({ chunk }) => decode(chunk)).join('')).toBe(text)
      const events = pieces.map(({ event }) => event).filter((event) => event !== undefined)
      expect(events).toEqual(text === NAMED ? [{ type: 'ping' }, { type: 'a' }] : [{ n: 1 }, { n: 2 }])
    }
  })

  it('knows the end of Chat Completions, and takes nothing else for it', () => {
    const framing = sseFraming()
    expect(framing.push(encode(PLAIN)).map((piece) => framing.isEnd(piece))).toEqual([false, false, true])
    expect(framing.push(encode(NAMED)).some((piece) => framing.isEnd(piece))).toBe(false)
  })

  it('names what it writes where those that came are named', () => {
    const [named, plain] = [sseFraming(), sseFraming()]
    for (const { event } of [...named.push(encode(NAMED)), ...plain.push(encode(PLAIN))]) expect(event).not.toBe(null)
    expect(decode(named.write({ type: 'b' }))).toBe('event: b\ndata: {"type":"b"}\n\n')
    expect(decode(plain.write({ type: 'b' }))).toBe('data: {"type":"b"}\n\n')
  })

  it('tells what has to be read from what has not', () => {
    const framing = sseFraming()
    const chunks = framing.push(encode(NAMED)).map(({ chunk }) => chunk)
    expect([framing.mentions?.(chunks, 'ping'), framing.mentions?.(chunks, 'pong')]).toEqual([true, false])
  })

  it('gives what was cut off as it came', () => {
    const framing = sseFraming()
    expect(framing.push(encode('data: {"n"'))).toEqual([])
    expect(framing.rest().map(({ chunk, event }) => [decode(chunk), event])).toEqual([['data: {"n"', undefined]])
  })
})
