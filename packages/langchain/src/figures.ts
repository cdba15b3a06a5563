import { applyEdits, type Counts, type Turn } from '@headroom/core'
import { withMembers } from './dialect/with-members.ts'
import type { Answer, ChatResult, ModelEvent } from './types/reply.ts'

/** A turn that figures are told of. */
interface Figured extends Pick<Turn, 'report' | 'exchanges'> {
  readonly rounds: { readonly counts: () => Counts } | undefined
}

/** What a model's `_generate` gave, with the figures of its turn in `response_metadata.headroom` of the answer. */
export function withFigures(result: ChatResult, turn: Figured): ChatResult {
  const headroom = figuresOf(turn)
  const message = result.generations[0]?.message
  if (headroom === undefined || typeof message?.response_metadata !== 'object') return result
  const path = ['generations', 0, 'message', 'response_metadata', 'headroom']
  return applyEdits(result, [{ op: 'add', path, value: headroom }])
}

/** The same for chunks: in one more after the last, which says nothing else. */
export async function* chunksWithFigures(chunks: AsyncGenerator<unknown>, turn: Figured): AsyncGenerator<unknown> {
  let last: Partial<Answer> | undefined
  for await (const chunk of chunks) {
    yield chunk
    last = chunk as Partial<Answer>
  }
  const headroom = figuresOf(turn)
  if (headroom === undefined || last?.message === undefined) return
  const { message } = last
  const said = { ...NOTHING_SAID, id: message.id, response_metadata: { headroom } }
  yield withMembers(last, { text: '', generationInfo: undefined, message: withMembers(message, said) })
}

/** The same for events: in the finish. */
export async function* eventsWithFigures(events: AsyncGenerator<unknown>, turn: Figured): AsyncGenerator<unknown> {
  for await (const event of events) {
    const { event: kind, responseMetadata }: Partial<ModelEvent> = Object(event)
    const headroom = kind === 'message-finish' ? figuresOf(turn) : undefined
    yield headroom === undefined ? event : { ...Object(event), responseMetadata: { ...responseMetadata, headroom } }
  }
}

const NOTHING_SAID = {
  content: '',
  tool_call_chunks: [],
  tool_calls: [],
  invalid_tool_calls: [],
  additional_kwargs: {},
  usage_metadata: undefined,
}

/** What was saved, for `response_metadata.headroom`. Undefined where the request holds no results of tools. */
export function figuresOf({ report, rounds, exchanges }: Figured): Readonly<Record<string, unknown>> | undefined {
  const { tokensBefore, tokensAfter, tokensSaved, keys, noViews, outcomes } = report
  if (!outcomes.some(({ role, detail }) => role === 'tool' || detail !== undefined)) return undefined
  const counts = rounds?.counts() ?? { rounds: 0, retrieved: 0 }
  const bound = exchanges + Math.min(counts.rounds, 1)
  const failures = [...new Set(outcomes.flatMap(({ detail }) => detail ?? []))]
  return {
    ...counts,
    tokensBefore,
    tokensAfter,
    tokensSaved,
    keys,
    ...(noViews === undefined ? {} : { noViews }),
    ...(bound === 0 ? {} : { exchanges: bound }),
    ...(failures.length === 0 ? {} : { failed: failures }),
  }
}
