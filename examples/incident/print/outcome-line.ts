import type { Outcome, Reason } from '@headroom/core'
import pc from 'picocolors'
import { change, count, cut, left, right, WIDTH } from './paint.ts'

/** One tool result: what it was, what it became, and why. */
export function outcomeLine(outcome: Outcome): string {
  const { tokensBefore, tokensAfter, form } = outcome
  const tokens = `${right(count(tokensBefore), 8)} → ${right(count(tokensAfter), 6)} ${right(change(tokensBefore, tokensAfter), 6)}`
  const name = left(outcome.tool || 'tool output', NAME_WIDTH)
  const why = pc.dim(cut(whyOf(outcome), WIDTH - WHY_START))
  return ` ${name}${tokens}   ${form === 'verbatim' ? pc.dim(left(form, 10)) : pc.green(left(form, 10))}${why}`
}

const NAME_WIDTH = 16
/** Columns before the reason. */
const WHY_START = NAME_WIDTH + 39

function whyOf({ form, reason, by, kept, total, detail }: Outcome): string {
  if (form === 'view' && kept !== undefined) return `${by}: ${count(kept)} of ${count(total ?? 0)} shown`
  if (form === 'lossless') return `${by}: decodes to the same`
  return SAID[reason] ?? detail ?? reason
}

const SAID: Partial<Record<Reason, string>> = {
  'error-result': 'an error stays whole',
  'too-small': 'too small to gain',
  'too-large': 'too large to read',
  'no-compressor': 'no compressor for this kind',
  'not-smaller': 'no form is shorter',
  policy: 'left alone by the policy',
}
