import { keyOf } from '@headroom/core'
import { withoutBytes } from '../dialect/message-of.ts'
import type { Message, Part } from '../types/call-options.ts'

/** A place in a conversation. */
export interface Place {
  /** The link of the last answer before it; empty before the first. */
  readonly link: string
  /** What the messages since then show. */
  readonly since: readonly unknown[]
}

/** Before the first message. */
export const START: Place = { link: '', since: [] }

/**
 * The key of a conversation up to and including an answer: of the answer before and of all that was shown since.
 *
 * What counts is what survives the ways in which clients keep a history: texts, the ids and names of calls, the outputs of
 * tools, files. What does not count is what they drop or change: reasoning, provider options, empty texts, how a text is cut
 * into parts, and the inputs of calls, in which a schema's defaults appear. A call is known by its id.
 *
 * @param scope Keeps tenants apart.
 */
export function linkOf({ link, since }: Place, answer: Message, scope: string): Promise<string> {
  return keyOf(`exchange\n${link}\n${JSON.stringify([...since, shownBy(answer)])}`, scope)
}

/** The link of each assistant message of a conversation, undefined for other messages, and the place after the last one. */
export async function linksOf(
  prompt: readonly Message[],
  scope: string,
): Promise<{ readonly links: readonly (string | undefined)[]; readonly end: Place }> {
  const links: (string | undefined)[] = []
  let { link } = START
  let since: unknown[] = []
  for (const message of prompt) {
    const isAnswer = message.role === 'assistant'
    if (!isAnswer) since.push(shownBy(message))
    else {
      link = await linkOf({ link, since }, message, scope)
      since = []
    }
    links.push(isAnswer ? link : undefined)
  }
  return { links, end: { link, since } }
}

/** Whether a message shows anything that it could be known by. */
export function showsAnything(message: Message): boolean {
  const [, text, ...rest] = shownBy(message)
  return text !== '' || rest.length > 0
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
