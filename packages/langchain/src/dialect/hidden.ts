import { type HiddenCalls, quickHash, type Shown } from '@headroom/core'
import type { Answer } from '../types/reply.ts'
import type { Block, LangChainRequest, Message } from '../types/request.ts'
import { withoutOrphans } from './bound-reasoning.ts'
import { jsonOf } from './json-of.ts'
import { messageIn } from './message-in.ts'
import { shownAnswer } from './shown-answer.ts'

/** How calls are hidden in conversations of LangChain, whole or streamed. */
export const hidden: Omit<HiddenCalls<LangChainRequest, Answer>, 'obstacle' | 'stream'> = {
  history: ({ messages }) => ({ path: ['messages'], items: messages }),
  shows: (item) => shownBy(messageIn(item)),
  marked: (recorded, given) => withMarks(recorded, messageIn(given)),
  orphaned: (item, exchanges) => withoutOrphans(messageIn(item), exchanges),
  anchors: {
    of: ({ options }) => textOf(options?.[PREVIOUS]),
    after: ({ message }) => keptId(message.response_metadata?.['id']),
    moved: (_, value) => [{ op: 'replace', path: ['options', PREVIOUS], value }],
  },
  shown: shownAnswer,
}

/** Of call options: an answer that OpenAI keeps, and from which the request goes on. */
export const PREVIOUS = 'previous_response_id'

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

// Other providers have ids, too, from which nothing goes on.
function keptId(value: unknown): string | undefined {
  return textOf(value)?.startsWith('resp') === true ? textOf(value) : undefined
}

/** What survives the ways in which histories are kept: texts, the ids and names of calls, results of tools. Not reasoning, nor metadata. */
function shownBy({ type, content, tool_calls = [], tool_call_id: id }: Message): Shown {
  const kind = KINDS.get(type) ?? 'said'
  if (kind === 'results') return { kind, text: '', known: [[id, quickHash(jsonOf(content))]] }
  const blocks: readonly Block[] = typeof content === 'string' ? [] : (content ?? [])
  const text = typeof content === 'string' ? content : blocks.map((block) => (isText(block) ? block.text : '')).join('')
  const others = kind === 'said' ? blocks.filter((block) => !isText(block)) : []
  return { kind, text, known: [...tool_calls.map((call) => [call.id, call.name]), ...others.map(hashOf)] }
}

const KINDS: ReadonlyMap<string, Shown['kind']> = new Map<string, Shown['kind']>([
  ['system', 'instructions'],
  ['developer', 'instructions'],
  ['ai', 'answer'],
  ['tool', 'results'],
  ['function', 'results'],
])

function isText({ type, text }: Block): boolean {
  return type === 'text' && typeof text === 'string'
}

function hashOf(block: Block): unknown {
  const { cache_control: _, ...shown } = block as Block & { readonly cache_control?: unknown }
  return quickHash(jsonOf(shown))
}

/** A recorded answer with the breakpoints of a cache that the client has since put on its own, on blocks that say the same. */
function withMarks(recorded: unknown, given: Message): unknown {
  const marked = typeof given.content === 'string' ? [] : given.content.filter((block) => 'cache_control' in block)
  const { kwargs }: { readonly kwargs?: Message } = Object(recorded)
  if (marked.length === 0 || kwargs === undefined) return recorded
  const blocks = typeof kwargs.content === 'string' ? [{ type: 'text', text: kwargs.content }] : kwargs.content
  const content = blocks.map((block) => {
    const mark = marked.find(({ type, text, id }) => type === block.type && text === block.text && id === block.id)
    return mark === undefined ? block : { ...block, cache_control: Object(mark).cache_control }
  })
  return { ...Object(recorded), kwargs: { ...kwargs, content } }
}
