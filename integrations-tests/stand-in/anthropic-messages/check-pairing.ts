import type { JsonObject } from '../json-value.ts'
import { objectsOf, stringOf } from '../json-value.ts'
import { blocksOf } from './blocks.ts'

/**
 * What is wrong with the tool calls and results of a Messages request: every call is answered once in the next message,
 * results stand before all else there, and there is no result without its call.
 */
export function checkPairing(request: JsonObject): string | undefined {
  const messages = objectsOf(request.messages).map(({ role, content }) => ({ role, blocks: blocksOf(content) }))
  for (const [at, { role, blocks }] of messages.entries()) {
    const fault =
      role === 'assistant'
        ? checkCalls(blocks, messages[at + 1]?.blocks ?? [], at)
        : checkResults(blocks, messages[at - 1]?.role === 'assistant' ? (messages[at - 1]?.blocks ?? []) : [], at)
    if (fault !== undefined) return fault
  }
  return undefined
}

function checkCalls(blocks: readonly JsonObject[], next: readonly JsonObject[], at: number): string | undefined {
  const calls = idsOf(blocks, 'tool_use', 'id')
  const duplicate = calls.findIndex((id, place) => calls.indexOf(id) < place)
  if (duplicate >= 0) return `messages.${at}.content.${duplicate}: \`tool_use\` ids must be unique`
  const answered = new Set(idsOf(next, 'tool_result', 'tool_use_id'))
  const missing = calls.filter((id) => !answered.has(id))
  if (missing.length === 0) return undefined
  return (
    `messages.${at}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(', ')}. ` +
    'Each `tool_use` block must have a corresponding `tool_result` block in the next message.'
  )
}

function checkResults(blocks: readonly JsonObject[], before: readonly JsonObject[], at: number): string | undefined {
  const calls = new Set(idsOf(before, 'tool_use', 'id'))
  const seen = new Set<string>()
  for (const [place, { type, tool_use_id: id }] of blocks.entries()) {
    if (type !== 'tool_result') continue
    const where = `messages.${at}.content.${place}`
    if (!calls.has(stringOf(id))) {
      return (
        `${where}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stringOf(id)}. Each \`tool_result\` block ` +
        'must have a corresponding `tool_use` block in the previous message.'
      )
    }
    if (seen.has(stringOf(id))) {
      return `${where}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${stringOf(id)}`
    }
    seen.add(stringOf(id))
  }
  const firstOther = blocks.findIndex(({ type }) => type !== 'tool_result')
  const lastResult = blocks.findLastIndex(({ type }) => type === 'tool_result')
  if (firstOther < 0 || firstOther > lastResult) return undefined
  return `messages.${at}: \`tool_result\` blocks must come first in the content of a user message following \`tool_use\``
}

function idsOf(blocks: readonly JsonObject[], type: string, member: string): readonly string[] {
  return blocks.filter((block) => block.type === type).map((block) => stringOf(block[member]))
}
