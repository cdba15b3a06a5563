import { isException } from '../dialects/bedrock-converse/reply.ts'
import { objectOf, stringOf } from '../dialects/wire-value.ts'
import { bedrockEventOf } from '../sse/bedrock-event.ts'
import { headerText, readFrame, writeFrame } from '../sse/frame.ts'
import { joinedBytes } from '../sse/joined-bytes.ts'
import { createFrameSplitter } from '../sse/split-frames.ts'
import type { Framed, Framing } from './stream-turn.ts'
import { base64Of } from './tagged.ts'

/**
 * The framing of Bedrock's streams: AWS event streams of Converse's events, or of the model's own inside `chunk`. What is written is
 * framed as those that came, failures as exceptions.
 */
export function awsFraming(): Framing<Uint8Array> {
  const splitter = createFrameSplitter()
  let isChunked = false

  function framed(chunk: Uint8Array): Framed<Uint8Array> {
    const frame = readFrame(chunk)
    if (!('problem' in frame) && headerText(frame, ':event-type') === CHUNK) isChunked = true
    return { chunk, event: bedrockEventOf(frame) }
  }

  return {
    push: (chunk) => splitter.push(chunk).map(framed),
    rest() {
      const chunk = splitter.rest()
      return chunk.length === 0 ? [] : [framed(chunk)]
    },
    isEnd: () => false,
    write(event) {
      const { type, error, ...members } = objectOf(event) ?? {}
      if (type === 'error') return frameOf(STREAM_ERROR, { message: stringOf(objectOf(error)?.['message']) })
      const [[name, value] = ['', {}]] = Object.entries(members)
      if (!isChunked || isException(name)) return frameOf(name, value)
      return frameOf(CHUNK, { bytes: base64Of(ENCODER.encode(JSON.stringify(event))) })
    },
    joined: joinedBytes,
  }
}

/** The frame that holds an event of the model's own API. */
const CHUNK = 'chunk'
/** What Bedrock calls a failure in the middle of a stream. */
const STREAM_ERROR = 'modelStreamErrorException'

const ENCODER = new TextEncoder()

function frameOf(name: string, payload: unknown): Uint8Array {
  const kind = isException(name) ? 'exception' : 'event'
  const headers = { [`:${kind}-type`]: name, ':content-type': 'application/json', ':message-type': kind }
  return writeFrame({
    headers: Object.entries(headers).map(([header, value]) => ({ name: header, type: 'string', value })),
    payload: ENCODER.encode(JSON.stringify(payload)),
  })
}
