import type { IsHidden } from '../../types/hidden.ts'
import type { WireObject } from '../wire-value.ts'
import { objectOf, stringOf } from '../wire-value.ts'
import { isOfClient } from './request.ts'

/** Whether a block, or what a block begins with, is a call of a hidden tool. */
export function isHiddenCall(block: unknown, isHidden: IsHidden): boolean {
  const call = clientCallOf(block)
  return call !== undefined && isHidden(stringOf(call['name']))
}

/** The call in a block that is for the client's side to answer; undefined where it is none, or the provider's own. */
export function clientCallOf(block: unknown): WireObject | undefined {
  const call = objectOf(objectOf(block)?.['toolUse'])
  return call !== undefined && isOfClient(call) ? call : undefined
}
