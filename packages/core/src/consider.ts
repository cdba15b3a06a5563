import { InvalidOptionError, StoreError } from './errors.ts'
import { keyOf } from './memory/key.ts'
import { recall, type Remembered, replayKeyOf } from './memory/remember.ts'
import type { ResolvedOptions } from './options.ts'
import { ruleFor } from './policy.ts'
import { keepsLines, type Rule } from './rule.ts'
import { RETRIEVE_TOOL_NAME } from './retrieve/tool.ts'
import type { Question } from './question.ts'
import type { Reason } from './types/report.ts'
import type { Segment } from './types/segment.ts'
import type { Entry, Store } from './types/store.ts'

/**
 * Texts below this many UTF-16 units are left alone: some 130 tokens of JSON, of which a lossless form saves less than the model's
 * second look costs, and a view's header alone takes 50 to 100.
 */
const MIN_LENGTH = 400
/** Texts above this many UTF-16 units are not read: no provider takes a request beyond 32 MB (Anthropic's request_too_large). */
const MAX_LENGTH = 32_000_000

/** A segment and all that can be looked up about it before anything is decided. */
export interface Considered {
  readonly segment: Segment
  readonly question: Question
  readonly rule: Rule
  /** Why it is left alone without a look at its content. */
  readonly spared?: Reason
  /** What went wrong while it was looked up; it is left alone. */
  readonly failure?: unknown
  /** What went wrong with the store; what would be a view is lossless then. */
  readonly storeFailure?: string
  /** Where it is remembered. Absent without a store, or where the store fails: then nothing may be left out. */
  readonly place?: Place
}

/** What a store knows of a text. */
export interface Place {
  readonly store: Store
  /** Key of the text. */
  readonly key: string
  readonly replayKey: string
  readonly stored: Entry | undefined
  readonly remembered: Remembered | undefined
}

/**
 * Looks up a segment. Segments of one request may be looked up at once; deciding goes in wire order.
 *
 * @throws The signal's reason, InvalidOptionError from a policy function.
 */
export async function consider(segment: Segment, question: Question, options: ResolvedOptions): Promise<Considered> {
  options.signal?.throwIfAborted()
  let rule: Rule = { form: 'verbatim' }
  try {
    rule = ruleFor(segment, options)
  } catch (error) {
    if (error instanceof InvalidOptionError) throw error
    return { segment, question, rule, failure: error }
  }
  const spared = reasonToSpare(segment, rule)
  if (spared !== undefined || options.store === undefined || keepsLines(rule))
    return { segment, question, rule, ...(spared === undefined ? {} : { spared }) }
  try {
    return { segment, question, rule, place: await placeOf(segment, question, rule, options.store, options) }
  } catch (error) {
    if (error instanceof StoreError) return withoutStore({ segment, question, rule }, error)
    return { segment, question, rule, failure: error }
  }
}

/** A segment whose store failed: originals cannot be kept, so what would be a view must be lossless. */
export function withoutStore({ segment, question, rule }: Considered, error: StoreError): Considered {
  const cause = error.cause instanceof Error ? ` ${error.cause.message}` : ''
  const lossless: Rule = rule.form === 'view' ? { form: 'lossless' } : rule
  return { segment, question, rule: lossless, storeFailure: `${error.message}${cause}` }
}

function reasonToSpare({ text, tool, isError, isFrozen }: Segment, rule: Rule): Reason | undefined {
  if (isFrozen === true) return 'frozen'
  if (rule.form === 'verbatim') return 'policy'
  if (tool?.name.endsWith(RETRIEVE_TOOL_NAME) === true) return 'retrieved'
  if (isError === true) return 'error-result'
  if (text.length < MIN_LENGTH) return 'too-small'
  return text.length > MAX_LENGTH ? 'too-large' : undefined
}

async function placeOf(
  { text, isQuoted = false }: Segment,
  question: Question,
  rule: Rule,
  store: Store,
  { scope, compressors }: ResolvedOptions,
): Promise<Place> {
  const key = await keyOf(text, scope)
  const names = compressors.map(({ name }) => name)
  const replayKey = replayKeyOf(key, { rule, question, compressors: names, isQuoted })
  const [stored, remembered] = await Promise.all([store.get(key), recall(store, replayKey)])
  return { store, key, replayKey, stored, remembered }
}
