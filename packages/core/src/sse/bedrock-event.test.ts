import { describe, expect, it } from 'vitest'
import { bedrockEventOf } from './bedrock-event.ts'
import type { Frame } from './frame.ts'

describe('bedrockEventOf', () => {
  it('names an event of ConverseStream by its type', () => {
    const payload = { contentBlockIndex: 0, delta: { text: 'ü' }, p: 'abc' }
    const frame = frameOf({ ':event-type': 'contentBlockDelta', ':message-type': 'event' }, JSON.stringify(payload))
    expect(bedrockEventOf(frame)).toEqual({ contentBlockDelta: payload })
  })

  it("opens a chunk, in which stands the model's own event", () => {
    const event = '{"type":"content_block_delta","delta":{"type":"text_delta","text":"ü"}}'
    const bytes = btoa(String.fromCharCode(...new TextEncoder().encode(event)))
    const frame = frameOf({ ':event-type': 'chunk' }, JSON.stringify({ bytes, p: 'abc' }))
    expect(bedrockEventOf(frame)).toEqual(JSON.parse(event))
  })

  it('names an exception as it is', () => {
    const headers = { ':message-type': 'exception', ':exception-type': 'throttlingException' }
    expect(bedrockEventOf(frameOf(headers, '{"message":"slow"}'))).toEqual({ throttlingException: { message: 'slow' } })
  })

  it.each<[string, Parameters<typeof bedrockEventOf>[0]]>([
    ['without a type', frameOf({ ':content-type': 'application/json' }, '{}')],
    ['without JSON', frameOf({ ':event-type': 'metadata' }, 'x')],
    ['whose chunk holds no base64', frameOf({ ':event-type': 'chunk' }, '{"bytes":"?"}')],
    ['whose chunk holds no bytes', frameOf({ ':event-type': 'chunk' }, '{"bytes":5}')],
    ['whose chunk is no object', frameOf({ ':event-type': 'chunk' }, 'null')],
    ['that are broken', { problem: 'checksum' }],
  ])('finds no event in frames %s', (_, frame) => {
    expect(bedrockEventOf(frame)).toBe(undefined)
  })
})

function frameOf(headers: Readonly<Record<string, string>>, payload: string): Frame {
  return {
    headers: Object.entries(headers).map(([name, value]) => ({ name, type: 'string', value })),
    payload: new TextEncoder().encode(payload),
  }
}
