import { describe, expect, it } from 'vitest'
import type { Format } from './formats.ts'
import { FORMATS, replyIn } from './formats.ts'
import { FRAME_WRITERS } from './frame-writer.ts'
import { objectOf } from './json-value.ts'
import { createReplies } from './reply.ts'

const SIZES = Array.from({ length: 40 }, (_, at) => at + 1)
const SCRIPT = {
  turns: [
    {
      thinking: 'Both “files” 😀, one by one.',
      text: 'Reading 😀\n"both"…',
      calls: [
        { name: 'read', args: { path: 'a\\"b/😀.json', deep: { list: [1, 2.5, null, 'é'] } } },
        { name: 'list', args: {} },
      ],
    },
  ],
}

describe.each(FORMATS.map((format) => [format.name, format] as const))('a streamed reply, %s', (_, format) => {
  it('says what the whole reply says, in deltas of every size from 1 to 40', () => {
    for (const size of SIZES) {
      const { body, bytes } = streamed(format, size)
      expect(comparable(replyIn(format, bytes)), `deltas of ${size}`).toEqual(comparable(objectOf(body)))
    }
  })

  it('comes in more pieces where they are smaller', () => {
    expect(streamed(format, 1).count).toBeGreaterThan(streamed(format, 40).count)
  })
})

function streamed({ url, request, streams, framing }: Format, chunkSize: number) {
  const settings = { strict: true, prefixCheck: true, chunkSize, minimumCachedTokens: 1024 }
  const { body, stream, refusal } = createReplies(SCRIPT, settings, 9).reply('POST', url, { ...request, ...streams })
  if (stream === undefined) throw new Error(refusal ?? 'The reply is no stream.')
  expect(stream.framing).toBe(framing)
  const writer = FRAME_WRITERS[framing]
  const pieces = [...stream.frames].map((frame, at) => writer.write(frame, at))
  return { body, bytes: Buffer.concat([...pieces, writer.end(pieces.length)]), count: pieces.length }
}

/** A reply as JSON has it, without the members of Chat Completions that are null and that core's reader leaves out. */
function comparable(reply: object): unknown {
  const json = JSON.stringify(reply, (name, value: unknown) =>
    value === null && (name === 'logprobs' || name === 'refusal') ? undefined : value,
  )
  return JSON.parse(json)
}
