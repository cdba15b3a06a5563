import type { IsHidden } from '../../types/hidden.ts'
import { objectOf } from '../wire-value.ts'
import { clientCall } from './client-call.ts'

/** Whether an item is a call of a hidden tool. A tool of the same name in a namespace is another one. */
export function isHiddenCall(item: unknown, isHidden: IsHidden): boolean {
  const members = objectOf(item)
  const call = members && clientCall(members)
  return call !== undefined && isHidden(call.name)
}
