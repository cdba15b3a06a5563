import { describe, expect, it } from 'vitest'
import { createSseSplitter, editStream, readSseEvent, writeSseEvent } from '@headroom/core'
import { hasShared } from '../shared-data.ts'
import { CHUNK_SIZES, chunksOf, piecesOf } from './chunks.ts'
import { recordedSse } from './recorded-streams.ts'

const STREAMS = recordedSse()

describe.skipIf(!hasShared)('createSseSplitter on every recorded stream', () => {
  it('gives the same pieces in chunks of any size, and every byte of them', () => {
    let events = 0
    for (const { name, bytes } of STREAMS) {
      const whole = piecesOf(createSseSplitter(), [bytes])
      for (const size of CHUNK_SIZES) {
        const pieces = piecesOf(createSseSplitter(), chunksOf(bytes, size))
        expect(Buffer.concat(pieces).equals(bytes), `of ${name} in chunks of ${size}`).toBe(true)
        expect(lengthsOf(pieces), `of ${name} in chunks of ${size}`).toBe(lengthsOf(whole))
      }
      events += whole.length
    }
    expect([STREAMS.length, events]).toEqual([384, 25_266])
  })

  it('gives the data that a reader of whole texts finds', () => {
    for (const { name, bytes } of STREAMS) {
      const found = piecesOf(createSseSplitter(), [bytes]).map(readSseEvent)
      const blocks = bytes.toString('utf8').split(/\r?\n\r?\n/)
      const expected = blocks.map((block) => /^data: ?(.*)$/m.exec(block)?.[1]?.replace(/\r$/, ''))
      const data = found.map((event) => event.data).filter((text) => text !== '')
      expect(data, `of ${name}`).toEqual(expected.filter(Boolean))
      const names = blocks.map((block) => /^event: ?(.*?)\r?$/m.exec(block)?.[1])
      expect(found.map(({ event }) => event).filter(Boolean), `of ${name}`).toEqual(names.filter(Boolean))
    }
  })

  it('gives events that are written so that they read the same', () => {
    for (const { name, bytes } of STREAMS) {
      const events = piecesOf(createSseSplitter(), [bytes]).map(readSseEvent)
      const written = Buffer.concat(events.map(writeSseEvent))
      expect(piecesOf(createSseSplitter(), [written]).map(readSseEvent), `of ${name}`).toEqual(events)
    }
  })
})

describe.skipIf(!hasShared)('editStream on every recorded stream', () => {
  it('passes every byte on where nothing is edited', async () => {
    for (const { name, bytes } of STREAMS) {
      const transform = editStream(createSseSplitter(), (piece) => piece)
      const sent = await Array.fromAsync(streamOf(chunksOf(bytes, 100)).pipeThrough(transform))
      expect(Buffer.concat(sent).equals(bytes), `of ${name}`).toBe(true)
    }
  })
})

function lengthsOf(pieces: readonly Uint8Array[]): string {
  return pieces.map(({ length }) => length).join()
}

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}
