/**
 * Shares a length among files: named ones first, and within each kind so that what one does not need goes to the others.
 *
 * @param sizes Length that each file would take.
 * @param isNamed Whether it comes first.
 * @param total Length to share.
 * @returns For each file how much it gets, at most its size.
 */
export function sharesOf(sizes: readonly number[], isNamed: readonly boolean[], total: number): readonly number[] {
  const shares = sizes.map(() => 0)
  const left = total - share(shares, sizes, total, (index) => isNamed[index] === true)
  share(shares, sizes, left, (index) => isNamed[index] !== true)
  return shares
}

/** Shares among some of the files; gives back how much was taken. */
function share(shares: number[], sizes: readonly number[], total: number, takes: (index: number) => boolean): number {
  const order = [...sizes.keys()].filter(takes).sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0) || a - b)
  let left = total
  order.forEach((index, rank) => {
    const part = Math.min(sizes[index] ?? 0, Math.floor(left / (order.length - rank)))
    shares[index] = part
    left -= part
  })
  return total - left
}
