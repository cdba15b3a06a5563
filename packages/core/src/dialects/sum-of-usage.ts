import { jsonOf, listOf, objectOf } from './wire-value.ts'

/**
 * What several calls used, in the provider's own words: counts of one name are summed, in nested objects and in lists too, where
 * what says the same beside its counts (a modality) is one. Of anything else the last one counts that is told.
 *
 * @param usages As in the replies, oldest first. The very one where only one is told.
 */
export function sumOfUsage(usages: readonly unknown[]): unknown {
  const [first, ...others] = usages.filter((usage) => usage !== undefined && usage !== null)
  return others.length === 0 ? first : others.reduce((sum, usage) => summed(sum, plain(usage)), plain(first))
}

/** Numbers as numbers: those of a reply that was parsed exactly may be texts of some. */
function plain(usage: unknown): unknown {
  return JSON.parse(jsonOf(usage) || 'null')
}

function summed(left: unknown, right: unknown): unknown {
  if (right === undefined || right === null) return left
  if (typeof left === 'number' && typeof right === 'number') return left + right
  if (Array.isArray(left) && Array.isArray(right)) return summedLists(left, right)
  const [before, after] = [objectOf(left), objectOf(right)]
  if (before === undefined || after === undefined) return right
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return Object.fromEntries([...names].map((name) => [name, summed(before[name], after[name])]))
}

function summedLists(left: readonly unknown[], right: readonly unknown[]): readonly unknown[] {
  const sums = [...left]
  for (const item of listOf(right)) {
    const at = sums.findIndex((sum) => objectOf(sum) !== undefined && labelOf(sum) === labelOf(item))
    if (at < 0) sums.push(item)
    else sums[at] = summed(sums[at], item)
  }
  return sums
}

/** What an object says beside its counts. */
function labelOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'number' ? 0 : inner)) ?? ''
}
