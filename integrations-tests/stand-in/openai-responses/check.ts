import type { JsonObject } from '../json-value.ts'
import type { Refusal, RoomSettings } from '../room.ts'
import type { DeclaredTool } from './declared-tools.ts'
import type { ItemMemory } from './item-memory.ts'
import { objectsOf, stringOf } from '../json-value.ts'
import { checkToolNames, openaiRefusal } from '../openai-error.ts'
import { declaredTools } from './declared-tools.ts'
import { checkItems } from './check-items.ts'
import { isCallOutput } from './read.ts'

/** What the Responses API would refuse a request for. The wording follows the service's, as clients have reported it. */
export function checkOpenaiResponses(
  request: JsonObject,
  memory: ItemMemory,
  { strict }: RoomSettings,
): Refusal | undefined {
  if (isGiven(request.previous_response_id) && isGiven(request.conversation)) return TWO_HISTORIES
  const input = memory.wholeInput(request)
  if ('missing' in input) return NOT_FOUND[input.missing](input.id)
  if (!strict) return undefined
  return (
    checkToolNames(declaredTools(withoutDeferred(request), input.items).map(qualifiedName)) ??
    checkItems(input.items) ??
    checkPairing(input.items) ??
    checkReasoning(input.items, memory)
  )
}

/** The service's own sentence, the cut name and the empty one included. */
const TWO_HISTORIES: Refusal = {
  status: 400,
  type: 'invalid_request_error',
  message: "Mutually exclusive parameters: ''. Ensure you are only providing one of: 'pre..._id' or 'conversation'.",
  code: 'mutually_exclusive_parameters',
}

const NOT_FOUND = { item: itemNotFound, response: responseNotFound, conversation: conversationNotFound } as const

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}

/** A tool whose loading is deferred may come again, in an item, once it is loaded (recorded). */
function withoutDeferred({ tools }: JsonObject): JsonObject {
  return { tools: objectsOf(tools).filter(({ defer_loading: isDeferred }) => isDeferred !== true) }
}

function qualifiedName({ name, namespace }: DeclaredTool): string {
  return namespace === undefined ? name : `${namespace}.${name}`
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

function conversationNotFound(id: string): Refusal {
  return { status: 404, type: 'invalid_request_error', message: `Conversation with id '${id}' not found.` }
}

/** Calls that a client runs, in the service's words. Hosted tools run at the service and have no output item. */
const CLIENT_CALLS: Readonly<Record<string, string>> = {
  function_call: 'function call',
  custom_tool_call: 'custom tool call',
  local_shell_call: 'local shell call',
  shell_call: 'shell call',
  apply_patch_call: 'apply patch call',
}

function checkPairing(items: readonly JsonObject[]): Refusal | undefined {
  const calls = new Set<string>()
  const outputs = new Set(items.filter(isCallOutput).map(placeInPair))
  for (const item of items) {
    const id = stringOf(item.call_id)
    const type = stringOf(item.type).replace(/_output$/, '')
    const words = CLIENT_CALLS[type] ?? type
    if (isCallOutput(item)) {
      if (calls.has(placeInPair(item))) continue
      return openaiRefusal(`No tool call found for ${words} output with call_id ${id}.`, 'input')
    }
    calls.add(placeInPair(item))
    if (CLIENT_CALLS[type] === undefined || outputs.has(placeInPair(item))) continue
    return openaiRefusal(`No tool output found for ${words} ${id}.`, 'input')
  }
  return undefined
}

/** What a call and its output have in common: the kind and the id. A search that a client ran may be answered as a function (recorded). */
function placeInPair({ type, call_id: id }: JsonObject): string {
  const kind = stringOf(type).replace(/_output$/, '')
  return `${kind === 'tool_search_call' ? 'function_call' : kind} ${stringOf(id)}`
}

function checkReasoning(items: readonly JsonObject[], memory: ItemMemory): Refusal | undefined {
  for (const [at, item] of items.entries()) {
    const id = stringOf(item.id)
    const type = stringOf(item.type) || 'message'
    const next = items[at + 1]
    if (type === 'reasoning' && (next === undefined || isClients(next) || isCallOutput(next))) {
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

function isClients({ role }: JsonObject): boolean {
  return role === 'user' || role === 'system' || role === 'developer'
}
