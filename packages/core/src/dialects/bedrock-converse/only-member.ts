import type { WireObject } from '../wire-value.ts'

/**
 * Whether a block is of one kind: it has that member and no other. Members that are undefined do not count, as they are not
 * sent; a `cachePoint` beside a text does not either (Amazon's own models take it there).
 */
export function isOnly(block: WireObject, kind: string): boolean {
  if (block[kind] === undefined) return false
  return Object.keys(block).every((key) => key === kind || key === 'cachePoint' || block[key] === undefined)
}
