import { applyEdits } from '../edits/apply.ts'
import type { Dialect } from '../types/dialect.ts'
import type { HiddenCalls } from '../types/hidden.ts'
import type { ToolResult } from '../types/tool.ts'
import type { HeldResult } from './exchange.ts'

/** What tells the items of a conversation. */
export interface Reader<Request, Reply> {
  readonly dialect: Pick<Dialect<Request, Reply>, 'continueWith'>
  readonly hidden: Pick<HiddenCalls<Request, Reply>, 'history'>
}

/** The items that a reply and the results of its calls are in the conversation of a request. */
export function addedItems<Request, Reply>(
  { dialect, hidden }: Reader<Request, Reply>,
  request: Request,
  reply: Reply,
  results: readonly ToolResult[],
): readonly unknown[] {
  const continued = applyEdits(request, dialect.continueWith(request, reply, results))
  return hidden.history(continued).items.slice(hidden.history(request).items.length)
}

/** A result of one of the calls in a reply. */
export interface PlacedResult {
  /** Where its call stands among all of the reply, from 0: ids may be the same, or missing. */
  readonly position: number
  readonly result: ToolResult
}

/** Results each in an item of its own. */
export function heldResults<Request, Reply>(
  reader: Reader<Request, Reply>,
  request: Request,
  reply: Reply,
  results: readonly PlacedResult[],
): readonly HeldResult[] {
  if (results.length === 0) return []
  const said = addedItems(reader, request, reply, []).length
  return results.flatMap(({ position, result }) => {
    const items = addedItems(reader, request, reply, [result]).slice(said)
    return items.map((item) => ({ position, item }))
  })
}
