import { changePointOf } from '../../../select/change-points.ts'
import { outliersOf } from '../../../select/outliers.ts'
import type { Steps } from '../../../steps.ts'
import { eachInSteps } from '../../each-in-steps.ts'

type Numbers = readonly (number | undefined)[]

/** Longer columns are judged by so many of their values, evenly spread: sorting all of a million takes half a second. */
const MANY_ROWS = 32_768
const SAMPLED_ROWS = 16_384
/** Of a long column, the largest and the smallest values that may be outliers: so many of either. */
const MAX_EXTREMES = 64

/** The rows of numbers that lie far outside the others, ascending: as `outliersOf()`, of long columns the farthest ones. */
export function* outlyingRows(numbers: Numbers): Steps<readonly number[]> {
  if (numbers.length <= MANY_ROWS) return outliersOf(numbers)
  const largest = yield* farthest(numbers, 1)
  const smallest = yield* farthest(numbers, -1)
  const sampled = sampledRows(numbers.length)
  const rows = [...new Set([...sampled, ...largest, ...smallest])].toSorted((a, b) => a - b)
  yield
  return outliersOf(rows.map((row) => numbers[row])).map((index) => rows[index] ?? 0)
}

/** The last row before and the first one after a jump from one level to another, as `changePointOf()` finds it; none without. */
export function* changeRows(numbers: Numbers): Steps<readonly number[]> {
  const change = numbers.length <= MANY_ROWS ? changePointOf(numbers) : yield* changeOfMany(numbers)
  return change === undefined ? [] : [change - 1, change]
}

/** Values around a change among the sampled ones, in samples to either side, in which it is looked for. */
const NEAR = 8

function* changeOfMany(numbers: Numbers): Steps<number | undefined> {
  const rows = sampledRows(numbers.length)
  const change = changePointOf(rows.map((row) => numbers[row]))
  if (change === undefined) return undefined
  yield
  const from = rows[Math.max(0, change - NEAR)] ?? 0
  const found = changePointOf(numbers.slice(from, rows[change + NEAR] ?? numbers.length))
  return found === undefined ? rows[change] : from + found
}

function sampledRows(rowCount: number): readonly number[] {
  const rows: number[] = []
  for (let index = 0; index < SAMPLED_ROWS; index++) rows.push(Math.floor((index * rowCount) / SAMPLED_ROWS))
  return rows
}

/** @param sign 1 for the largest, -1 for the smallest. */
function* farthest(numbers: Numbers, sign: 1 | -1): Steps<readonly number[]> {
  let rows: number[] = []
  let least = -Infinity
  const valueOf = (row: number): number => sign * (numbers[row] ?? 0)
  yield* eachInSteps(numbers, (value, row) => {
    if (value === undefined || !Number.isFinite(value) || sign * value <= least) return
    rows.push(row)
    if (rows.length < 2 * MAX_EXTREMES) return
    rows = rows.toSorted((a, b) => valueOf(b) - valueOf(a) || a - b).slice(0, MAX_EXTREMES)
    least = valueOf(rows.at(-1) ?? 0)
  })
  return rows.toSorted((a, b) => valueOf(b) - valueOf(a) || a - b).slice(0, MAX_EXTREMES)
}
