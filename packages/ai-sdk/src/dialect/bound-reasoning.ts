import type { Message, Part } from '../types/call-options.ts'
import type { Content } from '../types/reply.ts'

/**
 * Reasoning as the client gets it. Providers bind it to all that stood before it, hidden exchanges included, and refuse it
 * elsewhere; so it says, under `providerMetadata.headroom`, after how many of them it was thought.
 *
 * @param exchanges Hidden exchanges upstream before this piece, from 0.
 * @returns The very piece where there are none, or nothing is signed.
 */
export function boundTo<C extends Content>(exchanges: number, piece: C): C {
  const { type, providerMetadata } = piece
  if (exchanges === 0 || providerMetadata === undefined || !type.startsWith('reasoning')) return piece
  return { ...piece, providerMetadata: { ...providerMetadata, headroom: { exchanges } } }
}

/**
 * An answer without the reasoning that a provider would refuse: the store has lost an exchange that stood before it. Ids of
 * items go with it (`itemId` of OpenAI's Responses), because they ask for the reasoning.
 *
 * @param exchanges Exchanges that were found up to here.
 * @returns The very message where none is lost.
 */
export function withoutOrphans(message: Message, exchanges: number): Message {
  const { role, content } = message
  if (role !== 'assistant' || typeof content === 'string') return message
  if (content.every((part) => isAfter(part, exchanges))) return message
  return { ...message, content: content.filter(({ type }) => !type.startsWith('reasoning')).map(withoutItemIds) }
}

function isAfter({ providerOptions }: Part, exchanges: number): boolean {
  const bound: { readonly exchanges?: unknown } = Object(providerOptions?.['headroom'])
  return bound.exchanges === undefined || bound.exchanges === exchanges
}

function withoutItemIds(part: Part): Part {
  if (part.providerOptions === undefined) return part
  const kept = Object.entries(part.providerOptions).map(([provider, options]) => {
    const { itemId: _, ...others }: Readonly<Record<string, unknown>> = Object(options)
    return [provider, others] as const
  })
  return { ...part, providerOptions: Object.fromEntries(kept) }
}
