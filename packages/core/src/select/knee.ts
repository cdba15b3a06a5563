/** How far above the straight line a curve must rise, as a share of its height, to have a knee. Source: Satopää et al. 2011 (Kneedle), noise margin. */
const MIN_RISE = 0.05

/**
 * Finds where a rising curve stops paying: the point farthest above the line from its first to its last point.
 *
 * @param curve Non-decreasing values, one per step.
 * @returns Index of the knee, or undefined where the curve has none (too short, flat, or as good as straight).
 */
export function kneeOf(curve: ArrayLike<number>): number | undefined {
  const last = curve.length - 1
  const start = curve[0] ?? 0
  const height = (curve[last] ?? 0) - start
  if (last < 2 || height <= 0) return undefined
  let knee = 0
  let rise = 0
  for (let step = 1; step < last; step++) {
    const above = ((curve[step] ?? 0) - start) / height - step / last
    if (above > rise) [knee, rise] = [step, above]
  }
  return rise >= MIN_RISE ? knee : undefined
}
