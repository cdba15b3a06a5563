import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSseSplitter, MAX_SSE_EVENT_BYTES } from './split-sse.ts'

const SEED = 4

describe('createSseSplitter', () => {
  it.each<[string, readonly string[]]>([
    ['line feeds', ['data: a\n\n', 'event: x\ndata: b\n\n']],
    ['both', ['data: a\r\n\r\n', 'event: x\r\ndata: b\r\n\r\n']],
    ['carriage returns', ['data: a\r\r', 'event: x\rdata: b\r\r']],
    ['comments', [': hello\n\n', ':\ndata: a\n\n']],
    ['a byte order mark', ['\uFEFFdata: a\n\n', 'data: b\n\n']],
    ['blank lines with nothing before them', ['\n', '\r\n', 'data: a\n\n', '\n', '\n']],
    ['line ends of several kinds', ['data: a\r\n\n', 'data: b\n\r\n', 'data: c\rdata: d\n\n']],
    ['a carriage return alone on a blank line', ['data: a\n\r', 'data: b\n\r', '\r', 'data: c\n\n']],
    ['a line feed after a blank line of carriage returns', ['data: a\r\r', '\ndata: b\r\r', '\r', 'data: c\n\n']],
    ['characters of several bytes', ['data: \u00fc\u{1f600}\n\n']],
  ])('cuts at blank lines, with %s', (_, pieces) => {
    expect(cut([pieces.join('')])).toEqual({ pieces, rest: '' })
  })

  it('holds what has not ended', () => {
    expect(cut(['data: a\n\nda', 'ta: b', '\n'])).toEqual({ pieces: ['data: a\n\n'], rest: 'data: b\n' })
  })

  it('gives a piece at once where its lines end in line feeds, or in carriage returns', () => {
    for (const event of ['data: a\n\n', 'data: a\r\r', 'data: a\r\n\r\n']) {
      expect(createSseSplitter().push(bytesOf(event))).toHaveLength(1)
    }
  })

  it('gives views where a piece lies in one chunk', () => {
    const chunk = bytesOf('data: a\n\ndata: b\n\nda')
    const pieces = createSseSplitter().push(chunk)
    expect(pieces.map(({ buffer }) => buffer)).toEqual([chunk.buffer, chunk.buffer])
  })

  it('cuts the same pieces whatever chunks a stream comes in, and loses no byte', () => {
    const part = fc.constantFrom(
      'data: a',
      'event',
      ':',
      '\n',
      '\n',
      '\r',
      '\r\n',
      '\u00fc',
      '\u{1f600}',
      '\uFEFF',
      ' ',
    )
    const streams = fc.array(part, { maxLength: 40 })
    const sizes = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 })
    fc.assert(
      fc.property(streams, sizes, (parts, lengths) => {
        const bytes = bytesOf(parts.join(''))
        const whole = piecesOf([bytes])
        const chunked = piecesOf(chunksOf(bytes, lengths))
        expect(chunked).toEqual(whole)
        expect([...chunked.pieces, chunked.rest].flatMap((piece) => [...piece])).toEqual([...bytes])
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('passes on what is too long for an event, unfinished', () => {
    const splitter = createSseSplitter()
    const chunk = new Uint8Array(2 ** 20).fill(97)
    let passed = 0
    for (let sent = 0; sent <= MAX_SSE_EVENT_BYTES; sent += chunk.length) {
      for (const piece of splitter.push(chunk)) passed += piece.length
    }
    expect(passed).toBe(MAX_SSE_EVENT_BYTES + chunk.length)
    expect(splitter.rest()).toHaveLength(0)
    expect(splitter.push(bytesOf('\n\n'))).toEqual([bytesOf('\n\n')])
  })
})

interface Cut<Piece> {
  readonly pieces: readonly Piece[]
  readonly rest: Piece
}

function cut(chunks: readonly string[]): Cut<string> {
  const { pieces, rest } = piecesOf(chunks.map(bytesOf))
  return { pieces: pieces.map(textOf), rest: textOf(rest) }
}

function piecesOf(chunks: readonly Uint8Array[]): Cut<Uint8Array> {
  const splitter = createSseSplitter()
  const pieces = chunks.flatMap((chunk) => splitter.push(chunk))
  return { pieces, rest: splitter.rest() }
}

/** Chunks of these lengths, again and again; an empty one is followed by a byte. */
function chunksOf(bytes: Uint8Array, lengths: readonly number[]): readonly Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 0
    chunks.push(bytes.slice(at, at + length))
    at += length
    if (length === 0) chunks.push(bytes.slice(at, (at += 1)))
  }
  return chunks
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}
