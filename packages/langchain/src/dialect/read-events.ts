import { AIMessage } from '@langchain/core/messages'
import type { StreamReader } from '@headroom/core'
import type { Answer, EventBlock, ModelEvent } from '../types/reply.ts'
import type { Message } from '../types/request.ts'
import { isModelEvent } from './hidden-events.ts'

/** Puts the events of one message together, as LangChain's `ChatModelStream` does: its blocks as they were finished. */
export function readEvents(): StreamReader<Answer> {
  const blocks: EventBlock[] = []
  let started: ModelEvent | undefined
  let finished: ModelEvent | undefined
  let usage: unknown

  return {
    push(event) {
      if (!isModelEvent(event)) return
      const { index, content } = event
      if (index !== undefined && content !== undefined) blocks[index] = content
      if (event.usage !== undefined) usage = event.usage
      if (event.event === 'message-start') started ??= event
      if (event.event === 'message-finish') finished = event
    },
    reply: () => (started === undefined ? undefined : { message: messageOf(started, blocks, usage, finished) }),
  }
}

function messageOf(
  { id }: ModelEvent,
  blocks: readonly EventBlock[],
  usage_metadata: unknown,
  finished: ModelEvent | undefined,
): Message {
  // Gaps are left by blocks that never began.
  const content = Object.values(blocks)
  const { metadata, responseMetadata, reason: finish_reason } = finished ?? {}
  const invalid_tool_calls = content.filter(({ type }) => type === 'invalid_tool_call')
  const response_metadata = {
    ...metadata,
    ...responseMetadata,
    ...(finish_reason && { finish_reason }),
    output_version: 'v1',
  }
  const message = new AIMessage({ id, content, usage_metadata, invalid_tool_calls, response_metadata } as never)
  return message as unknown as Message
}
