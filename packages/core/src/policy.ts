import { type Rule, type RuleGiven, toRule } from './rule.ts'
import { toolKindOf } from './tool-kind.ts'
import type { ToolRule } from './tool-rules.ts'
import type { Segment } from './types/segment.ts'

/** The presets. */
export type PolicyName = 'lossless' | 'balanced' | 'aggressive'

/**
 * A policy of one's own: what may be done to a segment. Must be pure: the same segment always gets the same answer,
 * or bytes that a provider has cached change (promise P1).
 */
export type PolicyFunction = (segment: Segment) => RuleGiven

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
const KEEP_LINES: Rule = { form: 'lossless', keepLines: true }

/** The presets as functions, to build on: `(segment) => segment.tool?.name === 'sql' ? 'view' : policies.balanced(segment)`. */
export const policies: Readonly<Record<PolicyName, (segment: Segment) => Rule>> = {
  lossless: ({ role, tool }) => (role !== 'tool' || toolKindOf(tool) === 'editable-read' ? VERBATIM : LOSSLESS),
  balanced: ({ role, tool, text }) => {
    if (role !== 'tool') return VERBATIM
    const kind = toolKindOf(tool)
    if (kind === 'editable-read') return KEEP_LINES
    return kind === 'caller-filtered' && linesUpTo(text, FILTERED_LINES) < FILTERED_LINES ? LOSSLESS : VIEW
  },
  aggressive: ({ role }) => (role === 'tool' ? { form: 'view', keepRatio: AGGRESSIVE_KEEP_RATIO } : VERBATIM),
}

/** What decides on the rule of a segment. */
export interface Ruling {
  /** A preset by name, or a function. */
  readonly policy: Policy
  /** The rule of a tool by its name, which goes before the policy. */
  readonly toolRule: ToolRule
  /** Whether originals can be fetched back. */
  readonly canRetrieve: boolean
}

/**
 * The rule of a segment. Where originals cannot be fetched back, presets are what `lossless` is, and no view is made.
 *
 * @throws InvalidOptionError where a policy function answers something that is no rule.
 */
export function ruleFor(segment: Segment, { policy, toolRule, canRetrieve }: Ruling): Rule {
  const named = segment.role === 'tool' && segment.tool !== undefined ? toolRule(segment.tool.name) : undefined
  const rule = named ?? policyRule(segment, canRetrieve ? policy : withoutRetrieval(policy))
  return rule.form === 'view' && !canRetrieve ? LOSSLESS : rule
}

function withoutRetrieval(policy: Policy): Policy {
  return typeof policy === 'function' ? policy : 'lossless'
}

function policyRule(segment: Segment, policy: Policy): Rule {
  return typeof policy === 'function' ? toRule(policy(segment), 'policy') : policies[policy](segment)
}

function linesUpTo(text: string, limit: number): number {
  let lines = 1
  for (let at = text.indexOf('\n'); at >= 0 && lines < limit; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
