import type { JsonObject } from '../json-value.ts'
import { objectsOf, stringOf } from '../json-value.ts'

/** Items and replies that a stand-in keeps: more than a test makes, little enough to hold. */
const MAXIMUM_ITEMS = 10_000

/** The whole input of a request, or what it refers to that is not there. */
type WholeInput =
  | { readonly items: readonly JsonObject[] }
  | { readonly missing: 'item' | 'response'; readonly id: string }

/** What the service keeps between requests: items by id, and each reply's whole conversation. */
export interface ItemMemory {
  /** The items of a request with `previous_response_id` and every `item_reference` put in place. */
  wholeInput(request: JsonObject): WholeInput
  /** Keeps a reply and the input it answers. A request with `store: false` is not kept. */
  keep(request: JsonObject, id: string, output: readonly JsonObject[]): void
  /** The reasoning item that directly came before an item when it was made, or undefined. */
  reasoningBefore(id: string): string | undefined
}

/** An empty memory. */
export function createItemMemory(): ItemMemory {
  const items = new Map<string, JsonObject>()
  const conversations = new Map<string, readonly JsonObject[]>()
  const reasoning = new Map<string, string>()

  function wholeInput(request: JsonObject): WholeInput {
    const previous = request.previous_response_id
    const before = typeof previous === 'string' ? conversations.get(previous) : []
    if (before === undefined) return { missing: 'response', id: stringOf(previous) }
    const whole = [...before]
    for (const item of ownInput(request)) {
      const found = item.type === 'item_reference' ? items.get(stringOf(item.id)) : item
      if (found === undefined) return { missing: 'item', id: stringOf(item.id) }
      whole.push(found)
    }
    return { items: whole }
  }

  function keep(request: JsonObject, id: string, output: readonly JsonObject[]): void {
    for (const [at, item] of output.entries()) {
      const before = output[at - 1]
      if (before?.type === 'reasoning') remember(reasoning, stringOf(item.id), stringOf(before.id))
    }
    if (request.store === false) return
    const input = wholeInput(request)
    if ('items' in input) remember(conversations, id, [...input.items, ...output])
    for (const item of output) remember(items, stringOf(item.id), item)
  }

  return { wholeInput, keep, reasoningBefore: (id) => reasoning.get(id) }
}

function ownInput({ input }: JsonObject): readonly JsonObject[] {
  return typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : objectsOf(input)
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.size < MAXIMUM_ITEMS) map.set(key, value)
}
