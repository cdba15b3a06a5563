import {
  calcPrice,
  findProvider,
  type MatchLogic,
  type ModelInfo,
  type ModelPrice,
  type Provider,
} from '@pydantic/genai-prices'
import type { TokenClass } from '../tokens-by-class.ts'
import { isVersion } from './model-name.ts'
import type { LongPrice, Price, PriceRow } from './price-table.ts'

/** A row of the library and the name it has there. */
export interface LibraryPrice {
  /** Provider and model as the library names them, `anthropic/claude-sonnet-4-5`. */
  readonly entry: string
  /** Its prices at the time that was asked for. */
  readonly row: PriceRow
}

/** The library's names of our classes. */
const KEYS: readonly (readonly [TokenClass, string])[] = [
  ['input', 'input_mtok'],
  ['cacheRead', 'cache_read_mtok'],
  ['cacheWriteShort', 'cache_write_mtok'],
  ['cacheWriteLong', 'cache_write_1h_mtok'],
  ['output', 'output_mtok'],
]

/** Rows for models that many hosts serve and this provider does not sell: whose price it is cannot be told. */
const SOLD_BY_OTHERS = 'openai/gpt-oss'

/**
 * Whose names alone tell who bills. The other makers give their weights away, so that a bare `deepseek-r1` or `mistral-small` may
 * run anywhere, also for nothing.
 */
const SOLD_BY_MAKER: ReadonlySet<string> = new Set(['anthropic', 'openai', 'google', 'x-ai'])

/**
 * Models that answer in images or sound: some rows have no price of these, or the same as of text. A usage does not tell how much of
 * the output is which.
 */
const NOT_TEXT = /(?:^|[-./])(?:audio|realtime|image|tts|voice|live)(?:[-.\d]|$)/

/**
 * The library writes "more than 272,000" in two ways: its tiers begin above 271,999 or above 272,000. The second is what OpenAI says.
 * Source: OpenAI's price notices of 2026-09 and 2026-10.
 */
const STARTS: ReadonlyMap<number, number> = new Map([[271_999, 272_000]])

/**
 * The price of a model in `@pydantic/genai-prices`: the only file that knows it.
 *
 * The library's own rules find the row, but for one thing: a rule that a name begins with, ends in or contains a text holds only
 * where the rest is a version or a path (`claude-sonnet-5` would else be the price of any later 5.x).
 *
 * @param provider As the library calls it; undefined: whose models have such names.
 * @param names Spellings, the best first.
 * @param at When, in milliseconds since 1970; some prices have a first day or hours of the day.
 */
export function libraryPrice(
  provider: string | undefined,
  names: readonly string[],
  at: number,
): LibraryPrice | undefined {
  for (const name of names) {
    const first = findProvider(provider === undefined ? { modelId: name } : { providerId: provider })
    if (first === undefined || (provider === undefined && !SOLD_BY_MAKER.has(first.id))) continue
    const others = (first.fallback_model_providers ?? []).map((providerId) => findProvider({ providerId }))
    for (const one of [first, ...others]) {
      const model = one?.models.find(({ match }) => isNamed(name, match))
      if (one !== undefined && model !== undefined) return priceOf(one, model, name, at)
    }
  }
  return undefined
}

/** A provider's name in the library (`aws` for `amazon-bedrock`); the name as it is where the library has none for it. */
export function libraryProvider(name: string): string {
  return findProvider({ providerId: name })?.id ?? name
}

function priceOf(provider: Provider, model: ModelInfo, name: string, at: number): LibraryPrice | undefined {
  const found = calcPrice({}, name, { provider: { ...provider, models: [model] }, timestamp: new Date(at) })
  if (found === null || Object.keys(found.model_price).some(isUnseen)) return undefined
  const entry = `${provider.id}/${model.id}`
  if (entry.startsWith(SOLD_BY_OTHERS) || NOT_TEXT.test(model.id)) return undefined
  const row = rowOf(found.model_price)
  // Free ones are among those: for how long, and for whom, nobody says.
  return Object.keys(row).length === 0 ? undefined : { entry, row }
}

/** Output of which a usage does not tell how much there is: images, sound, citations. A model that has it is left without a price. */
function isUnseen(key: string): boolean {
  return key.startsWith('output_') && key !== 'output_mtok'
}

function isNamed(name: string, match: MatchLogic): boolean {
  if ('or' in match) return match.or.some((one) => isNamed(name, one))
  if ('and' in match) return match.and.every((one) => isNamed(name, one))
  if ('equals' in match) return match.equals.toLowerCase() === name
  // house: linear because a name has 200 characters at most (`readModelName`), and the patterns are the library's own
  if ('regex' in match) return isMatched(name, new RegExp(match.regex).exec(name))
  const text = (
    'starts_with' in match ? match.starts_with : 'ends_with' in match ? match.ends_with : match.contains
  ).toLowerCase()
  const start = name.indexOf(text)
  if (start === -1) return false
  const before = name.slice(0, start)
  return isPath(before, 'starts_with' in match) && isRest(name, text, start, 'ends_with' in match)
}

/** A pattern that ends within a name, `^gemini-3\.5-flash-\d`, says no more than that a version follows. One that takes nothing forbids. */
function isMatched(name: string, match: RegExpExecArray | null): boolean {
  if (match === null) return false
  const [text] = match
  const end = match.index + text.length
  if (text === '' || end === name.length) return true
  const own = /[-@]\d*$/.exec(text)?.[0].length ?? 0
  return isVersion(name.slice(end - own))
}

function isPath(before: string, mustBeEmpty: boolean): boolean {
  return before === '' || (!mustBeEmpty && '/.'.includes(before.charAt(before.length - 1)))
}

/** A rule may end within a version: `claude-sonnet-4-2025`, `gpt-5-nano-`. Its own digits and dash belong to the rest then. */
function isRest(name: string, text: string, start: number, mustBeEmpty: boolean): boolean {
  const end = start + text.length
  if (end === name.length) return true
  if (mustBeEmpty) return false
  const own = /[-@](?:0\d*|\d{4,8})?$/.exec(text)?.[0].length ?? 0
  return isVersion(name.slice(end - own))
}

function rowOf(prices: ModelPrice): PriceRow {
  const starts = new Set<number>()
  for (const [, key] of KEYS) for (const { start } of tiersOf(prices[key])) starts.add(start)
  const long: LongPrice[] = [...starts].map((above) => ({ above, ...priceAbove(prices, above) }))
  const base = priceAbove(prices, Number.NEGATIVE_INFINITY)
  return long.length === 0 ? base : { ...base, long }
}

function priceAbove(prices: ModelPrice, length: number): Price {
  const price: { -readonly [Class in TokenClass]?: number } = {}
  for (const [name, key] of KEYS) {
    const value = prices[key]
    if (value === undefined) continue
    const base = typeof value === 'number' ? value : value.base
    price[name] = tiersOf(value).reduce((sum, { start, price: above }) => (start <= length ? above : sum), base)
  }
  return price
}

/** Tiers of a price, lowest first, as the library keeps them. */
function tiersOf(value: ModelPrice[string]): readonly { readonly start: number; readonly price: number }[] {
  const tiers = typeof value === 'object' ? value.tiers : []
  return tiers.map(({ start, price }) => ({ start: STARTS.get(start) ?? start, price }))
}
