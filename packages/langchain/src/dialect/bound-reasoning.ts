import type { Message } from '../types/request.ts'
import { withMembers } from './with-members.ts'

/**
 * An answer without the reasoning that a provider would refuse: the store has lost an exchange that stood before it, as its own figures
 * tell (`response_metadata.headroom.exchanges`). Ids of items go with it, because they ask for the reasoning.
 *
 * @param exchanges Exchanges that were found up to here.
 * @returns The very message where none is lost.
 */
export function withoutOrphans(message: Message, exchanges: number): Message {
  const { content, additional_kwargs = {}, response_metadata = {} } = message
  const bound: { readonly exchanges?: unknown } = Object(response_metadata['headroom'])
  if (bound.exchanges === undefined || bound.exchanges === exchanges) return message
  const { reasoning: _, ...kwargs } = additional_kwargs
  const output = response_metadata['output']
  return withMembers(message, {
    content: typeof content === 'string' ? content : content.filter(({ type }) => !REASONING.has(type)),
    additional_kwargs: kwargs,
    response_metadata: Array.isArray(output)
      ? { ...response_metadata, output: output.filter((item) => !REASONING.has(item?.type)).map(withoutId) }
      : response_metadata,
  })
}

const REASONING: ReadonlySet<string> = new Set(['thinking', 'redacted_thinking', 'reasoning'])

function withoutId(item: object): object {
  const { id: _, ...others }: { readonly id?: unknown } = item
  return others
}
