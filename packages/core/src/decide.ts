import { StoreError } from './errors.ts'
import { emit } from './events.ts'
import { keepOriginal, keepOutput, recall, remember, replayKeyOf } from './memory/remember.ts'
import { keyOf } from './memory/key.ts'
import type { ResolvedOptions } from './options.ts'
import { type Rule, ruleFor } from './policy.ts'
import { RETRIEVE_TOOL_NAME } from './retrieve/tool.ts'
import { viewWithHeader } from './retrieve/view-header.ts'
import type { Compressor, Opened } from './types/compressor.ts'
import type { Outcome, Reason } from './types/report.ts'
import type { Segment } from './types/segment.ts'
import type { Store } from './types/store.ts'

/**
 * Texts below this many UTF-16 units are left alone: some 130 tokens of JSON, of which a lossless form saves less than the model's
 * second look costs, and a view's header alone takes 50 to 100.
 */
export const MIN_LENGTH = 400
/** Texts above this many UTF-16 units are not read: no provider takes a request beyond 32 MB (wire-formats.md §1.8). */
export const MAX_LENGTH = 32_000_000
/** A lossless form must be at most this share of the text, in tokens: an unfamiliar spelling is not worth less. */
const LOSSLESS_SHARE = 0.95
/** A view must be at most this share of the best lossless form, in tokens: below that gain, seeing everything is worth more. */
const VIEW_SHARE = 0.8

/** A segment's fate: its new text, or undefined to leave it, and why. */
export interface Decision {
  readonly outcome: Outcome
  /** The text to write; undefined where the segment stays as it is. */
  readonly text?: string
}

interface Form {
  readonly form: 'verbatim' | 'lossless' | 'view'
  readonly text: string
  readonly tokens: number
  readonly reason: Reason
  readonly by?: string
  readonly kept?: number
  readonly total?: number
}

/**
 * Decides what becomes of one segment. Never throws for anything in the content; the chain, in order:
 * protected by policy · answer of the retrieve tool · error result · too small or too large · our own output ·
 * remembered · best compressor: lossless form, then view · never worse · remember.
 *
 * @param query What is being asked, from before the segment only.
 * @throws The signal's reason, InvalidOptionError from a policy function.
 */
export async function decide(segment: Segment, query: string, options: ResolvedOptions): Promise<Decision> {
  options.signal?.throwIfAborted()
  const rule = ruleFor(options.policy, segment, options.store !== undefined)
  const spared = reasonToSpare(segment, rule)
  if (spared !== undefined) return verbatim(segment, spared, options)
  try {
    return await decideByContent(segment, query, rule, options)
  } catch (error) {
    if (options.store === undefined || !(error instanceof StoreError))
      return verbatim(segment, 'failed', options, messageOf(error))
    // Without its store nothing can be fetched back, so nothing may be left out.
    return decide(segment, query, { ...options, store: undefined })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function reasonToSpare({ text, tool, isError }: Segment, rule: Rule): Reason | undefined {
  if (rule.form === 'verbatim') return 'policy'
  if (tool?.name.endsWith(RETRIEVE_TOOL_NAME) === true) return 'retrieved'
  if (isError === true) return 'error-result'
  if (text.length < MIN_LENGTH) return 'too-small'
  return text.length > MAX_LENGTH ? 'too-large' : undefined
}

async function decideByContent(
  segment: Segment,
  query: string,
  rule: Rule,
  options: ResolvedOptions,
): Promise<Decision> {
  const { store, scope, compressors } = options
  if (store === undefined) return decisionOf(segment, bestForm(segment, query, rule, '', options), options)
  const key = await keyOf(segment.text, scope)
  const kept = await store.get(key)
  if (kept?.kind === 'output') return verbatim(segment, 'own-output', options)
  const replayKey = await replayKeyOf(key, { scope, rule, query, compressors: compressors.map(({ name }) => name) })
  const known = await recall(store, replayKey)
  if (known !== undefined) {
    // The store may have dropped the original of a view that is still in use; the request holds it.
    if (known.form === 'view' && kept === undefined) await keepOriginal(store, key, segment.text)
    const text = known.form === 'verbatim' ? segment.text : known.text
    const tokens = options.tokenizer.count(text)
    return decisionOf(
      segment,
      { ...known, text, tokens, reason: known.form === 'verbatim' ? 'not-smaller' : 'replayed' },
      options,
      key,
    )
  }
  const form = bestForm(segment, query, rule, key, options)
  await keep(store, segment, form, key, replayKey, options)
  return decisionOf(segment, form, options, key)
}

function bestForm(segment: Segment, query: string, rule: Rule, key: string, options: ResolvedOptions): Form {
  const { tokenizer } = options
  const whole: Form = {
    form: 'verbatim',
    text: segment.text,
    tokens: tokenizer.count(segment.text),
    reason: 'no-compressor',
  }
  let best = whole
  for (const compressor of bySureness(segment.text, options.compressors)) {
    const opened = compressor.open(segment.text)
    if (opened === undefined) continue
    best = { ...whole, reason: 'not-smaller', by: compressor.name }
    const lossless = losslessForm(opened, compressor, options)
    if (lossless !== undefined && lossless.tokens <= whole.tokens * LOSSLESS_SHARE) best = lossless
    const view = rule.form === 'view' ? viewForm(opened, compressor, query, rule, key, options) : undefined
    if (view !== undefined && view.tokens <= best.tokens * VIEW_SHARE) best = view
    if (best.form !== 'verbatim') return best
  }
  return best
}

function bySureness(text: string, compressors: readonly Compressor[]): Compressor[] {
  return compressors
    .map((compressor) => ({ compressor, sureness: compressor.detect(text) }))
    .filter(({ sureness }) => sureness > 0)
    .sort((a, b) => b.sureness - a.sureness)
    .map(({ compressor }) => compressor)
}

function losslessForm(opened: Opened, { name }: Compressor, { tokenizer }: ResolvedOptions): Form | undefined {
  const form = opened.lossless()
  if (form === undefined) return undefined
  return { form: 'lossless', text: form.text, tokens: tokenizer.count(form.text), reason: 'lossless', by: name }
}

function viewForm(
  opened: Opened,
  { name }: Compressor,
  query: string,
  rule: Rule & { form: 'view' },
  key: string,
  { tokenizer }: ResolvedOptions,
): Form | undefined {
  const view = opened.view({ query, ...(rule.keepRatio === undefined ? {} : { keepRatio: rule.keepRatio }) })
  if (view === undefined) return undefined
  const text = viewWithHeader(view, key)
  return {
    form: 'view',
    text,
    tokens: tokenizer.count(text),
    reason: 'view',
    by: name,
    kept: view.kept,
    total: view.total,
  }
}

// The original is readable before anything that points to it exists.
async function keep(
  store: Store,
  segment: Segment,
  form: Form,
  key: string,
  replayKey: string,
  options: ResolvedOptions,
): Promise<void> {
  if (form.form === 'view') {
    await keepOriginal(store, key, segment.text)
    emit(options.onEvent, { type: 'original-stored', key, length: segment.text.length })
  }
  if (form.form !== 'verbatim') await keepOutput(store, form.text, options.scope)
  await remember(store, replayKey, {
    form: form.form,
    text: form.form === 'verbatim' ? '' : form.text,
    ...(form.by === undefined ? {} : { by: form.by }),
  })
}

function decisionOf(segment: Segment, form: Form, options: ResolvedOptions, key = ''): Decision {
  const outcome: Outcome = {
    ...whoOf(segment),
    form: form.form,
    reason: form.reason,
    ...(form.by === undefined ? {} : { by: form.by }),
    tokensBefore: options.tokenizer.count(segment.text),
    tokensAfter: form.tokens,
    ...(form.form === 'view' ? { key } : {}),
    ...(form.kept === undefined ? {} : { kept: form.kept }),
    ...(form.total === undefined ? {} : { total: form.total }),
  }
  return form.form === 'verbatim' ? { outcome } : { outcome, text: form.text }
}

function verbatim(segment: Segment, reason: Reason, { tokenizer }: ResolvedOptions, detail?: string): Decision {
  const tokens = tokenizer.count(segment.text)
  const outcome: Outcome = { ...whoOf(segment), form: 'verbatim', reason, tokensBefore: tokens, tokensAfter: tokens }
  return { outcome: detail === undefined ? outcome : { ...outcome, detail } }
}

function whoOf({ path, role, tool }: Segment): Pick<Outcome, 'path' | 'role' | 'tool'> {
  return tool === undefined ? { path, role } : { path, role, tool: tool.name }
}
