import { retrieveTool } from '../retrieve/tool.ts'
import type { HiddenCalls, RequestHeader } from '../types/hidden.ts'
import type { Conversation } from './conversation.ts'
import { edited, type Sent } from './draft.ts'

/** Where a conversation that began without us goes on with us. */
export interface Join<Request> {
  /** The request, with the item that declares the tool. */
  readonly full: Sent<Request>
  /** Index of that item: what stands before it stays as it is. Infinity where there is no place for it yet. */
  readonly at: number
  /** That item, where it is new. */
  readonly added: readonly unknown[]
  /** What the request needs in its headers. */
  readonly headers: readonly RequestHeader[]
}

/**
 * Declares the retrieve tool where a conversation goes on, by the provider's own channel; in a conversation that has it so already,
 * finds the place. Notes a conversation that begins with us.
 *
 * @returns Undefined where the tool belongs into the request's tools: the conversation began here, or there is no channel.
 */
export async function joinOf<Request, Reply>(
  full: Sent<Request>,
  { channel, history }: HiddenCalls<Request, Reply>,
  conversation: Conversation,
): Promise<Join<Request> | undefined> {
  if (channel === undefined) return undefined
  if (!conversation.isAnswered) {
    await conversation.noteBeginning()
    return undefined
  }
  const { items } = history(full.request)
  const headers = [channel.header]
  const at = items.findIndex((item) => channel.declares(item, retrieveTool.name))
  if (at >= 0) return { full, at, added: [], headers }
  if (await conversation.beganHere()) return undefined
  const joined = edited(full, channel.declare(full.request, retrieveTool))
  const added = history(joined.request).items.slice(items.length)
  return added.length === 0
    ? { full, at: Infinity, added, headers: [] }
    : { full: joined, at: items.length, added, headers }
}
