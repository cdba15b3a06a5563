import { describe, expect, it } from 'vitest'
import {
  bedrockEventOf,
  type BrokenFrame,
  createFrameSplitter,
  type Frame,
  readFrame,
  writeFrame,
} from '@headroom/core'
import { hasShared } from '../shared-data.ts'
import { CHUNK_SIZES, chunksOf, piecesOf } from './chunks.ts'
import { recordedFrames } from './recorded-streams.ts'

const STREAMS = recordedFrames()

describe.skipIf(!hasShared)('createFrameSplitter on every recorded stream', () => {
  it('gives the same frames in chunks of any size, and every byte of them', () => {
    let frames = 0
    for (const { name, bytes } of STREAMS) {
      const whole = piecesOf(createFrameSplitter(), [bytes])
      expect(Buffer.concat(whole).equals(bytes), `of ${name}`).toBe(true)
      for (const size of CHUNK_SIZES) {
        expect(piecesOf(createFrameSplitter(), chunksOf(bytes, size)).map(hexOf), `of ${name}`).toEqual(
          whole.map(hexOf),
        )
      }
      frames += whole.length
    }
    expect([STREAMS.length, frames]).toEqual([19, 513])
  })
})

describe.skipIf(!hasShared)('every recorded frame', () => {
  it('has the checksums that it says, and is written as it came', () => {
    for (const { name, bytes } of STREAMS) {
      for (const piece of piecesOf(createFrameSplitter(), [bytes])) {
        expect(hexOf(writeFrame(wholeFrame(readFrame(piece)))), `of ${name}`).toBe(hexOf(piece))
      }
    }
  })

  it('carries the event that the recording has', () => {
    for (const { name, bytes, events } of STREAMS) {
      const found = piecesOf(createFrameSplitter(), [bytes]).map((piece) => bedrockEventOf(readFrame(piece)))
      expect(found, `of ${name}`).toEqual(events)
    }
  })

  it('has a problem in whatever byte is changed', () => {
    for (const { name, bytes } of STREAMS) {
      const [piece] = piecesOf(createFrameSplitter(), [bytes])
      for (const index of piece?.keys() ?? []) {
        const changed = piece?.with(index, (piece[index] ?? 0) ^ 0x10) ?? new Uint8Array(0)
        expect(readFrame(changed), `of ${name} at ${index}`).toEqual({ problem: 'checksum' })
      }
    }
  })
})

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function wholeFrame(frame: Frame | BrokenFrame): Frame {
  if ('problem' in frame) throw new Error(frame.problem)
  return frame
}
