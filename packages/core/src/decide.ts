import { type Considered, type Place, withoutStore } from './consider.ts'
import { InvalidOptionError, messageOf, StoreError } from './errors.ts'
import { emit } from './events.ts'
import { bestForm, type Form } from './forms.ts'
import { keepsLines } from './rule.ts'
import { createEarlierResults, type EarlierResults } from './repeats/earlier-results.ts'
import { repeatForm } from './repeats/repeat-form.ts'
import { keepOriginal, keepOutput, remember } from './memory/remember.ts'
import type { ResolvedOptions } from './options.ts'
import { queryOf } from './question.ts'
import { countInTurns } from './tokens/count-in-turns.ts'
import { quoted } from './tokens/quoted.ts'
import type { Outcome, Reason } from './types/report.ts'
import type { Segment } from './types/segment.ts'

/** A segment's fate: its new text, or undefined to leave it, and why. */
export interface Decision {
  readonly outcome: Outcome
  /** The text to write; undefined where the segment stays as it is. */
  readonly text?: string
}

/**
 * Decides what becomes of one segment. Never throws for anything in the content; the chain, in order:
 * left alone by policy, role, size or error · our own output · a repeat of an earlier result · remembered · best compressor:
 * lossless form, then view · never worse · remember.
 *
 * @param earlier What earlier segments of this request became; what this one becomes is added.
 * @throws The signal's reason; InvalidOptionError from a tokenizer that counts no numbers.
 */
export async function decide(considered: Considered, earlier: Earlier, options: ResolvedOptions): Promise<Decision> {
  const { segment } = considered
  const decision = await decideAlone(considered, earlier, countingFor(segment, options))
  if (decision.text !== undefined) earlier.written.add(decision.text)
  earlier.results?.add(segment, shownAs(decision.outcome))
  return decision
}

/** What is known of the segments before one. */
export interface Earlier {
  /** Texts that they became. */
  readonly written: Set<string>
  /** The tool results among them. Undefined: nothing may refer to them. */
  readonly results: EarlierResults | undefined
}

/** Nothing before the first segment. */
export function nothingEarlier(canRefer: boolean): Earlier {
  return { written: new Set(), results: canRefer ? createEarlierResults() : undefined }
}

function shownAs({ form, by }: Outcome): 'verbatim' | 'lossless' | 'in part' {
  return form === 'view' || by === 'repeats' ? 'in part' : form
}

function countingFor({ isQuoted, text }: Segment, options: ResolvedOptions): ResolvedOptions {
  return isQuoted === true ? { ...options, tokenizer: quoted(options.tokenizer, text) } : options
}

async function decideAlone(considered: Considered, earlier: Earlier, options: ResolvedOptions): Promise<Decision> {
  options.signal?.throwIfAborted()
  const { segment, spared, failure } = considered
  if (spared !== undefined) return verbatim(segment, spared, options)
  if (failure !== undefined) return verbatim(segment, 'failed', options, messageOf(failure))
  try {
    return await decideByContent(considered, earlier, options)
  } catch (error) {
    if (error instanceof InvalidOptionError) throw error
    if (!(error instanceof StoreError)) return verbatim(segment, 'failed', options, messageOf(error))
    return decideAlone(withoutStore(considered, error), earlier, { ...options, store: undefined })
  }
}

async function decideByContent(
  considered: Considered,
  { written, results }: Earlier,
  options: ResolvedOptions,
): Promise<Decision> {
  const { segment, question, rule, place, storeFailure } = considered
  // Where the client sends back what was made of two equal results, each stays what it is.
  const isOwn = place?.stored?.kind === 'output' && place.remembered === undefined
  if (isOwn) return verbatim(segment, 'own-output', options)
  const repeat = results === undefined ? undefined : await repeatForm(segment, results, keepsLines(rule), options)
  if (repeat !== undefined) return decisionOf(segment, repeat, options)
  if (keepsLines(rule)) return verbatim(segment, 'policy', options)
  if (place === undefined) {
    const form = await bestForm(segment.text, queryOf(question), rule, '', options)
    return decisionOf(segment, form, options, storeFailure === undefined ? {} : { detail: storeFailure })
  }
  if (place.remembered !== undefined) return replay(segment, place, options)
  if (written.has(segment.text)) return verbatim(segment, 'own-output', options)
  const form = await bestForm(segment.text, queryOf(question), rule, place.key, options)
  await keep(segment, form, place, options)
  return decisionOf(segment, form, options, form.form === 'view' ? { key: place.key } : {})
}

async function replay(
  segment: Segment,
  { store, key, stored, remembered }: Place,
  options: ResolvedOptions,
): Promise<Decision> {
  if (remembered === undefined || remembered.form === 'verbatim') return verbatim(segment, 'not-smaller', options)
  // The store may have dropped the original of a view that is still in use; the request holds it.
  if (remembered.form === 'view' && stored === undefined) await keepOriginal(store, key, segment.text)
  const tokens = await countInTurns(remembered.text, options)
  // Another tokenizer may have remembered it.
  if (tokens >= (await countInTurns(segment.text, options))) return verbatim(segment, 'not-smaller', options)
  return decisionOf(
    segment,
    { ...remembered, tokens, reason: 'replayed' },
    options,
    remembered.form === 'view' ? { key } : {},
  )
}

// The original is readable before anything that points to it exists.
async function keep(
  segment: Segment,
  form: Form,
  { store, key, replayKey }: Place,
  options: ResolvedOptions,
): Promise<void> {
  const { tokens: _, reason: __, ...remembered } = form
  if (form.form === 'view') {
    await keepOriginal(store, key, segment.text)
    emit(options.onEvent, { type: 'original-stored', key, length: segment.text.length })
  }
  if (form.form !== 'verbatim') await keepOutput(store, form.text, options.scope)
  await remember(store, replayKey, form.form === 'verbatim' ? { ...remembered, text: '' } : remembered)
}

async function decisionOf(
  segment: Segment,
  { text, tokens, ...form }: Form,
  options: ResolvedOptions,
  about: Pick<Outcome, 'key' | 'detail'> = {},
): Promise<Decision> {
  const tokensBefore = await countInTurns(segment.text, options)
  const outcome = { ...whoOf(segment), ...form, tokensBefore, tokensAfter: tokens, ...about }
  return form.form === 'verbatim' ? { outcome } : { outcome, text }
}

async function verbatim(
  segment: Segment,
  reason: Reason,
  options: ResolvedOptions,
  detail?: string,
): Promise<Decision> {
  const tokens = await countInTurns(segment.text, options)
  const outcome: Outcome = { ...whoOf(segment), form: 'verbatim', reason, tokensBefore: tokens, tokensAfter: tokens }
  return { outcome: detail === undefined ? outcome : { ...outcome, detail } }
}

function whoOf({ path, role, tool }: Segment): Pick<Outcome, 'path' | 'role' | 'tool'> {
  return tool === undefined ? { path, role } : { path, role, tool: tool.name }
}
