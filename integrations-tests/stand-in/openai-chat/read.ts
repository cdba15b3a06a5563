import type { JsonObject } from '../json-value.ts'
import type { Reading } from '../room.ts'
import { objectOf, objectsOf, stringOf, textIn } from '../json-value.ts'

/** What the script needs to know of a Chat Completions request. */
export function readOpenaiChat(request: JsonObject): Reading {
  const messages = objectsOf(request.messages)
  return {
    assistantTurns: messages.filter(({ role }, at) => role === 'assistant' && messages[at - 1]?.role !== 'assistant')
      .length,
    tools: objectsOf(request.tools).map((tool) => stringOf(objectOf(tool.function ?? tool.custom).name)),
    toolResults: messages.filter(({ role }) => role === 'tool').map(({ content }) => textIn(content)),
    wantsStream: request.stream === true,
  }
}
