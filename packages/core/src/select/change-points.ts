/** Values on either side of a change. */
const MIN_SIDE = 5
/** How much of the spread of all values the change must explain, 0 to 1. Source: two level runs give 1, a straight slope 0.75, noise near 0. */
const MIN_EXPLAINED = 0.85

/**
 * Finds the place where a series jumps from one level to another.
 *
 * @param values In order, at least ten; undefined where a unit has none.
 * @returns Index of the first value after the jump, or undefined where there is no single clear one.
 */
export function changePointOf(values: readonly (number | undefined)[]): number | undefined {
  const places: number[] = []
  values.forEach((value, index) => {
    if (value !== undefined && Number.isFinite(value)) places.push(index)
  })
  const count = places.length
  if (count < 2 * MIN_SIDE) return undefined
  const numbers = places.map((place) => values[place] ?? 0)
  const mean = numbers.reduce((sum, value) => sum + value, 0) / count
  const spread = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  let left = 0
  let best = 0
  let split = 0
  for (let index = 1; index <= count - MIN_SIDE; index++) {
    left += (numbers[index - 1] ?? 0) - mean
    // Both sides' means lie around the common one in inverse proportion to their lengths.
    const explained = (left * left * count) / (index * (count - index))
    if (index >= MIN_SIDE && explained > best) [best, split] = [explained, index]
  }
  return spread > 0 && best / spread >= MIN_EXPLAINED ? places[split] : undefined
}
