import { keyOf } from '@headroom/core'
import { withoutBytes } from '../dialect/message-of.ts'
import type { Message, Part } from '../types/call-options.ts'

/**
 * The key of a conversation up to and including a message: of the link before and of what the message shows.
 *
 * What counts is what survives the ways in which clients keep a history: texts, the ids and names of calls, the outputs of
 * tools, files. What does not count is what they drop or change: reasoning, provider options, empty texts, how a text is cut
 * into parts, and the inputs of calls, in which a schema's defaults appear. A call is known by its id.
 *
 * @param previous The link of the message before; empty for the first.
 * @param scope Keeps tenants apart.
 */
export function linkOf(previous: string, message: Message, scope: string): Promise<string> {
  return keyOf(`exchange\n${previous}\n${JSON.stringify(shownBy(message))}`, scope)
}

/** Whether a message shows anything that it could be known by. */
export function showsAnything(message: Message): boolean {
  const [, text, ...rest] = shownBy(message)
  return text !== '' || rest.length > 0
}

/** The links of all messages of a conversation, in order. */
export async function linksOf(prompt: readonly Message[], scope: string): Promise<readonly string[]> {
  const links: string[] = []
  for (const message of prompt) links.push(await linkOf(links.at(-1) ?? '', message, scope))
  return links
}

function shownBy({ role, content }: Message): readonly unknown[] {
  if (typeof content === 'string') return [role, content]
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('')
  return [role, text, ...content.flatMap((part) => knownBy(part, role))]
}

function knownBy({ type, toolCallId, toolName, output, data }: Part, role: string): readonly unknown[] {
  if (type === 'tool-call') return [[toolCallId, toolName]]
  if (type === 'tool-result' && role === 'tool') return [[toolCallId, output?.value ?? output?.reason]]
  return type === 'file' ? [withoutBytes(data)] : []
}
