import type { JsonObject } from '../json-value.ts'
import type { Reading } from '../room.ts'
import type { ItemMemory } from './item-memory.ts'
import { objectsOf, stringOf, textIn } from '../json-value.ts'

/** What the script needs to know of a Responses request, earlier turns kept by the service included. */
export function readOpenaiResponses(request: JsonObject, memory: ItemMemory): Reading {
  const input = memory.wholeInput(request)
  const items = 'items' in input ? input.items : []
  return {
    assistantTurns: items.filter((item, at) => isModels(item) && !isModels(items[at - 1] ?? {})).length,
    tools: objectsOf(request.tools).map(({ name, type }) => stringOf(name) || stringOf(type)),
    toolResults: items.filter(isCallOutput).map(({ output }) => textIn(output)),
    wantsStream: request.stream === true,
  }
}

function isCall({ type }: JsonObject): boolean {
  return stringOf(type).endsWith('_call')
}

/** Whether an item answers a call. */
export function isCallOutput({ type }: JsonObject): boolean {
  return stringOf(type).endsWith('_call_output')
}

function isModels(item: JsonObject): boolean {
  return item.role === 'assistant' || item.type === 'reasoning' || isCall(item)
}
