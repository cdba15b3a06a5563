import type { Message, Part, ProviderOptions } from '../types/call-options.ts'
import { withoutOrphans } from './bound-reasoning.ts'
import type { Exchange } from './exchange.ts'
import { isRetrieveCall } from './retrieve-call.ts'

/**
 * A client's conversation as the provider knows it: each assistant message that had hidden calls is replaced by what was
 * exchanged, and answers that were held back join the results of the client's own tools. Where an exchange is lost,
 * reasoning that came after it is left out.
 *
 * @param exchanges The exchange of each assistant message, at its index; undefined for most.
 * @returns The very list where there is nothing to change, and how many exchanges are in it.
 */
export function reinsert(
  prompt: readonly Message[],
  exchanges: readonly (Exchange | undefined)[],
): { readonly prompt: readonly Message[]; readonly exchanges: number } {
  const full: Message[] = []
  let found = 0
  let owed: Owed | undefined
  for (const [index, message] of prompt.entries()) {
    const exchange = exchanges[index]?.before === found ? exchanges[index] : undefined
    if (owed !== undefined && message.role !== 'tool') full.push({ role: 'tool', content: owed.results })
    if (exchange !== undefined) full.push(...messagesOf(exchange, message))
    else if (owed !== undefined && message.role === 'tool') full.push(withResults(message, owed))
    else full.push(withoutOrphans(message, found))
    if (exchange !== undefined) found++
    owed = exchange === undefined ? undefined : owedAfter(exchange)
  }
  if (owed !== undefined) full.push({ role: 'tool', content: owed.results })
  const isSame = full.length === prompt.length && full.every((message, index) => message === prompt[index])
  return { prompt: isSame ? prompt : full, exchanges: found }
}

/** Answers still to come, and the calls of their message in order. */
interface Owed {
  readonly results: readonly Part[]
  readonly callIds: readonly (string | undefined)[]
}

function owedAfter({ messages, results }: Exchange): Owed | undefined {
  if (results.length === 0) return undefined
  const calls = partsOf(messages.at(-1)).filter(({ type }) => type === 'tool-call')
  return { results, callIds: calls.map(({ toolCallId }) => toolCallId) }
}

// Providers want the answers of a message together, and the model knows its calls by their order.
function withResults(message: Message, { results, callIds }: Owed): Message {
  const content = [...partsOf(message)]
  for (const result of results) {
    const later = new Set(callIds.slice(callIds.indexOf(result.toolCallId) + 1))
    const at = content.findIndex(({ type, toolCallId }) => type === 'tool-result' && later.has(toolCallId))
    content.splice(at < 0 ? content.length : at, 0, result)
  }
  return { ...message, content }
}

/** The messages of an exchange, the last with what the client has since added to its own: cache breakpoints, refined inputs. */
function messagesOf({ messages }: Exchange, given: Message): readonly Message[] {
  const last = messages.at(-1)
  if (last?.role !== 'assistant') return messages
  const { providerOptions } = given
  const options = providerOptions === undefined ? {} : { providerOptions }
  return [...messages.slice(0, -1), { ...last, content: withGiven(partsOf(last), partsOf(given)), ...options }]
}

/**
 * The recorded parts, each visible text and call replaced by the client's own where that says as much. Counted from the end:
 * the client's message begins with what was said in earlier rounds. Reasoning is always the recorded one, which fits the rest.
 */
function withGiven(recorded: readonly Part[], given: readonly Part[]): readonly Part[] {
  const candidates = given.filter(isTextOrCall)
  const merged: Part[] = []
  for (const part of recorded.toReversed()) {
    const candidate = isTextOrCall(part) && !isRetrieveCall(part) ? candidates.pop() : undefined
    merged.push(candidate !== undefined && saysAsMuch(candidate, part) ? candidate : part)
  }
  return merged.toReversed()
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

function partsOf(message: Message | undefined): readonly Part[] {
  return typeof message?.content === 'object' ? message.content : []
}
