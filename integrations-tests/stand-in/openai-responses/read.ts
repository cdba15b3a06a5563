import type { JsonObject } from '../json-value.ts'
import type { Reading } from '../room.ts'
import type { ItemMemory } from './item-memory.ts'
import { stringOf, textIn } from '../json-value.ts'
import { countTokens } from '../tokens.ts'
import { declaredTools } from './declared-tools.ts'

/** What the script needs to know of a Responses request, earlier turns kept by the service included. */
export function readOpenaiResponses(request: JsonObject, memory: ItemMemory): Reading {
  const input = memory.wholeInput(request)
  const items = 'items' in input ? input.items : []
  return {
    assistantTurns: items.filter((item, at) => isModels(item) && !isModels(items[at - 1] ?? {})).length,
    tools: declaredTools(request, items).map(({ name }) => name),
    toolResults: items.filter(isCallOutput).map(({ output }) => textIn(output)),
    wantsStream: request.stream === true,
  }
}

/** Input tokens of a Responses request, cached or not. */
export function countResponsesInput(request: JsonObject, memory: ItemMemory): number {
  return countTokens(renderPrompt(request, memory))
}

/** Everything the model reads of a request, as one text in the order of the prompt. */
export function renderPrompt(request: JsonObject, memory: ItemMemory): string {
  const input = memory.wholeInput(request)
  return JSON.stringify([request.instructions, request.tools, 'items' in input ? input.items : []])
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
