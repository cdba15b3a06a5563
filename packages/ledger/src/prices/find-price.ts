import { InvalidOptionError } from '@headroom/core'
import { TOKEN_CLASSES } from '../tokens-by-class.ts'
import { libraryPrice, libraryProvider } from './library-prices.ts'
import { readModelName } from './model-name.ts'
import { OWN_PRICES } from './own-prices.ts'
import type { LongPrice, Price, PriceRow, PriceTable } from './price-table.ts'

/** What to ask for: a model, who bills for it, and when. */
export interface PriceQuery {
  /** The model's name, as it went over the wire. */
  readonly model: string
  /** Who bills, where it is known: `anthropic`, `openai`, `google`, `aws`, `azure`, `openrouter` … Default: as the name tells. */
  readonly provider?: string
  /** When, in milliseconds since 1970. */
  readonly at: number
}

/** Prices of a model and where they were found. */
export interface FoundPrice extends Price {
  /** The row that was used: provider and model, as the table names them. */
  readonly entry: string
  /** Whose table it is: the caller's (over the others, class by class), this package's or the library's. */
  readonly table: 'yours' | 'headroom' | 'genai-prices'
  /** Prices of long prompts. */
  readonly long?: readonly LongPrice[]
}

/** Finds the price of a model; undefined where none is known. */
export type FindPrice = (query: PriceQuery) => FoundPrice | undefined

/**
 * Makes a function that finds prices: in the caller's table, then in this package's, then in `@pydantic/genai-prices`.
 *
 * A row of the caller's changes only the classes it has; the others, and long prompts, stay as in the row that would have been used.
 * Names are read by the rules of `readModelName`; a name that no rule leads to a row has no price.
 *
 * @param own The caller's table. Its names are compared without case.
 * @throws InvalidOptionError where a row holds no prices.
 */
export function createPriceFinder(own: PriceTable = {}): FindPrice {
  assertTable(own)
  const yours = new Map(Object.entries(own).map(([name, rows]) => [name.toLowerCase(), rows]))
  return ({ model, provider, at }) => {
    const { provider: billedBy, names } = readModelName(model, provider)
    const known = knownPrice(billedBy && libraryProvider(billedBy), names, at)
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
  for (const [name, rows] of Object.entries(table)) {
    const problem = (Array.isArray(rows) ? rows : [rows]).map(problemOf).find((one) => one !== undefined)
    if (problem !== undefined) throw new InvalidOptionError(`prices['${name}']`, problem)
  }
}

function problemOf(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null) return 'must be an object of dollars per million tokens'
  const { from, long = [], source: _source, ...price } = row as PriceRow
  if (from !== undefined && Number.isNaN(startOf(from)))
    return `must have a day as \`from\`, 2026-10-07, got ${String(from)}`
  if (!Array.isArray(long)) return 'must have a list as `long`'
  const rows: readonly (readonly [string, unknown])[] = [price, ...long].flatMap((one) => Object.entries(one))
  const wrong = rows.find(([name, value]) => !isKnown(name) || !isPrice(value))
  if (wrong === undefined) return undefined
  return `must have dollars per million tokens for ${TOKEN_CLASSES.join(', ')}, got ${wrong[0]}: ${String(wrong[1])}`
}

function isKnown(name: string): boolean {
  return name === 'above' || TOKEN_CLASSES.some((one) => one === name)
}

function isPrice(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
