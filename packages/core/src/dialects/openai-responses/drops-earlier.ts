import { listOf, objectOf, stringOf } from '../wire-value.ts'
import type { ResponsesRequest } from './request.ts'

/** Items that stand for everything before them (`compaction`), or ask for one that does (`compaction_trigger`). */
const COMPACTION = 'compaction'

/**
 * Whether the API may take earlier tool results out of a request before the model reads it: it may drop the oldest items
 * (`truncation: 'auto'`), may compact the conversation (`context_management`, of which compaction is the only kind), or what stands
 * before a compaction item is dead weight already.
 *
 * Items that the provider keeps (`previous_response_id`, `conversation`) change nothing: nothing in the request refers to them, and
 * they leave the window before those in the request do, for the same reasons alone.
 */
export function dropsEarlier({ truncation, context_management: management, input }: ResponsesRequest): boolean {
  if (truncation === 'auto' || listOf(management).length > 0) return true
  return listOf(input).some((item) => stringOf(objectOf(item)?.['type']).startsWith(COMPACTION))
}
