import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidOptionError } from '../errors.ts'
import { headerText, readFrame, writeFrame } from './frame.ts'
import type { FrameHeader } from './frame-headers.ts'
import { MAX_FRAME_BYTES } from './frame-length.ts'

const SEED = 4
const FRAME = {
  headers: [{ name: ':event-type', type: 'string', value: 'chunk' }],
  payload: bytesOf('{"a":1}'),
} as const

describe('writeFrame', () => {
  it('writes what the format demands', () => {
    // Made with zlib's crc32: length 16, no headers, and the checksums of the first 8 and 12 bytes.
    const empty = [0, 0, 0, 16, 0, 0, 0, 0, 0x05, 0xc2, 0x48, 0xeb, 0x7d, 0x98, 0xc8, 0xff]
    expect([...writeFrame({ headers: [], payload: new Uint8Array(0) })]).toEqual(empty)
  })

  it('writes what reads the same, every type of header included', () => {
    fc.assert(
      fc.property(fc.array(headers(), { maxLength: 6 }), fc.uint8Array({ maxLength: 50 }), (given, payload) => {
        const bytes = writeFrame({ headers: given, payload })
        const frame = readFrame(bytes)
        expect(frame).toEqual({ headers: given, payload })
        if (!('problem' in frame)) expect(writeFrame(frame)).toEqual(bytes)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it.each<[string, FrameHeader]>([
    ['name', { name: 'x'.repeat(256), type: 'boolean', value: true }],
    ['value', { name: 'x', type: 'string', value: 'x'.repeat(65_536) }],
    ['uuid', { name: 'x', type: 'uuid', value: new Uint8Array(15) }],
  ])('refuses a %s that the format cannot hold', (_, header) => {
    expect(() => writeFrame({ headers: [header], payload: new Uint8Array(0) })).toThrow(InvalidOptionError)
  })

  it('refuses a frame past the limit of 16 MiB, and no smaller one', () => {
    expect(writeFrame({ headers: [], payload: new Uint8Array(MAX_FRAME_BYTES - 16) })).toHaveLength(16 * 2 ** 20)
    expect(() => writeFrame({ headers: [], payload: new Uint8Array(MAX_FRAME_BYTES - 15) })).toThrow(InvalidOptionError)
  })
})

describe('readFrame', () => {
  it('finds a problem in whatever byte is changed', () => {
    const bytes = writeFrame(FRAME)
    for (const index of bytes.keys()) {
      expect(readFrame(bytes.with(index, (bytes[index] ?? 0) ^ 1)), `at ${index}`).toEqual({ problem: 'checksum' })
    }
  })

  it('finds a problem in too few bytes, and in too many', () => {
    const bytes = writeFrame(FRAME)
    for (const length of bytes.keys()) expect(readFrame(bytes.subarray(0, length))).toEqual({ problem: 'length' })
    expect(readFrame(Uint8Array.of(...bytes, 0))).toEqual({ problem: 'length' })
  })

  it('finds a problem in headers that cannot be read, with every checksum right', () => {
    const header = { name: 'x', type: 'binary', value: new Uint8Array(3) } as const
    const bytes = writeFrame({ headers: [header], payload: new Uint8Array(0) })
    for (const [at, byte] of [
      [12, 2],
      [14, 99],
      [16, 4],
    ] as const) {
      expect(readFrame(withChecksums(bytes.with(at, byte)))).toEqual({ problem: 'headers' })
    }
  })

  it('finds a problem in lengths that cannot be', () => {
    const bytes = writeFrame(FRAME)
    expect(readFrame(withChecksums(withLengths(bytes, MAX_FRAME_BYTES + 1, 0)))).toEqual({ problem: 'too-long' })
    expect(readFrame(withChecksums(withLengths(bytes, bytes.length, bytes.length)))).toEqual({ problem: 'headers' })
    expect(readFrame(withChecksums(withLengths(bytes, 15, 0)))).toEqual({ problem: 'headers' })
  })

  it('reads a frame that stands within other bytes', () => {
    const bytes = writeFrame(FRAME)
    const within = Uint8Array.of(1, 2, 3, ...bytes, 4, 5).subarray(3, 3 + bytes.length)
    expect(readFrame(within)).toEqual(FRAME)
  })
})

describe('headerText', () => {
  it('gives the text of a header, if it has one', () => {
    expect(headerText(FRAME, ':event-type')).toBe('chunk')
    expect(headerText(FRAME, ':message-type')).toBe(undefined)
    const number: FrameHeader = { name: ':event-type', type: 'byte', value: 1 }
    expect(headerText({ ...FRAME, headers: [number] }, ':event-type')).toBe(undefined)
  })
})

function headers(): fc.Arbitrary<FrameHeader> {
  const name = fc.string({ unit: 'grapheme', maxLength: 20 })
  const of = <Type extends FrameHeader['type'], Value>(type: Type, value: fc.Arbitrary<Value>) =>
    fc.record({ name, type: fc.constant(type), value })
  const signed = (bits: number): fc.Arbitrary<number> =>
    fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 })
  const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  return fc.oneof(
    of('boolean', fc.boolean()),
    of('byte', signed(8)),
    of('short', signed(16)),
    of('integer', signed(32)),
    of('long', long),
    of('timestamp', long),
    of('binary', fc.uint8Array({ maxLength: 300 })),
    of('uuid', fc.uint8Array({ minLength: 16, maxLength: 16 })),
    of('string', fc.string({ unit: 'grapheme', maxLength: 300 })),
  )
}

function withLengths(bytes: Uint8Array, length: number, headersLength: number): Uint8Array {
  const changed = bytes.slice()
  const view = new DataView(changed.buffer)
  view.setUint32(0, length)
  view.setUint32(4, headersLength)
  return changed
}

/** Checksums computed bit by bit, not from a table. */
function withChecksums(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice()
  const view = new DataView(changed.buffer)
  view.setUint32(8, slowCrc32(changed.subarray(0, 8)))
  view.setUint32(changed.length - 4, slowCrc32(changed.subarray(0, -4)))
  return changed
}

function slowCrc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
