import type { Turn } from '../loop/open-turn.ts'
import { memberOf } from '../member-of.ts'
import type { Outcome } from '../types/report.ts'

/**
 * What was done to a request, as headers of its response. Where Headroom's Python proxy tells the same, it has the same name; the
 * figures are tokens of the texts that may be shortened.
 */
export function turnHeaders({ report, sent }: Turn): readonly (readonly [string, string])[] {
  const { outcomes, tokensBefore, tokensAfter, tokensSaved, noViews } = report
  const changed = outcomes.filter(({ form }) => form !== 'verbatim')
  return [
    ['x-headroom-compressed', String(changed.length > 0)],
    ['x-headroom-tokens-before', String(tokensBefore)],
    ['x-headroom-tokens-after', String(tokensAfter)],
    ['x-headroom-tokens-saved', String(tokensSaved)],
    ...present('x-headroom-transforms', namesOf(changed)),
    ...present('x-headroom-model', held(memberOf(sent.request, 'model'))),
    ...present('x-headroom-no-views', noViews),
    ...present(
      'x-headroom-compression-failed',
      outcomes.some(({ reason }) => reason === 'failed') ? 'true' : undefined,
    ),
  ]
}

function present(name: string, value: string | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, value]]
}

function namesOf(changed: readonly Outcome[]): string | undefined {
  const names = new Set(changed.flatMap(({ by }) => held(by) ?? []))
  return names.size === 0 ? undefined : [...names].join(',')
}

/** Requests name their models as they like, and users their compressors: what no header can hold is left out. */
function held(name: unknown): string | undefined {
  return typeof name === 'string' && /^[\x21-\x7e]{1,200}$/.test(name) ? name : undefined
}
