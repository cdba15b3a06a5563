/** How far from the median, in robust standard deviations, a value is an outlier. Source: Iglewicz & Hoaglin 1993 take 3.5 for suspects; twice that leaves what nobody doubts. */
const MIN_DEVIATIONS = 7
/** How far outside the quartiles, in interquartile ranges, it must lie as well. Source: Tukey 1977, "far out". */
const MIN_RANGES = 3
/** A median absolute deviation in standard deviations of a normal distribution. */
const DEVIATIONS_PER_MAD = 1.4826
/** Where more than this share of the values lies outside, the distribution is wide and nothing in it is an outlier. */
const MAX_SHARE = 0.05
/** Fewer values than this have no distribution to lie outside of. */
const MIN_VALUES = 8

/**
 * Finds numbers that lie far outside the others, by median and quartiles, which outliers themselves do not move.
 *
 * @param values One per unit, undefined (or not finite) where a unit has none.
 * @returns Indices into `values`, ascending. None where values are few, or where many would be outliers.
 */
export function outliersOf(values: readonly (number | undefined)[]): readonly number[] {
  const sorted = Float64Array.from(values.filter(isNumber)).sort()
  if (sorted.length < MIN_VALUES) return []
  const [low, middle, high] = [at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75)]
  const deviations = sorted.map((value) => Math.abs(value - middle)).sort()
  const deviation = at(deviations, 0.5) * DEVIATIONS_PER_MAD
  const reach = MIN_RANGES * (high - low)
  const found: number[] = []
  values.forEach((value, index) => {
    if (value === undefined || !Number.isFinite(value)) return
    const isFar = Math.abs(value - middle) > MIN_DEVIATIONS * deviation
    if (isFar && (value < low - reach || value > high + reach)) found.push(index)
  })
  return found.length <= Math.max(1, MAX_SHARE * sorted.length) ? found : []
}

function at(sorted: Float64Array, share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value)
}
