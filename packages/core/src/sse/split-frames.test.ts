import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFrame, writeFrame } from './frame.ts'
import { createFrameSplitter } from './split-frames.ts'

const SEED = 4

describe('createFrameSplitter', () => {
  it('cuts the frames that were written, whatever chunks they come in', () => {
    const payloads = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 })
    fc.assert(
      fc.property(payloads, fc.integer({ min: 1, max: 60 }), (given, size) => {
        const frames = given.map(frameOf)
        const { pieces, rest } = cut(joined(frames), size)
        expect(pieces).toEqual(frames)
        expect(rest).toHaveLength(0)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it('holds a frame that has not ended', () => {
    const frame = frameOf(Uint8Array.of(1, 2, 3))
    for (const length of frame.keys()) {
      const splitter = createFrameSplitter()
      expect(splitter.push(frame.subarray(0, length))).toEqual([])
      expect(splitter.rest()).toEqual(frame.subarray(0, length))
    }
  })

  it('passes everything on from where a length is wrong, in which readFrame finds the problem', () => {
    const [first, second] = [Uint8Array.of(1), Uint8Array.of(2, 2)].map(frameOf) as [Uint8Array, Uint8Array]
    const bytes = joined([first, second.with(0, 1), first])
    const problems: unknown[] = []
    for (const size of [1, 2, 3, 7, 40, bytes.length]) {
      const { pieces, rest } = cut(bytes, size)
      expect(joined([...pieces, rest])).toEqual(bytes)
      expect(pieces[0]).toEqual(first)
      problems.push(pieces[1] && readFrame(pieces[1]))
    }
    expect(problems.every((read) => Object(read).problem === 'checksum')).toBe(true)
  })

  it('keeps the frames apart where only a payload is broken', () => {
    const [first, second] = [Uint8Array.of(1), Uint8Array.of(2, 2)].map(frameOf) as [Uint8Array, Uint8Array]
    const broken = first.with(12, 9)
    const { pieces } = cut(joined([broken, second]), 5)
    expect(pieces).toEqual([broken, second])
    expect(readFrame(broken)).toEqual({ problem: 'checksum' })
  })
})

function frameOf(payload: Uint8Array): Uint8Array {
  return writeFrame({ headers: [], payload })
}

function cut(bytes: Uint8Array, size: number): { pieces: readonly Uint8Array[]; rest: Uint8Array } {
  const splitter = createFrameSplitter()
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) pieces.push(...splitter.push(bytes.subarray(at, at + size)))
  return { pieces, rest: splitter.rest() }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(chunks.flatMap((chunk) => [...chunk]))
}
