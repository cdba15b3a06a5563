import { InvalidOptionError } from '@headroom/core'
import { type Account, addAccounts, EMPTY } from './account.ts'
import { type Bill, billOf } from './bill.ts'
import { type Books, emptyBooks } from './books.ts'
import { type Conversation, measurableCost, newConversation } from './conversation.ts'
import { isHeldOut } from './holdout.ts'
import { measure, regroup } from './measure.ts'
import { createPriceFinder } from './prices/find-price.ts'
import type { PriceTable } from './prices/price-table.ts'
import { type LedgerReport, namedSums, type Sums, sumsOf } from './report.ts'
import { assertRecord, type RequestRecord } from './request-record.ts'
import { booksOf, type LedgerState, stateOf } from './state.ts'

/** Conversations that are told apart, unless the caller says otherwise: some 50 MB at most, with 1,024 parts in each. */
const MOST_CONVERSATIONS = 1000
/** Models that are told apart. Names come from requests, so that there must be an end. */
const MOST_MODELS = 256
/** Days that are told apart: a year and a month. */
const MOST_DAYS = 400
/** UTF-16 units of a model's name that are kept: far more than any has. */
const LONGEST_NAME = 200
const OTHER_MODELS = 'other models'

/** What `createLedger` takes. All optional. */
export interface LedgerOptions {
  /** Prices that go before the known ones, class by class. Default: none. */
  readonly prices?: PriceTable
  /** Share of conversations, from 0 to 1, that the caller leaves as they are, so that the saving can be measured. Default: 0. */
  readonly holdout?: number
  /**
   * Conversations that are told apart, at least 1. The one that was not recorded for longest is let go; its sums stay in all totals.
   * Should it go on, it counts as a new one. Default: 1,000.
   */
  readonly maxConversations?: number
  /** What `toJSON()` gave, to go on from. Default: nothing was recorded. */
  readonly state?: unknown
}

/** One request in the ledger: its own sums, and how they were found. */
export interface Entry extends Sums {
  /** Name of its conversation. */
  readonly conversation: string
  /** The model, as it was named. */
  readonly model: string
  /** The row of prices that was used, `anthropic/claude-sonnet-4-5`; undefined where some class has no known price. */
  readonly price: string | undefined
  /** Whose table the row is in. */
  readonly priceTable: 'yours' | 'headroom' | 'genai-prices' | undefined
  /** Provider's tokens for one of ours, by which removed parts were scaled; undefined where it is not known and 1 was taken. */
  readonly ratio: number | undefined
}

/** Keeps account of calls, their cost and what shortening saved. Knows no clock: times come with the records. */
export interface Ledger {
  /**
   * Enters one call. Those of a conversation must come in their order.
   *
   * @throws InvalidOptionError where the record is none.
   */
  record(request: RequestRecord): Entry
  /** Whether the caller shall leave a conversation as it is. Depends on its name and the share alone. */
  isHeldOut(conversation: string): boolean
  /** All sums so far. */
  report(): LedgerReport
  /** All that is remembered, as JSON. */
  toJSON(): LedgerState
}

/**
 * Makes a ledger.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function createLedger(options: LedgerOptions = {}): Ledger {
  assertNames(options)
  const { holdout = 0, maxConversations = MOST_CONVERSATIONS, state } = options
  if (!Number.isSafeInteger(maxConversations) || maxConversations < 1)
    throw new InvalidOptionError('maxConversations', `must be a whole number above 0, got ${String(maxConversations)}`)
  const findPrice = createPriceFinder(options.prices)
  isHeldOut('', holdout)
  const books = state === undefined ? emptyBooks() : booksOf(state)
  return {
    record(request) {
      assertRecord(request)
      const { conversation: name } = request
      const before = books.conversations.get(name) ?? newConversation(isHeldOut(name, holdout))
      const bill = billOf(request, before, findPrice)
      enter(books, request, bill)
      enterConversation(books, name, before, bill, maxConversations)
      return entryOf(request, bill)
    },
    isHeldOut: (conversation) => isHeldOut(conversation, holdout),
    report: () => reportOf(books),
    toJSON: () => stateOf(books),
  }
}

const OPTIONS: ReadonlySet<string> = new Set<keyof LedgerOptions>(['prices', 'holdout', 'maxConversations', 'state'])

/** An option that is misspelt would do nothing, in silence. */
function assertNames(options: LedgerOptions): void {
  if (typeof options !== 'object' || options === null)
    throw new InvalidOptionError('options', `must be an object, got ${String(options)}`)
  const unknown = Object.keys(options).find((name) => !OPTIONS.has(name))
  if (unknown !== undefined) throw new InvalidOptionError(unknown, `is no option; known are ${[...OPTIONS].join(', ')}`)
}

function enter(books: Books, { model, provider, at }: RequestRecord, { account }: Bill): void {
  books.total = addAccounts(books.total, account)
  const named = (provider === undefined ? model : `${provider}: ${model}`).slice(0, LONGEST_NAME)
  const isNew = !books.models.has(named)
  addTo(books.models, isNew && books.models.size >= MOST_MODELS ? OTHER_MODELS : named, account)
  addTo(books.days, new Date(at).toISOString().slice(0, -'T00:00:00.000Z'.length), account)
  if (books.days.size > MOST_DAYS) books.days.delete([...books.days.keys()].sort()[0] ?? '')
}

function enterConversation(books: Books, name: string, before: Conversation, bill: Bill, most: number): void {
  const after = { ...bill.conversation, account: addAccounts(before.account, bill.account) }
  books.conversations.delete(name)
  books.conversations.set(name, after)
  // A conversation that turns out mixed leaves the group of those held out.
  const group = before.group === 'shortened' ? 'shortened' : 'heldOut'
  books.groups[group] = regroup(books.groups[group], measurableCost(before), measurableCost(after))
  for (const oldest of books.conversations.keys()) {
    if (books.conversations.size <= most) break
    books.conversations.delete(oldest)
  }
}

function addTo(accounts: Map<string, Account>, name: string, account: Account): void {
  accounts.set(name, addAccounts(accounts.get(name) ?? EMPTY, account))
}

function entryOf({ conversation, model }: RequestRecord, { account, price, ratio }: Bill): Entry {
  return { conversation, model, ...sumsOf(account), price: price?.entry, priceTable: price?.table, ratio }
}

function reportOf({ total, models, days, conversations, groups }: Books): LedgerReport {
  const sorted = [...days].sort(([one], [two]) => (one < two ? -1 : 1))
  return {
    total: sumsOf(total),
    models: namedSums(models),
    days: namedSums(sorted),
    conversations: namedSums(Array.from(conversations, ([name, { account }]) => [name, account] as const)),
    measured: measure(groups.heldOut, groups.shortened),
  }
}
