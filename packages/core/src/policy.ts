import { InvalidOptionError } from './errors.ts'
import { toolKindOf } from './tool-kind.ts'
import type { Segment } from './types/segment.ts'

/** What may be done to one segment. */
export type Rule =
  | { readonly form: 'verbatim' }
  | { readonly form: 'lossless' }
  | {
      readonly form: 'view'
      /** Share of the characters to keep, above 0 and at most 1 (as the content's own knee says). */
      readonly keepRatio?: number
    }

/** The presets. */
export type PolicyName = 'lossless' | 'balanced' | 'aggressive'

/**
 * A policy of one's own: what may be done to a segment. Must be pure: the same segment always gets the same answer,
 * or bytes that a provider has cached change (promise P1).
 */
export type PolicyFunction = (segment: Segment) => Rule | Rule['form']

/** A preset by name, or a policy of one's own. */
export type Policy = PolicyName | PolicyFunction

/**
 * Lines from which a view of caller-filtered output (grep, find, ls) is allowed: the caller has chosen these lines, so a second
 * choice waits until there are more than anyone reads. Source: agents' own tools stop at 100 to 250 hits.
 */
export const FILTERED_LINES = 400

/** Share of characters that `aggressive` keeps of a tool result. */
export const AGGRESSIVE_KEEP_RATIO = 0.15

const VERBATIM: Rule = { form: 'verbatim' }
const LOSSLESS: Rule = { form: 'lossless' }
const VIEW: Rule = { form: 'view' }

/** The presets as functions, to build on: `(segment) => segment.tool?.name === 'sql' ? 'view' : policies.balanced(segment)`. */
export const policies: Readonly<Record<PolicyName, (segment: Segment) => Rule>> = {
  lossless: ({ role, tool }) => (role !== 'tool' || toolKindOf(tool) === 'editable-read' ? VERBATIM : LOSSLESS),
  balanced: ({ role, tool, text }) => {
    const kind = role === 'tool' ? toolKindOf(tool) : 'editable-read'
    if (kind === 'editable-read') return VERBATIM
    return kind === 'caller-filtered' && linesUpTo(text, FILTERED_LINES) < FILTERED_LINES ? LOSSLESS : VIEW
  },
  aggressive: ({ role }) => (role === 'tool' ? { form: 'view', keepRatio: AGGRESSIVE_KEEP_RATIO } : VERBATIM),
}

/**
 * The rule of a policy for a segment. Where originals cannot be fetched back, what would be a view is what `lossless` says.
 *
 * @throws InvalidOptionError where a policy function answers something that is no rule.
 */
export function ruleFor(policy: Policy, segment: Segment, canRetrieve: boolean): Rule {
  const rule = typeof policy === 'function' ? toRule(policy(segment)) : policies[policy](segment)
  return rule.form === 'view' && !canRetrieve ? policies.lossless(segment) : rule
}

function toRule(answer: Rule | Rule['form']): Rule {
  const rule: Rule = typeof answer === 'string' ? { form: answer } : answer
  if (rule?.form !== 'verbatim' && rule?.form !== 'lossless' && rule?.form !== 'view') {
    throw new InvalidOptionError(
      'policy',
      `must answer 'verbatim', 'lossless', 'view' or an object with such a \`form\`, got ${JSON.stringify(answer)}`,
    )
  }
  if (
    rule.form === 'view' &&
    rule.keepRatio !== undefined &&
    !(typeof rule.keepRatio === 'number' && rule.keepRatio > 0 && rule.keepRatio <= 1)
  ) {
    throw new InvalidOptionError('keepRatio', `must be above 0 and at most 1, got ${String(rule.keepRatio)}`)
  }
  return rule
}

function linesUpTo(text: string, limit: number): number {
  let lines = 1
  for (let at = text.indexOf('\n'); at >= 0 && lines < limit; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
