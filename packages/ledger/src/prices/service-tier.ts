import { TOKEN_CLASSES, type TokenClass } from '../tokens-by-class.ts'
import type { FoundPrice } from './found-price.ts'

/** What replies call the tier that list prices are of. Sources: the APIs' references; Groq's says `on_demand`. */
const USUAL: ReadonlySet<string> = new Set(['', 'standard', 'default', 'auto', 'on_demand'])

/**
 * Tiers whose price is one share of the list price, for every class and model, by who bills.
 *
 * Anthropic: half the price in batches, caching included (platform.claude.com, pricing, 2026-10). OpenAI: half the price of `flex`
 * (LiteLLM's model map of 2026-07, all 24 models that have it). `priority` costs 1.67 to 2.5 times as much, by model: not here.
 */
const SHARES: ReadonlyMap<string, number> = new Map([
  ['anthropic batch', 0.5],
  ['openai flex', 0.5],
])

/**
 * The price of a model in a tier of service. Of long prompts no tier's price is known.
 *
 * @param tier As the reply names it.
 * @returns Undefined where the price in that tier is not known.
 */
export function atTier(found: FoundPrice | undefined, tier = ''): FoundPrice | undefined {
  const name = tier.toLowerCase()
  if (found === undefined || USUAL.has(name)) return found
  const share = SHARES.get(`${found.entry.split('/')[0]} ${name}`)
  if (share === undefined) return undefined
  const price: { -readonly [Class in TokenClass]?: number } = {}
  for (const one of TOKEN_CLASSES) {
    const dollars = found[one]
    if (dollars !== undefined) price[one] = dollars * share
  }
  const long = found.long?.map(({ above }) => ({ above }))
  return { ...price, entry: `${found.entry} (${name})`, table: found.table, ...(long !== undefined && { long }) }
}
