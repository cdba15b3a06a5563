import { describe, expect, it } from 'vitest'
import { chunkFraming } from './chunk-framing.ts'

describe('chunkFraming', () => {
  it('reads the event in a chunk, and writes one that reads so', () => {
    const event = { type: 'content_block_delta', delta: { text: 'Grüße 😀' } }
    const { push, write } = chunkFraming()
    const chunk = write(event)
    expect(push(chunk)).toEqual([{ chunk, event }])
  })

  it('finds none in anything else, which passes', () => {
    const odd = [
      { internalServerException: {} },
      { chunk: {} },
      { chunk: { bytes: Uint8Array.of(0xff) } },
      undefined,
      7,
    ]
    const { push } = chunkFraming()
    for (const chunk of odd) expect(push(chunk)).toEqual([{ chunk, event: undefined }])
  })
})
