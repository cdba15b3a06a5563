import { coerceMessageLikeToMessage } from '@langchain/core/messages'
import type { Message } from '../types/request.ts'

/**
 * The message that an item of a conversation is: itself, or what LangChain's own serialization of it holds, in which messages come back
 * from a store. The same item gives the same message.
 */
export function messageIn(item: unknown): Message {
  if (!isSerialized(item)) return item as Message
  const known = read.get(item)
  if (known !== undefined) return known
  const message = coerceMessageLikeToMessage(item as never) as unknown as Message
  read.set(item, message)
  return message
}

/** Where a message's own members stand in an item. */
export function pathIn(item: unknown): readonly string[] {
  return isSerialized(item) ? ['kwargs'] : []
}

const read = new WeakMap<object, Message>()

function isSerialized(item: unknown): item is object {
  const { lc, kwargs }: { readonly lc?: unknown; readonly kwargs?: unknown } = Object(item)
  return lc === 1 && typeof kwargs === 'object' && kwargs !== null
}
