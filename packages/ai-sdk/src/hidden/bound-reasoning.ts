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
 * An answer of which the store has lost an exchange, or one before it: without its reasoning, and without the provider's ids,
 * which would ask for that reasoning.
 *
 * @param exchanges Exchanges that were found up to here.
 * @returns The very message where all were found.
 */
export function withoutOrphans(message: Message, exchanges: number): Message {
  const { role, content } = message
  if (role !== 'assistant' || typeof content === 'string') return message
  if (content.every((part) => !isReasoning(part) || exchangesBefore(part) === exchanges)) return message
  if (content.every((part) => exchangesBefore(part) === 0)) return message
  return { ...message, content: content.filter((part) => !isReasoning(part)).map(withoutOptions) }
}

function isReasoning({ type }: Part): boolean {
  return type === 'reasoning' || type === 'reasoning-file'
}

function exchangesBefore({ providerOptions }: Part): number {
  const { exchanges } = Object(providerOptions?.['headroom']) as { readonly exchanges?: unknown }
  return typeof exchanges === 'number' ? exchanges : 0
}

function withoutOptions({ providerOptions: _, ...part }: Part): Part {
  return part
}
