import type { WireRegion } from '../wire-region.ts'
import { objectOf } from '../wire-value.ts'

/** Whether a tool is part of the prefix: one of deferred loading is not, it comes into the conversation when it is found. */
export function isLoaded({ value }: WireRegion): boolean {
  return objectOf(value)?.['defer_loading'] !== true
}
