import type { Message, Part, ProviderOptions } from '../types/call-options.ts'

/**
 * A recorded message with what the client has since added to its own: cache breakpoints, refined inputs. Each text and call is
 * replaced by the client's where that says as much. Counted from the end: the client's message begins with what was said in earlier
 * rounds. Reasoning is always the recorded one, which fits the rest.
 */
export function withGiven(recorded: Message, given: Message): Message {
  if (recorded.role !== 'assistant') return recorded
  const candidates = partsOf(given).filter(isTextOrCall)
  const ids = new Set(candidates.map(({ toolCallId }) => toolCallId))
  const merged: Part[] = []
  for (const part of partsOf(recorded).toReversed()) {
    // Calls that the client does not have are the hidden ones.
    const candidate = isTextOrCall(part) && ids.has(part.toolCallId) ? candidates.pop() : undefined
    merged.push(candidate !== undefined && saysAsMuch(candidate, part) ? candidate : part)
  }
  const { providerOptions } = given
  const options = providerOptions === undefined ? {} : { providerOptions }
  return { ...recorded, content: merged.toReversed(), ...options }
}

function partsOf({ content }: Message): readonly Part[] {
  return typeof content === 'object' ? content : []
}

function isTextOrCall({ type }: Part): boolean {
  return type === 'text' || type === 'tool-call'
}

function saysAsMuch(given: Part, recorded: Part): boolean {
  const { type, text, toolCallId, providerOptions } = recorded
  if (given.type !== type || given.text !== text || given.toolCallId !== toolCallId) return false
  return Object.entries(providerOptions ?? {}).every(([provider, options]) =>
    holds(given.providerOptions?.[provider], options),
  )
}

function holds(given: unknown, wanted: unknown): boolean {
  const own: ProviderOptions = Object(given)
  return Object.entries(Object(wanted)).every(([name, value]) => JSON.stringify(own[name]) === JSON.stringify(value))
}
