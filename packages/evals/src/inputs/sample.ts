/**
 * The first few of each group, in an order that depends on nothing but each name: the same names are taken on every machine, and
 * most of them again after files were added or taken away.
 *
 * @param count How many of each group; undefined for all.
 * @param about Of an item, its group and its name.
 * @returns The taken items in the order in which they were given.
 */
export function sampled<T>(
  items: readonly T[],
  count: number | undefined,
  about: (item: T) => { readonly group: string; readonly name: string },
): readonly T[] {
  if (count === undefined) return items
  const groups = Map.groupBy(items, (item) => about(item).group)
  const taken = new Set(
    [...groups.values()].flatMap((group) =>
      group
        .map((item) => ({ item, rank: hashOf(about(item).name) }))
        .sort((a, b) => a.rank - b.rank)
        .slice(0, count)
        .map(({ item }) => item),
    ),
  )
  return items.filter((item) => taken.has(item))
}

// FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  return hash
}
