import { calcPrice } from '@pydantic/genai-prices'
import type { ProviderUsage } from './model-types.ts'

/** Tokens, or dollars, by the classes that providers charge differently. */
export interface ByClass {
  readonly fresh: number
  readonly cacheWrite: number
  readonly cacheRead: number
  readonly output: number
}

/** What a conversation used and what it costs. */
export interface Bill {
  readonly tokens: ByClass
  /** US dollars. */
  readonly dollars: ByClass
  /** US dollars, all classes. */
  readonly total: number
}

/** A model as the price table knows it. */
export interface PricedModel {
  readonly modelId: string
  readonly providerId: string
}

/**
 * Adds up what a conversation's calls used, at list price.
 *
 * @throws Error where the price table does not know the model.
 */
export function billOf(usages: readonly ProviderUsage[], model: PricedModel): Bill {
  const tokens = {
    fresh: sum(usages, ({ inputTokens: { noCache, total } }) => noCache ?? total),
    cacheWrite: sum(usages, ({ inputTokens }) => inputTokens.cacheWrite),
    cacheRead: sum(usages, ({ inputTokens }) => inputTokens.cacheRead),
    output: sum(usages, ({ outputTokens }) => outputTokens.total),
  }
  const dollars = {
    fresh: dollarsOf({ input_tokens: tokens.fresh }, model),
    cacheWrite: dollarsOf({ input_tokens: tokens.cacheWrite, cache_write_tokens: tokens.cacheWrite }, model),
    cacheRead: dollarsOf({ input_tokens: tokens.cacheRead, cache_read_tokens: tokens.cacheRead }, model),
    output: dollarsOf({ output_tokens: tokens.output }, model),
  }
  return { tokens, dollars, total: dollars.fresh + dollars.cacheWrite + dollars.cacheRead + dollars.output }
}

function sum(usages: readonly ProviderUsage[], of: (usage: ProviderUsage) => number | undefined): number {
  return usages.reduce((total, usage) => total + (of(usage) ?? 0), 0)
}

function dollarsOf(usage: Parameters<typeof calcPrice>[0], { modelId, providerId }: PricedModel): number {
  const price = calcPrice(usage, modelId, { providerId })
  if (price === null) throw new Error(`The price table does not know ${providerId} ${modelId}.`)
  return price.total_price
}
