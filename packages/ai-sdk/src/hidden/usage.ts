import type { TokenUsage } from '../types/reply.ts'

/**
 * The usage of several rounds: each figure summed, undefined only where no round gives it; the provider's own figures of
 * the last round. The very usage where there is one round.
 */
export function sumOfUsage(usages: readonly [TokenUsage, ...TokenUsage[]]): TokenUsage {
  const [first, ...others] = usages
  let sum = first
  for (const usage of others) {
    sum = {
      ...usage,
      inputTokens: sumOf(sum.inputTokens, usage.inputTokens),
      outputTokens: sumOf(sum.outputTokens, usage.outputTokens),
    }
  }
  return sum
}

function sumOf<F extends Readonly<Record<string, number | undefined>>>(a: F, b: F): F {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return Object.fromEntries([...names].map((name) => [name, plus(a[name], b[name])])) as F
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : a + (b ?? 0)
}
