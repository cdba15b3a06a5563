import type { StreamReader } from '../../types/stream.ts'
import type { WireObject } from '../wire-value.ts'
import { objectOf, toldBy } from '../wire-value.ts'
import { createBlock, type StreamedBlock } from './streamed-block.ts'
import type { AnthropicReply } from './reply.ts'

/**
 * Puts a message together from the events of `stream: true`, over Server-Sent Events or inside Bedrock's frames.
 *
 * Counts of `message_delta` are totals and take the place of those before. An `error` leaves what came so far and stands beside it.
 */
export function readStream(): StreamReader<AnthropicReply> {
  let message: WireObject | undefined
  const blocks: StreamedBlock[] = []
  const latest = new Map<unknown, StreamedBlock>()

  function open(index: unknown, started: WireObject | undefined): void {
    if (started === undefined) return
    const block = createBlock(started)
    blocks.push(block)
    latest.set(index, block)
  }

  return {
    push(event) {
      const { type, ...members } = objectOf(event) ?? {}
      if (type === 'message_start') message ??= objectOf(members['message'])
      else if (type === 'error') message = { type, ...message, ...members }
      else if (message === undefined) return
      else if (type === 'message_delta') message = withDelta(message, members)
      else if (type === 'content_block_delta') latest.get(members['index'])?.push(objectOf(members['delta']) ?? {})
      else if (type === 'content_block_start') open(members['index'], objectOf(members['content_block']))
    },
    reply() {
      return blocks.length === 0 ? message : { ...message, content: blocks.map((block) => block.value()) }
    },
  }
}

/** Members beside the delta (`context_management`) are the message's too. */
function withDelta(message: WireObject, { delta, usage, ...beside }: WireObject): WireObject {
  const counts = { ...objectOf(message['usage']), ...toldBy(objectOf(usage) ?? {}) }
  return { ...message, ...beside, ...objectOf(delta), usage: counts }
}
