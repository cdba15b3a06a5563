import type { JsonObject } from '../json-value.ts'
import type { Refusal, RoomSettings } from '../room.ts'
import type { ItemMemory } from './item-memory.ts'
import { objectsOf, stringOf } from '../json-value.ts'
import { checkToolNames, openaiRefusal } from '../openai-error.ts'
import { isCallOutput } from './read.ts'

/** What the Responses API would refuse a request for. The wording follows the service's, as clients have reported it. */
export function checkOpenaiResponses(
  request: JsonObject,
  memory: ItemMemory,
  { strict }: RoomSettings,
): Refusal | undefined {
  const input = memory.wholeInput(request)
  if ('missing' in input) return input.missing === 'item' ? itemNotFound(input.id) : responseNotFound(input.id)
  if (!strict) return undefined
  return (
    checkToolNames(objectsOf(request.tools).map(({ name, type }) => stringOf(name) || stringOf(type))) ??
    checkPairing(input.items) ??
    checkReasoning(input.items, memory)
  )
}

function itemNotFound(id: string): Refusal {
  const message =
    `Item with id '${id}' not found. Items are not persisted when \`store\` is set to false. ` +
    'Try again with `store` set to true, or remove this item from your input.'
  return { ...openaiRefusal(message, 'input'), status: 404 }
}

function responseNotFound(id: string): Refusal {
  const message = `Previous response with id '${id}' not found.`
  return { ...openaiRefusal(message, 'previous_response_id'), code: 'previous_response_not_found' }
}

/** Calls that a client runs. Hosted tools run at the service and have no output item. */
const CLIENT_CALLS: ReadonlySet<string> = new Set([
  'function_call',
  'custom_tool_call',
  'local_shell_call',
  'shell_call',
  'apply_patch_call',
])

function checkPairing(items: readonly JsonObject[]): Refusal | undefined {
  const calls = new Set<string>()
  const outputs = new Set(items.filter(isCallOutput).map((item) => stringOf(item.call_id)))
  for (const item of items) {
    const id = stringOf(item.call_id)
    if (isCallOutput(item) && !calls.has(id)) {
      return openaiRefusal(`No tool call found for function call output with call_id ${id}.`, 'input')
    }
    if (!CLIENT_CALLS.has(stringOf(item.type))) continue
    if (!outputs.has(id)) return openaiRefusal(`No tool output found for function call ${id}.`, 'input')
    calls.add(id)
  }
  return undefined
}

function checkReasoning(items: readonly JsonObject[], memory: ItemMemory): Refusal | undefined {
  for (const [at, item] of items.entries()) {
    const id = stringOf(item.id)
    const type = stringOf(item.type) || 'message'
    const next = items[at + 1]
    if (type === 'reasoning' && (next === undefined || next.role === 'user' || isCallOutput(next))) {
      const message = `Item '${id}' of type 'reasoning' was provided without its required following item.`
      return openaiRefusal(message, 'input')
    }
    const required = memory.reasoningBefore(id)
    if (required !== undefined && items[at - 1]?.id !== required) {
      const message = `Item '${id}' of type '${type}' was provided without its required 'reasoning' item: '${required}'.`
      return openaiRefusal(message, 'input')
    }
  }
  return undefined
}
