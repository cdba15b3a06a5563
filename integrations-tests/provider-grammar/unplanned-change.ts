import type { Path } from '@headroom/core'
import { valueAt } from '../dialects/value-at.ts'
import { jsonEnd } from './json-end.ts'

/**
 * Reads two versions of a body side by side, with a reader of its own: every character must be the same but for whole JSON values, in
 * wire order, that stand at the given paths, and each of which is what it was before on the one side and what it has become on the other.
 *
 * @param paths Where a change was planned, in wire order.
 * @returns What is wrong at the first character that was changed without a plan; undefined where there is none.
 */
export function unplannedChange(before: string, after: string, paths: readonly Path[]): string | undefined {
  const [old, changed]: readonly unknown[] = [JSON.parse(before), JSON.parse(after)]
  let at = 0
  let shift = 0
  for (const path of paths) {
    const [was, is] = [valueAt(old, path), valueAt(changed, path)].map((value) => JSON.stringify(value))
    if (was === is || is === undefined) continue
    const differs = firstDifference(before, after, at, shift)
    // Both may begin alike: the value begins before the first difference, where the new one stands whole.
    const start = after.lastIndexOf(is, differs + shift) - shift
    if (start < at || after.slice(start + shift, start + shift + is.length) !== is) return `before ${path.join('.')}`
    const end = jsonEnd(before, start)
    if (JSON.stringify(JSON.parse(before.slice(start, end))) !== was) return `at ${path.join('.')}`
    shift += start + is.length - end
    at = end
  }
  return before.slice(at) === after.slice(at + shift) ? undefined : `behind ${String(at)}`
}

/** Whether a text is another with one piece put into it. */
export function isInsertion(before: string, after: string): boolean {
  const start = firstDifference(before, after, 0, 0)
  return after.endsWith(before.slice(start))
}

function firstDifference(before: string, after: string, from: number, shift: number): number {
  let at = from
  while (at < before.length && before[at] === after[at + shift]) at += 1
  return at
}
