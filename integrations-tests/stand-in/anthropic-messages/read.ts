import type { JsonObject } from '../json-value.ts'
import type { Reading } from '../room.ts'
import { objectsOf, stringOf, textIn } from '../json-value.ts'
import { vertexAddress } from './address.ts'

/** What the script needs to know of a Messages request. */
export function readAnthropicMessages(request: JsonObject, url: string): Reading {
  const messages = objectsOf(request.messages)
  return {
    assistantTurns: messages.filter(({ role }, at) => role === 'assistant' && messages[at - 1]?.role !== 'assistant')
      .length,
    tools: objectsOf(request.tools).map(({ name }) => stringOf(name)),
    toolResults: messages
      .flatMap(({ content }) => objectsOf(content))
      .filter(({ type }) => type === 'tool_result')
      .map(({ content }) => textIn(content)),
    wantsStream: request.stream === true || vertexAddress(url)?.streams === true,
  }
}
