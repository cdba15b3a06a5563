import type { IsHidden } from '../../types/hidden.ts'
import { objectOf, stringOf } from '../wire-value.ts'

/** Whether a block is a call of a hidden tool. */
export function isHiddenCall(block: unknown, isHidden: IsHidden): boolean {
  const { type, name } = objectOf(block) ?? {}
  return type === 'tool_use' && isHidden(stringOf(name))
}
