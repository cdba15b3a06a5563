import type { JsonObject } from '../json-value.ts'
import type { Refusal } from '../room.ts'
import { objectsOf, stringOf } from '../json-value.ts'
import { openaiRefusal } from '../openai-error.ts'

/** What is wrong with single messages: an unknown role, nothing said, or a call answered twice. The wording of the last is ours. */
export function checkMessages(messages: readonly JsonObject[]): Refusal | undefined {
  let answered = new Set<string>()
  for (const [at, message] of messages.entries()) {
    const role = stringOf(message.role)
    if (!ROLES.includes(role)) {
      const supported = `'${ROLES.slice(0, -1).join("', '")}', and '${ROLES.at(-1)}'`
      return openaiRefusal(`Invalid value: '${role}'. Supported values are: ${supported}.`, `messages[${at}].role`)
    }
    if (!saysSomething(message)) {
      return openaiRefusal("Invalid value for 'content': expected a string, got null.", `messages.[${at}].content`)
    }
    if (role !== 'tool') answered = new Set()
    const id = stringOf(message.tool_call_id)
    if (role === 'tool' && id !== '' && answered.has(id)) {
      return openaiRefusal(`Duplicate tool message for tool_call_id '${id}'.`, `messages.[${at}].tool_call_id`)
    }
    answered.add(id)
  }
  return undefined
}

const ROLES = ['system', 'assistant', 'user', 'function', 'tool', 'developer']

/** What an assistant's message may hold in place of content. */
const OTHERWISE = ['function_call', 'refusal', 'audio']

function saysSomething(message: JsonObject): boolean {
  if (typeof message.content === 'string' || objectsOf(message.content).length > 0) return true
  if (message.role !== 'assistant') return false
  return objectsOf(message.tool_calls).length > 0 || OTHERWISE.some((name) => (message[name] ?? null) !== null)
}
