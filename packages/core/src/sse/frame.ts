import { InvalidOptionError } from '../errors.ts'
import { crc32 } from './crc32.ts'
import type { FrameHeader } from './frame-headers.ts'
import { readHeaders, writeHeaders } from './frame-headers.ts'
import type { FrameProblem } from './frame-length.ts'
import { CHECKSUM_BYTES, frameLengthOf, MAX_FRAME_BYTES, PRELUDE_BYTES, viewOf } from './frame-length.ts'

/** A message of an AWS event stream. */
export interface Frame {
  /** In the order of the wire. */
  readonly headers: readonly FrameHeader[]
  /** What it carries, in Bedrock JSON. A view of the bytes it was read from. */
  readonly payload: Uint8Array
}

/** Bytes that are no frame. */
export interface BrokenFrame {
  /** Why they are none. */
  readonly problem: FrameProblem
}

/**
 * Reads a piece of `createFrameSplitter`, both checksums included. To send a frame on unchanged, send the piece; and send on what
 * is no frame: its receiver has checksums of its own.
 *
 * Source: https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function readFrame(piece: Uint8Array): Frame | BrokenFrame {
  const length = frameLengthOf(piece)
  if (typeof length === 'string') return { problem: length }
  if (length !== piece.length) return { problem: 'length' }
  const view = viewOf(piece)
  const end = length - CHECKSUM_BYTES
  if (crc32(piece.subarray(0, end)) !== view.getUint32(end)) return { problem: 'checksum' }
  const payloadAt = PRELUDE_BYTES + view.getUint32(4)
  const headers = readHeaders(piece.subarray(PRELUDE_BYTES, payloadAt))
  return headers === undefined ? { problem: 'headers' } : { headers, payload: piece.subarray(payloadAt, end) }
}

/**
 * A frame as bytes, with its checksums. What `readFrame` has read comes out byte for byte.
 *
 * @throws InvalidOptionError if the frame is longer than `MAX_FRAME_BYTES`, or a header does not fit the format.
 */
export function writeFrame({ headers, payload }: Frame): Uint8Array {
  const head = writeHeaders(headers)
  const length = PRELUDE_BYTES + head.length + payload.length + CHECKSUM_BYTES
  if (length > MAX_FRAME_BYTES)
    throw new InvalidOptionError('payload', `makes a frame of ${length} bytes, at most ${MAX_FRAME_BYTES} will do`)
  const bytes = new Uint8Array(length)
  const view = viewOf(bytes)
  view.setUint32(0, length)
  view.setUint32(4, head.length)
  view.setUint32(8, crc32(bytes.subarray(0, PRELUDE_BYTES - CHECKSUM_BYTES)))
  bytes.set(head, PRELUDE_BYTES)
  bytes.set(payload, PRELUDE_BYTES + head.length)
  view.setUint32(length - CHECKSUM_BYTES, crc32(bytes.subarray(0, length - CHECKSUM_BYTES)))
  return bytes
}

/**
 * The text of a header; undefined where there is none of that name, or it is no string.
 *
 * @param name As `:event-type`.
 */
export function headerText({ headers }: Frame, name: string): string | undefined {
  const header = headers.find((one) => one.name === name)
  return header?.type === 'string' ? header.value : undefined
}
