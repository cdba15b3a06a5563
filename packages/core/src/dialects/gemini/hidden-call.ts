import type { IsHidden } from '../../types/hidden.ts'
import { objectOf, stringOf } from '../wire-value.ts'

/** Whether a part of a reply is a call of a hidden function. */
export function isHiddenCall(part: unknown, isHidden: IsHidden): boolean {
  const call = objectOf(objectOf(part)?.['functionCall'])
  return call !== undefined && isHidden(stringOf(call['name']))
}
