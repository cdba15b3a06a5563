import { parsedExactly } from '../json/parsed-exactly.ts'
import { createSseSplitter } from '../sse/split-sse.ts'
import { readSseEvent, writeSseEvent } from '../sse/sse-event.ts'
import { joinedBytes } from '../sse/joined-bytes.ts'
import { readOnce } from './read-once.ts'
import type { Framed, Framing } from './stream-turn.ts'

/**
 * The framing of server-sent events that hold JSON. What is written has an `event` field where those that came have one: the `type`
 * of the JSON, as Anthropic and OpenAI's Responses have it.
 */
export function sseFraming(): Framing<Uint8Array> {
  const splitter = createSseSplitter()
  let isNamed = false

  function eventIn(chunk: Uint8Array): unknown {
    const { event, data } = readSseEvent(chunk)
    if (event !== undefined) isNamed = true
    return data === '' ? undefined : parsedExactly(data)
  }

  const framed = (chunk: Uint8Array): Framed<Uint8Array> => readOnce(chunk, eventIn)

  return {
    push: (chunk) => splitter.push(chunk).map(framed),
    rest() {
      const chunk = splitter.rest()
      return chunk.length === 0 ? [] : [framed(chunk)]
    },
    mentions: (chunks, text) => joinedBytes(chunks).some((run) => DECODER.decode(run).includes(text)),
    isEnd: ({ chunk, event }) => event === undefined && readSseEvent(chunk).data === END,
    write(event) {
      const type: unknown = Object(event).type
      return writeSseEvent({ data: JSON.stringify(event), ...(isNamed && typeof type === 'string' && { event: type }) })
    },
    joined: joinedBytes,
  }
}

const DECODER = new TextDecoder()

/** Chat Completions end so. */
const END = '[DONE]'
