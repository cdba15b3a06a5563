import { crc32 } from './crc32.ts'

/** Bytes before a frame's headers: its length, that of its headers, and a checksum of both. */
export const PRELUDE_BYTES = 12

/** Bytes of a checksum, such as each frame ends with. */
export const CHECKSUM_BYTES = 4

/**
 * Bytes of a frame at most, 16 MiB. Source: AWS_EVENT_STREAM_MAX_MESSAGE_SIZE of aws-c-event-stream.
 */
export const MAX_FRAME_BYTES: number = 16 * 2 ** 20

/** Why bytes are no frame: a checksum fails, they say to be too long, are more or fewer than they say, or hold headers that cannot be read. */
export type FrameProblem = 'checksum' | 'too-long' | 'length' | 'headers'

/**
 * Bytes of the frame that a prelude begins, all its parts included.
 *
 * @param prelude At least `PRELUDE_BYTES`.
 */
export function frameLengthOf(prelude: Uint8Array): number | FrameProblem {
  if (prelude.length < PRELUDE_BYTES) return 'length'
  const view = viewOf(prelude)
  if (crc32(prelude.subarray(0, PRELUDE_BYTES - CHECKSUM_BYTES)) !== view.getUint32(8)) return 'checksum'
  const length = view.getUint32(0)
  if (length > MAX_FRAME_BYTES) return 'too-long'
  return length < PRELUDE_BYTES + view.getUint32(4) + CHECKSUM_BYTES ? 'headers' : length
}

/** A view of the very bytes, for numbers in network order. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
