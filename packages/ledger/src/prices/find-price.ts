import { InvalidOptionError } from '@headroom/core'
import { TOKEN_CLASSES } from '../tokens-by-class.ts'
import type { FoundPrice } from './found-price.ts'
import { libraryPrice, libraryProvider } from './library-prices.ts'
import { readModelName } from './model-name.ts'
import { OWN_PRICES } from './own-prices.ts'
import type { LongPrice, Price, PriceRow, PriceTable } from './price-table.ts'
import { atTier } from './service-tier.ts'

/** What to ask for: a model, who bills for it, and when. */
export interface PriceQuery {
  /** The model's name, as it went over the wire. */
  readonly model: string
  /** Who bills, where it is known: `anthropic`, `openai`, `google`, `aws`, `azure`, `openrouter` … Default: as the name tells. */
  readonly provider?: string
  /** When, in milliseconds since 1970. */
  readonly at: number
  /** The tier of service, as the reply names it. Default: the usual one. */
  readonly serviceTier?: string
}

/** Finds the price of a model; undefined where none is known. */
export type FindPrice = (query: PriceQuery) => FoundPrice | undefined

/**
 * Makes a function that finds prices: in the caller's table, then in this package's, then in `@pydantic/genai-prices`.
 *
 * A row of the caller's changes only the classes it has; the others, and long prompts, stay as in the row that would have been used.
 * It holds for every tier of service. Of the others, tiers without a known price have none (`atTier`).
 * Names are read by the rules of `readModelName`; a name that no rule leads to a row has no price.
 *
 * @param own The caller's table. Its names are compared without case.
 * @throws InvalidOptionError where a row holds no prices.
 */
export function createPriceFinder(own: PriceTable = {}): FindPrice {
  assertTable(own)
  const yours = new Map(Object.entries(own).map(([name, rows]) => [name.toLowerCase(), rows]))
  return ({ model, provider, at, serviceTier }) => {
    const { provider: billedBy, names } = readModelName(model, provider)
    const known = atTier(knownPrice(billedBy && libraryProvider(billedBy), names, at), serviceTier)
    for (const name of [model.toLowerCase(), ...names]) {
      const row = rowAt(yours.get(name), at)
      if (row !== undefined) return { ...known, ...overlaid(known, row), entry: name, table: 'yours' }
    }
    return known
  }
}

function knownPrice(provider: string | undefined, names: readonly string[], at: number): FoundPrice | undefined {
  for (const name of names) {
    const entry = Object.keys(OWN_PRICES).find((own) => own === `${provider ?? own.split('/')[0]}/${name}`)
    const row = entry === undefined ? undefined : rowAt(OWN_PRICES[entry], at)
    if (entry !== undefined && row !== undefined) return { ...pricesOf(row), entry, table: 'headroom' }
  }
  const found = libraryPrice(provider, names, at)
  return found && { ...pricesOf(found.row), entry: found.entry, table: 'genai-prices' }
}

/** The latest row that holds at a time. */
function rowAt(rows: PriceTable[string] | undefined, at: number): PriceRow | undefined {
  const all = rows === undefined ? [] : 'length' in rows ? rows : [rows]
  return all.findLast(({ from }) => from === undefined || startOf(from) <= at)
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}

function overlaid(known: FoundPrice | undefined, row: PriceRow): Price & { readonly long?: readonly LongPrice[] } {
  const { long, ...price } = pricesOf(row)
  const longRows = long ?? known?.long?.map((one) => ({ ...one, ...price }))
  return longRows === undefined ? price : { ...price, long: longRows }
}

function pricesOf(row: PriceRow): Price & { readonly long?: readonly LongPrice[] } {
  const { from: _from, source: _source, ...prices } = row
  return prices
}

function assertTable(table: PriceTable): void {
  if (typeof table !== 'object' || table === null || Array.isArray(table))
    throw new InvalidOptionError('prices', `must be an object of rows by name of the model, got ${String(table)}`)
  for (const [name, given] of Object.entries(table)) {
    const rows: readonly unknown[] = Array.isArray(given) ? given : [given]
    const problem = rows.map(problemOf).find((one) => one !== undefined) ?? problemOfDays(rows as readonly PriceRow[])
    if (problem !== undefined) throw new InvalidOptionError(`prices['${name}']`, problem)
  }
}

/** Of rows in another order the wrong one would hold. */
function problemOfDays(rows: readonly PriceRow[]): string | undefined {
  const starts = rows.map(({ from }) => (from === undefined ? Number.NEGATIVE_INFINITY : startOf(from)))
  const isLate = starts.every((start, index) => index === 0 || start > (starts[index - 1] ?? start))
  return isLate ? undefined : 'must have the oldest row first, and each later one `from` a later day'
}

function problemOf(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null) return 'must be an object of dollars per million tokens'
  const { from, long = [], source: _source, ...price } = row as PriceRow
  if (from !== undefined && Number.isNaN(startOf(from)))
    return `must have a day as \`from\`, 2026-10-07, got ${String(from)}`
  if (!Array.isArray(long) || !long.every((one) => isPrice(Object(one).above)))
    return 'must have a list as `long`, of prices with a number of tokens as `above`'
  const longPrices = long.map(({ above: _above, ...inLong }: LongPrice) => inLong)
  const rows: readonly (readonly [string, unknown])[] = [price, ...longPrices].flatMap((one) => Object.entries(one))
  const wrong = rows.find(([name, value]) => !isKnown(name) || !isPrice(value))
  if (wrong === undefined) return undefined
  return `must have dollars per million tokens for ${TOKEN_CLASSES.join(', ')}, got ${wrong[0]}: ${String(wrong[1])}`
}

function isKnown(name: string): boolean {
  return TOKEN_CLASSES.some((one) => one === name)
}

function isPrice(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
