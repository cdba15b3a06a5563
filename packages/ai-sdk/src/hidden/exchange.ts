import type { Store } from '@headroom/core'
import type { Message, Part } from '../types/call-options.ts'

/** What stands upstream in place of one assistant message of the client's. */
export interface Exchange {
  /** Exchanges before it in the conversation. Where another number is found, one of them is lost, and this one no longer fits. */
  readonly before: number
  /** Assistant and tool messages in turn, byte for byte as they were sent; the last one ends the model's answer. */
  readonly messages: readonly Message[]
  /** Answers that belong into the tool message that follows, among the results of the client's own tools. */
  readonly results: readonly Part[]
}

/** Keeps an exchange for as long as its conversation may live, which only the host knows. */
export async function keepExchange(store: Store, key: string, exchange: Exchange): Promise<void> {
  await store.set(key, { kind: 'exchange', text: JSON.stringify(exchange) }, Infinity)
}

/** The exchange under a key. Undefined where there is none, or the store has lost it or fails. */
export async function exchangeUnder(store: Store, key: string): Promise<Exchange | undefined> {
  try {
    const entry = await store.get(key)
    return entry?.kind === 'exchange' ? decoded(entry.text) : undefined
  } catch {
    // Without its exchange a conversation is sent as the client has it.
    return undefined
  }
}

function decoded(text: string): Exchange {
  const exchange = JSON.parse(text) as Exchange
  return { ...exchange, messages: exchange.messages.map(withUrls) }
}

function withUrls(message: Message): Message {
  if (typeof message.content === 'string') return message
  return { ...message, content: message.content.map(withUrl) }
}

// Providers take a URL object here, and JSON has made it a text.
function withUrl(part: Part): Part {
  if (part.type !== 'file' && part.type !== 'reasoning-file') return part
  const data = part.data as { readonly type?: unknown; readonly url?: unknown } | null | undefined
  if (data?.type !== 'url' || typeof data.url !== 'string') return part
  return { ...part, data: { ...data, url: new URL(data.url) } }
}
