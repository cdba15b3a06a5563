import type { ResolvedOptions } from './options.ts'
import type { Rule } from './rule.ts'
import { viewWithHeader } from './retrieve/view-header.ts'
import { inTurns, type Steps, stepsOf } from './steps.ts'
import { countSteps } from './tokens/count-in-turns.ts'
import type { Compressor, Opened } from './types/compressor.ts'
import type { Reason } from './types/report.ts'

/** A lossless form must be at most this share of the text, in tokens: an unfamiliar spelling is not worth less. */
const LOSSLESS_SHARE = 0.95
/** A view must be at most this share of the best lossless form, in tokens: below that gain, seeing everything is worth more. */
const VIEW_SHARE = 0.8

/** What a text may become. */
export interface Form {
  readonly form: 'verbatim' | 'lossless' | 'view'
  readonly text: string
  /** By the policy's tokenizer, header included. */
  readonly tokens: number
  readonly reason: Reason
  /** The compressor that made it, or the last one that tried. */
  readonly by?: string
  /** For a view: units shown, of `total`. */
  readonly kept?: number
  readonly total?: number
}

/**
 * The best form of a text that a rule allows: of the surest compressor that has one, the view where it is much smaller than the
 * lossless form, else the lossless form where it is smaller than the text, else the text.
 *
 * @param key Under which the original will be stored; for the header of a view.
 */
export async function bestForm(
  text: string,
  query: string,
  rule: Rule,
  key: string,
  options: ResolvedOptions,
): Promise<Form> {
  return inTurns(bestFormSteps(text, query, rule, key, options), options.signal)
}

function* bestFormSteps(text: string, query: string, rule: Rule, key: string, options: ResolvedOptions): Steps<Form> {
  const tokens = yield* countSteps(text, options)
  const whole: Form = { form: 'verbatim', text, tokens, reason: 'no-compressor' }
  let best = whole
  for (const compressor of bySureness(text, options.compressors)) {
    const opened = yield* stepsOf(compressor.open(text))
    if (opened === undefined) continue
    best = { ...whole, reason: 'not-smaller', by: compressor.name }
    const lossless = yield* losslessForm(opened, compressor, query, options)
    if (lossless !== undefined && lossless.tokens <= whole.tokens * LOSSLESS_SHARE) best = lossless
    const view = rule.form === 'view' ? yield* viewForm(opened, compressor, query, rule, key, options) : undefined
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

function* losslessForm(
  opened: Opened,
  { name }: Compressor,
  query: string,
  options: ResolvedOptions,
): Steps<Form | undefined> {
  const form = yield* stepsOf(opened.lossless({ query }))
  if (form === undefined) return undefined
  const tokens = yield* countSteps(form.text, options)
  return { form: 'lossless', text: form.text, tokens, reason: 'lossless', by: name }
}

function* viewForm(
  opened: Opened,
  { name }: Compressor,
  query: string,
  rule: Rule & { form: 'view' },
  key: string,
  options: ResolvedOptions,
): Steps<Form | undefined> {
  const view = yield* stepsOf(
    opened.view({ query, ...(rule.keepRatio === undefined ? {} : { keepRatio: rule.keepRatio }) }),
  )
  if (view === undefined) return undefined
  const text = viewWithHeader(view, key)
  return {
    form: 'view',
    text,
    tokens: yield* countSteps(text, options),
    reason: 'view',
    by: name,
    kept: view.kept,
    total: view.total,
  }
}
