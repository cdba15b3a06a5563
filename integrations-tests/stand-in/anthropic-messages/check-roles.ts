import type { JsonObject } from '../json-value.ts'
import { objectsOf, stringOf } from '../json-value.ts'
import { blocksOf } from './blocks.ts'

/**
 * What is wrong with who says what in a Messages request: an unknown role, a block that its role cannot send, or a system message in
 * a place where none may stand. The wording of the last is ours.
 */
export function checkRoles(request: JsonObject): string | undefined {
  const messages = objectsOf(request.messages)
  for (const [at, { role, content }] of messages.entries()) {
    if (role !== 'user' && role !== 'assistant' && role !== 'system') {
      return `messages: Unexpected role "${stringOf(role)}". Allowed roles are "user", "assistant" or "system".`
    }
    const strange = blocksOf(content).findIndex(({ type }) => SENT_BY.get(stringOf(type))?.includes(role) === false)
    if (strange >= 0) {
      const type = stringOf(blocksOf(content)[strange]?.type)
      return `messages.${at}: \`${type}\` blocks can only be in \`${SENT_BY.get(type)?.join('` or `')}\` messages`
    }
    if (role === 'system' && !maySystemStand(messages[at - 1], messages[at + 1])) {
      return `messages.${at}: a \`system\` message must follow a \`user\` message and be the last or be followed by an \`assistant\` message`
    }
  }
  return undefined
}

/** Source: the block types of @anthropic-ai/sdk 1.12.0. A type that is not here may be sent by any role. */
const SENT_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ['tool_use', ['assistant']],
  ['server_tool_use', ['assistant']],
  ['thinking', ['assistant']],
  ['redacted_thinking', ['assistant']],
  ['tool_result', ['user']],
  ['tool_addition', ['system']],
  ['tool_removal', ['system']],
])

function maySystemStand(before: JsonObject | undefined, after: JsonObject | undefined): boolean {
  const isLastOrAnswered = after === undefined || after.role === 'assistant'
  if (before?.role === 'user') return isLastOrAnswered
  const last = stringOf(blocksOf(before?.content).at(-1)?.type)
  return (
    isLastOrAnswered && before?.role === 'assistant' && (last === 'server_tool_use' || last.endsWith('_tool_result'))
  )
}
