export { advise, type AdviseOptions } from './cache/advise.ts'
export type { Advice, AdviceCode } from './cache/advice/advice.ts'
export { type Aligned, alignSystem, type MovedLine } from './cache/align-system.ts'
export { type Broken, compareFingerprints, type Comparison, type Unbroken } from './cache/compare-fingerprints.ts'
export type { CountTokens } from './cache/count-region.ts'
export {
  type FingerprintOptions,
  fingerprints,
  type Fingerprints,
  type MemberPrint,
  type RegionPrint,
} from './cache/fingerprints.ts'
export { placeBreakpoints } from './cache/place-breakpoints.ts'
export { setCacheKey } from './cache/set-cache-key.ts'
export {
  type PrefixWatch,
  type Verdict,
  type WatchedTurn,
  type WatchOptions,
  watchPrefix,
  type WatchState,
} from './cache/watch-prefix.ts'
export type { DialectName, RegionKind } from './cache/wire-region.ts'
export { isHeldOut } from './holdout.ts'
export { createLedger, type Entry, type Ledger, type LedgerOptions } from './ledger.ts'
export type { Measured } from './measure.ts'
export { createPriceFinder, type FindPrice, type PriceQuery } from './prices/find-price.ts'
export type { FoundPrice } from './prices/found-price.ts'
export type { LongPrice, Price, PriceRow, PriceTable } from './prices/price-table.ts'
export { removedBy, type Removed } from './removed.ts'
export { reportTable } from './report-table.ts'
export type { DollarsByClass, LedgerReport, NamedSums, Sums } from './report.ts'
export type { Lookups, RequestRecord } from './request-record.ts'
export type { LedgerState } from './state.ts'
export { type TokenClass, tokensByClass, type TokensByClass } from './tokens-by-class.ts'
