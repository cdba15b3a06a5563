import { InvalidOptionError } from './errors.ts'

/** What may be done to one segment. */
export type Rule =
  | { readonly form: 'verbatim' }
  | {
      readonly form: 'lossless'
      /**
       * Only forms in which every line can be quoted as it is: a reference to an earlier copy in the same request, or the
       * changes to it. For files that a later edit may quote. Default: false.
       */
      readonly keepLines?: boolean
    }
  | {
      readonly form: 'view'
      /** Share of the characters to keep, above 0 and at most 1 (as the content's own knee says). */
      readonly keepRatio?: number
    }

/** A rule, the name of its form, or the keep ratio of a view. */
export type RuleGiven = Rule | Rule['form'] | { readonly keepRatio: number }

/**
 * The rule that was given.
 *
 * @param option Name of the option it was given in, for the error.
 * @throws InvalidOptionError where it is none.
 */
export function toRule(given: RuleGiven, option: string): Rule {
  const rule = readRule(given)
  const { form, keepRatio, keepLines }: Partial<Record<string, unknown>> = rule ?? {}
  if (form !== 'verbatim' && form !== 'lossless' && form !== 'view') {
    throw new InvalidOptionError(
      option,
      `must be 'verbatim', 'lossless', 'view' or an object with such a \`form\` or a \`keepRatio\`, got ${show(given)}`,
    )
  }
  if (keepRatio !== undefined && !(typeof keepRatio === 'number' && keepRatio > 0 && keepRatio <= 1)) {
    throw new InvalidOptionError(option, `must have a \`keepRatio\` above 0 and at most 1, got ${String(keepRatio)}`)
  }
  if (keepRatio !== undefined && form !== 'view') {
    throw new InvalidOptionError(option, `may have a \`keepRatio\` with the form 'view' only, not with '${form}'`)
  }
  if (keepLines !== undefined && (typeof keepLines !== 'boolean' || form !== 'lossless')) {
    throw new InvalidOptionError(option, `may have \`keepLines\`, true or false, with the form 'lossless' only`)
  }
  const unknown = Object.keys(rule).find((name) => !MEMBERS.has(name))
  if (unknown !== undefined) {
    throw new InvalidOptionError(option, `has an unknown member \`${unknown}\`; known are ${[...MEMBERS].join(', ')}`)
  }
  return rule as Rule
}

/** Whether only forms are allowed in which every line can be quoted as it is. */
export function keepsLines(rule: Rule): boolean {
  return rule.form === 'lossless' && rule.keepLines === true
}

const MEMBERS: ReadonlySet<string> = new Set(['form', 'keepRatio', 'keepLines'])

function readRule(given: RuleGiven): Rule | { readonly form?: undefined } {
  if (typeof given === 'string') return { form: given }
  if (typeof given === 'object' && given !== null && !('form' in given) && 'keepRatio' in given)
    return { ...given, form: 'view' }
  return given
}

function show(given: unknown): string {
  try {
    return JSON.stringify(given) ?? String(given)
  } catch {
    // A value that holds itself.
    return 'an object'
  }
}
