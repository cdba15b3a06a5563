import { frameLengthOf, PRELUDE_BYTES } from './frame-length.ts'
import { createHeld } from './held.ts'
import type { Splitter } from './splitter.ts'

/**
 * Cuts an AWS event stream (`application/vnd.amazon.eventstream`) into its frames, for `readFrame`.
 *
 * Where a length is wrong (its checksum fails, or it is past the limit) the frames cannot be told apart any more: from there on
 * each chunk passes through as a piece, in which `readFrame` finds the problem. A client gets what was sent to it.
 */
export function createFrameSplitter(): Splitter {
  const held = createHeld()
  let wanted = PRELUDE_BYTES
  let isLost = false

  function cut(bytes: Uint8Array): Uint8Array[] {
    const frames: Uint8Array[] = []
    let left = bytes
    wanted = PRELUDE_BYTES
    while (left.length >= wanted) {
      const length = frameLengthOf(left)
      if (typeof length === 'string') {
        isLost = true
        return [...frames, left]
      }
      wanted = length
      if (left.length < length) break
      frames.push(left.subarray(0, length))
      left = left.subarray(length)
      wanted = PRELUDE_BYTES
    }
    held.add(left)
    return frames
  }

  return {
    push(chunk) {
      if (isLost) return chunk.length === 0 ? [] : [chunk]
      if (held.length() === 0) return cut(chunk)
      held.add(chunk)
      return held.length() < wanted ? [] : cut(held.take())
    },
    rest: () => held.bytes(),
  }
}
