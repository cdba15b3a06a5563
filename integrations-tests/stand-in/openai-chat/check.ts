import type { JsonObject } from '../json-value.ts'
import type { Refusal, RoomSettings } from '../room.ts'
import { objectsOf, stringOf } from '../json-value.ts'
import { checkToolNames, openaiRefusal } from '../openai-error.ts'
import { checkMessages } from './check-messages.ts'
import { readOpenaiChat } from './read.ts'

/** What Chat Completions would refuse a request for. The wording of pairing errors follows the service's. */
export function checkOpenaiChat(request: JsonObject, { strict }: RoomSettings): Refusal | undefined {
  if (!strict) return undefined
  const messages = objectsOf(request.messages)
  if (messages.length === 0) return openaiRefusal("Invalid 'messages': empty array.", 'messages')
  return checkToolNames(readOpenaiChat(request).tools) ?? checkPairing(messages) ?? checkMessages(messages)
}

/** The two sentences are OpenAI's own, its spelling included. */
function checkPairing(messages: readonly JsonObject[]): Refusal | undefined {
  let open: readonly string[] = []
  for (const [at, { role, tool_calls: calls, tool_call_id: id }] of messages.entries()) {
    if (role === 'tool') {
      if (!open.includes(stringOf(id))) {
        const message = "messages with role 'tool' must be a response to a preceeding message with 'tool_calls'."
        return openaiRefusal(`Invalid parameter: ${message}`, `messages.[${at}].role`)
      }
      continue
    }
    open = objectsOf(calls).map((call) => stringOf(call.id))
    const answered = new Set(resultsAfter(messages, at))
    const missing = open.filter((call) => !answered.has(call))
    if (missing.length > 0) {
      const message =
        "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. " +
        `The following tool_call_ids did not have response messages: ${missing.join(', ')}`
      return openaiRefusal(message, `messages.[${at + 1}].role`)
    }
  }
  return undefined
}

function resultsAfter(messages: readonly JsonObject[], at: number): readonly string[] {
  const ids: string[] = []
  for (let place = at + 1; messages[place]?.role === 'tool'; place++) ids.push(stringOf(messages[place]?.tool_call_id))
  return ids
}
