import type { IsHidden } from '@headroom/core'
import type { Message } from '../types/request.ts'

/** A member of something that may hold calls in a provider's own form. */
type Members = Readonly<Record<string, unknown>>

/** The tool that a block, an item or a raw call of a provider calls; undefined where it calls none, or does not say which. */
export function calledIn(call: object): string | undefined {
  const { name, function: called, functionCall, toolUse } = call as Members
  return [name, ...[called, functionCall, toolUse].map((inner) => Object(inner).name)].find(isName)
}

/** Whether a block, an item or a raw call is a call of a hidden tool. What the provider ran itself is its own, whatever it is named. */
export function isHiddenCall(call: unknown, isHidden: IsHidden): boolean {
  if (typeof call !== 'object' || call === null || String((call as Members)['type']).startsWith('server_tool'))
    return false
  const name = calledIn(call)
  return name !== undefined && isHidden(name)
}

/** Where a piece of a stream belongs among others of its kind; undefined where it does not tell. */
export function indexOf(piece: object): unknown {
  return (piece as Members)['index']
}

/** A list without calls of hidden tools; what is no list as it is. */
export function withoutCalls<T>(list: T, isHidden: IsHidden): T {
  if (!Array.isArray(list) || !list.some((item) => isHiddenCall(item, isHidden))) return list
  return list.filter((item) => !isHiddenCall(item, isHidden)) as T
}

/**
 * Members of a message in which providers repeat its calls, without the hidden ones: raw calls of OpenAI, items of
 * its Responses; and declarations, where it repeats them.
 */
export function withoutRawCalls(told: Members, isHidden: IsHidden, hiddenIds: ReadonlySet<unknown>): Members {
  const { tool_calls, output, tools, [ITEM_IDS]: ids } = told
  return {
    ...told,
    ...(tools === undefined ? {} : { tools: withoutCalls(tools, isHidden) }),
    ...(tool_calls === undefined ? {} : { tool_calls: withoutCalls(tool_calls, isHidden) }),
    ...(output === undefined ? {} : { output: withoutCalls(output, isHidden) }),
    ...(ids === undefined ? {} : { [ITEM_IDS]: withoutKeys(ids, hiddenIds) }),
  }
}

/** Where OpenAI's Responses are read, `additional_kwargs` have the ids of items by the ids of the calls in them. */
export const ITEM_IDS = '__openai_function_call_ids__'

/** Whether an answer that is shown waits for the client: it calls one of its tools. */
export function waitsForClient({ tool_calls = [], invalid_tool_calls = [] }: Message): boolean {
  return tool_calls.length + invalid_tool_calls.length > 0
}

/** What a provider tells beside an answer, where the client gets no calls to run: not that calls are why it ended. */
export function endedByItself(told: Members): Members {
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [name, ENDS.get(value) ?? value]))
}

const ENDS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['tool_calls', 'stop'],
  ['tool_use', 'end_turn'],
])

function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== ''
}

function withoutKeys(members: unknown, keys: ReadonlySet<unknown>): unknown {
  return Object.fromEntries(Object.entries(Object(members)).filter(([key]) => !keys.has(key)))
}
