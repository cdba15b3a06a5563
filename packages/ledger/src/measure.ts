import { dollarsOf } from './prices/rates.ts'

/**
 * Conversations in each group below which no interval is given. Costs are skewed, so a mean is near enough to normal only from some
 * 30 on: the rule of thumb of the central limit theorem.
 */
const LEAST_CONVERSATIONS = 30

/** Quantile of the standard normal distribution that leaves 2.5 % above it. */
const Z = 1.959_963_984_540_054

/** What is kept of a group of conversations: enough for a mean and a variance, exact. */
export interface Group {
  /** Conversations. */
  readonly count: number
  /** Sum of their costs in picodollars. */
  readonly sum: bigint
  /** Sum of the squares. */
  readonly squares: bigint
}

/** A group of none. */
export const NO_GROUP: Group = { count: 0, sum: 0n, squares: 0n }

/** The saving as the holdout measures it, or why it cannot be told. */
export type Measured =
  | {
      /** No conversation is held out. */
      readonly state: 'off'
    }
  | {
      /** Too few conversations for an interval. */
      readonly state: 'not-enough'
      /** Conversations held out, all of whose requests have a price. */
      readonly heldOut: number
      /** The same of those that may be shortened. */
      readonly shortened: number
      /** How many more of each are needed. */
      readonly needed: { readonly heldOut: number; readonly shortened: number }
    }
  | {
      /** Mean cost of a conversation held out, less that of one that may be shortened; Welch's interval. */
      readonly state: 'measured'
      /** Conversations held out, all of whose requests have a price. */
      readonly heldOut: number
      /** The same of those that may be shortened. */
      readonly shortened: number
      /** Mean dollars of a conversation held out. */
      readonly heldOutDollars: number
      /** Mean dollars of a conversation that may be shortened. */
      readonly shortenedDollars: number
      /** Dollars saved per conversation: the difference. Signed. */
      readonly savedDollars: number
      /** Lower end of the 95 % interval of `savedDollars`. Below 0: it may cost. */
      readonly low: number
      /** Upper end. */
      readonly high: number
    }

/** A group with one conversation's cost changed; undefined: it was not, or is no longer, in it. */
export function regroup(group: Group, before: bigint | undefined, after: bigint | undefined): Group {
  const without = before === undefined ? group : shifted(group, -1, before)
  return after === undefined ? without : shifted(without, 1, after)
}

/** The saving per conversation with its 95 % interval, by Welch's t: the groups may differ in size and in variance. */
export function measure(heldOut: Group, shortened: Group): Measured {
  if (heldOut.count === 0) return { state: 'off' }
  const counts = { heldOut: heldOut.count, shortened: shortened.count }
  const needed = { heldOut: lackOf(heldOut), shortened: lackOf(shortened) }
  if (needed.heldOut > 0 || needed.shortened > 0) return { state: 'not-enough', ...counts, needed }
  const heldOutDollars = meanOf(heldOut)
  const shortenedDollars = meanOf(shortened)
  const savedDollars = heldOutDollars - shortenedDollars
  const half = halfWidth(heldOut, shortened)
  return {
    state: 'measured',
    ...counts,
    heldOutDollars,
    shortenedDollars,
    savedDollars,
    low: savedDollars - half,
    high: savedDollars + half,
  }
}

function shifted({ count, sum, squares }: Group, by: 1 | -1, cost: bigint): Group {
  const sign = BigInt(by)
  return { count: count + by, sum: sum + sign * cost, squares: squares + sign * cost * cost }
}

function lackOf({ count }: Group): number {
  return Math.max(0, LEAST_CONVERSATIONS - count)
}

function meanOf({ count, sum }: Group): number {
  return dollarsOf(sum) / count
}

/** Half of the interval: t times the standard error, with the degrees of freedom of Welch and Satterthwaite. */
function halfWidth(one: Group, two: Group): number {
  const [first, second] = [squaredErrorOf(one), squaredErrorOf(two)]
  const both = first + second
  if (both === 0) return 0
  const freedom = both ** 2 / (first ** 2 / (one.count - 1) + second ** 2 / (two.count - 1))
  return studentT(freedom) * Math.sqrt(both)
}

/** Variance of the mean, in dollars squared. The difference is taken in whole numbers, where nothing cancels out. */
function squaredErrorOf({ count, sum, squares }: Group): number {
  const n = BigInt(count)
  // Two conversions: the square of a picodollar is too fine for one.
  const spread = Math.sqrt(Number(n * squares - sum * sum)) / 1e12
  return spread ** 2 / (count * count * (count - 1))
}

/**
 * The 97.5 % quantile of Student's t: the expansion of Abramowitz and Stegun, 26.7.5. Exact to 5 digits from 29 degrees on, which
 * `LEAST_CONVERSATIONS` makes the least.
 */
function studentT(freedom: number): number {
  const first = (Z ** 3 + Z) / 4
  const second = (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96
  const third = (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384
  return Z + first / freedom + second / freedom ** 2 + third / freedom ** 3
}
