import type { JsonObject } from '../json-value.ts'
import { digest } from '../digest.ts'
import { objectOf, objectsOf, stringOf } from '../json-value.ts'

/** Items, replies and conversations that a stand-in keeps of each: more than a test makes, little enough to hold. */
const MAXIMUM_KEPT = 10_000

/** The whole input of a request, or what it refers to that is not there. */
type WholeInput =
  | { readonly items: readonly JsonObject[] }
  | { readonly missing: 'item' | 'response' | 'conversation'; readonly id: string }

/** What the service keeps between requests: items by id, each reply with all that came before it, and conversations. */
export interface ItemMemory {
  /** The items of a request behind those of its `previous_response_id` or `conversation`, every `item_reference` put in place. */
  wholeInput(request: JsonObject): WholeInput
  /** Keeps a reply and the input it answers, in its conversation too. A request with `store: false` is not kept. */
  keep(request: JsonObject, id: string, output: readonly JsonObject[]): void
  /** The reasoning item that directly came before an item when it was made, or undefined. */
  reasoningBefore(id: string): string | undefined
  /** Begins a conversation with these items and gives its id. */
  converse(items: readonly JsonObject[]): string
  /** The memory of a WebSocket connection: all of this one, and its own latest reply, whether it was to be stored or not. */
  connect(): ConnectionMemory
}

/** What the service keeps for one WebSocket connection. */
export interface ConnectionMemory extends ItemMemory {
  /** Forgets the connection's latest reply, as the service does where a request that continues from it fails. */
  forget(id: string): void
}

/** An empty memory. */
export function createItemMemory(): ItemMemory {
  const items = new Map<string, JsonObject>()
  const replies = new Map<string, readonly JsonObject[]>()
  const conversations = new Map<string, readonly JsonObject[]>()
  const reasoning = new Map<string, string>()

  function wholeInput(request: JsonObject, replyItems = (id: string) => replies.get(id)): WholeInput {
    const previous = previousOf(request)
    const conversation = conversationOf(request)
    const before = previous === undefined ? [] : replyItems(previous)
    if (before === undefined) return { missing: 'response', id: previous ?? '' }
    const earlier = conversation === undefined ? [] : conversations.get(conversation)
    if (earlier === undefined) return { missing: 'conversation', id: conversation ?? '' }
    const whole = [...before, ...earlier]
    for (const item of ownInput(request)) {
      const found = item.type === 'item_reference' ? items.get(stringOf(item.id)) : item
      if (found === undefined) return { missing: 'item', id: stringOf(item.id) }
      whole.push(found)
    }
    return { items: whole }
  }

  function keep(request: JsonObject, id: string, output: readonly JsonObject[], input = wholeInput(request)): void {
    for (const [at, item] of output.entries()) {
      const before = output[at - 1]
      if (before?.type === 'reasoning') remember(reasoning, stringOf(item.id), stringOf(before.id))
    }
    if (request.store === false) return
    if ('items' in input) {
      const whole = [...input.items, ...output]
      const conversation = conversationOf(request)
      remember(replies, id, whole)
      if (conversation !== undefined) conversations.set(conversation, whole)
    }
    for (const item of output) remember(items, stringOf(item.id), item)
  }

  function converse(first: readonly JsonObject[]): string {
    const id = `conv_${digest(`conversation ${conversations.size}`)}`
    remember(conversations, id, first)
    return id
  }

  function connect(): ConnectionMemory {
    let latest: { readonly id: string; readonly items: readonly JsonObject[] } | undefined
    const replyItems = (id: string): readonly JsonObject[] | undefined =>
      latest?.id === id ? latest.items : replies.get(id)
    return {
      ...memory,
      wholeInput: (request) => wholeInput(request, replyItems),
      keep(request, id, output) {
        const input = wholeInput(request, replyItems)
        keep(request, id, output, input)
        if ('items' in input) latest = { id, items: [...input.items, ...output] }
      },
      forget(id) {
        if (latest?.id === id) latest = undefined
      },
    }
  }

  const memory: ItemMemory = {
    wholeInput: (request) => wholeInput(request),
    keep: (request, id, output) => keep(request, id, output),
    reasoningBefore: (id) => reasoning.get(id),
    converse,
    connect,
  }
  return memory
}

function previousOf({ previous_response_id: id }: JsonObject): string | undefined {
  return typeof id === 'string' ? id : undefined
}

/** The id of a request's conversation, which is given as such or in an object. */
function conversationOf({ conversation }: JsonObject): string | undefined {
  const id = typeof conversation === 'string' ? conversation : objectOf(conversation).id
  return typeof id === 'string' ? id : undefined
}

function ownInput({ input }: JsonObject): readonly JsonObject[] {
  return typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : objectsOf(input)
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.size < MAXIMUM_KEPT) map.set(key, value)
}
