import { InvalidOptionError } from '../errors.ts'
import { viewOf } from './frame-length.ts'
import { createHeld } from './held.ts'

/** One header of a frame: a name of at most 255 bytes, and a value of one of the format's types. */
export type FrameHeader = { readonly name: string } & FrameValue

/** A header's value. Numbers are signed, of 1, 2 and 4 bytes, and of 8; a timestamp counts milliseconds since 1970. */
export type FrameValue =
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'byte' | 'short' | 'integer'; readonly value: number }
  | { readonly type: 'long' | 'timestamp'; readonly value: bigint }
  /** At most 65,535 bytes; a `uuid` has 16. */
  | { readonly type: 'binary' | 'uuid'; readonly value: Uint8Array }
  /** At most 65,535 bytes of UTF-8. */
  | { readonly type: 'string'; readonly value: string }

/**
 * Reads the headers of a frame, in order.
 *
 * @returns Undefined where the bytes end within a header, or one is of an unknown type: what follows cannot be found then.
 */
export function readHeaders(bytes: Uint8Array): readonly FrameHeader[] | undefined {
  const view = viewOf(bytes)
  const headers: FrameHeader[] = []
  try {
    for (let at = 0; at < bytes.length;) {
      const kindAt = at + 1 + view.getUint8(at)
      const [value, end] = valueAt(view, kindAt)
      headers.push({ name: textOf(view, at + 1, kindAt), ...value })
      at = end
    }
    return headers
  } catch {
    // A RangeError of the view: the bytes end too early.
    return undefined
  }
}

/**
 * Headers as bytes; `readHeaders` reads the same from them.
 *
 * @throws InvalidOptionError if a name, a value, or a uuid has not the length that the format can hold.
 */
export function writeHeaders(headers: readonly FrameHeader[]): Uint8Array {
  const held = createHeld()
  for (const header of headers) {
    const name = ENCODER.encode(header.name)
    if (name.length > MAX_NAME_BYTES) throw tooLong('name', name, MAX_NAME_BYTES)
    for (const part of [Uint8Array.of(name.length), name, ...partsOf(header)]) held.add(part)
  }
  return held.bytes()
}

const ENCODER = new TextEncoder()
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })
/** What one byte of length can tell. */
const MAX_NAME_BYTES = 0xff
/** What two bytes of length can tell. */
const MAX_VALUE_BYTES = 0xffff
const UUID_BYTES = 16

/** The value whose type stands at an index, and the index after it. */
function valueAt(view: DataView, kindAt: number): readonly [FrameValue, number] {
  const at = kindAt + 1
  switch (view.getUint8(kindAt)) {
    case 0:
      return [{ type: 'boolean', value: true }, at]
    case 1:
      return [{ type: 'boolean', value: false }, at]
    case 2:
      return [{ type: 'byte', value: view.getInt8(at) }, at + 1]
    case 3:
      return [{ type: 'short', value: view.getInt16(at) }, at + 2]
    case 4:
      return [{ type: 'integer', value: view.getInt32(at) }, at + 4]
    case 5:
      return [{ type: 'long', value: view.getBigInt64(at) }, at + 8]
    case 6:
      return measuredAt(at, view, (from, to) => ({ type: 'binary', value: bytesOf(view, from, to) }))
    case 7:
      return measuredAt(at, view, (from, to) => ({ type: 'string', value: textOf(view, from, to) }))
    case 8:
      return [{ type: 'timestamp', value: view.getBigInt64(at) }, at + 8]
    case 9:
      return [{ type: 'uuid', value: bytesOf(view, at, at + UUID_BYTES) }, at + UUID_BYTES]
    default:
      throw new RangeError('A type of header that is unknown.')
  }
}

/** A value whose length stands before it. */
function measuredAt(
  at: number,
  view: DataView,
  read: (from: number, to: number) => FrameValue,
): readonly [FrameValue, number] {
  const from = at + 2
  const to = from + view.getUint16(at)
  return [read(from, to), to]
}

/** Throws a RangeError where the view ends before. */
function bytesOf(view: DataView, from: number, to: number): Uint8Array {
  if (to > view.byteLength) throw new RangeError('A header that is cut off.')
  return new Uint8Array(view.buffer, view.byteOffset + from, to - from)
}

function textOf(view: DataView, from: number, to: number): string {
  return DECODER.decode(bytesOf(view, from, to))
}

/** A header's type and value. */
function partsOf(header: FrameHeader): readonly Uint8Array[] {
  switch (header.type) {
    case 'boolean':
      return [Uint8Array.of(header.value ? 0 : 1)]
    case 'byte':
      return [numbered(2, 1, (view) => view.setInt8(1, header.value))]
    case 'short':
      return [numbered(3, 2, (view) => view.setInt16(1, header.value))]
    case 'integer':
      return [numbered(4, 4, (view) => view.setInt32(1, header.value))]
    case 'long':
      return [numbered(5, 8, (view) => view.setBigInt64(1, header.value))]
    case 'binary':
      return measured(6, header.value)
    case 'string':
      return measured(7, ENCODER.encode(header.value))
    case 'timestamp':
      return [numbered(8, 8, (view) => view.setBigInt64(1, header.value))]
    case 'uuid':
      if (header.value.length !== UUID_BYTES)
        throw new InvalidOptionError('uuid', `must be 16 bytes, got ${header.value.length}`)
      return [Uint8Array.of(9), header.value]
  }
}

/** A type and a number. */
function numbered(kind: number, bytes: number, write: (view: DataView) => void): Uint8Array {
  const part = new Uint8Array(1 + bytes)
  part[0] = kind
  write(viewOf(part))
  return part
}

/** A type, the length of a value, and the value. */
function measured(kind: number, value: Uint8Array): readonly Uint8Array[] {
  if (value.length > MAX_VALUE_BYTES) throw tooLong('value', value, MAX_VALUE_BYTES)
  return [Uint8Array.of(kind, value.length >> 8, value.length & 0xff), value]
}

function tooLong(option: string, given: Uint8Array, most: number): InvalidOptionError {
  return new InvalidOptionError(option, `must be at most ${most} bytes, got ${given.length}`)
}
