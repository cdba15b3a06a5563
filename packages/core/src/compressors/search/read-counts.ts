import type { Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'
import { cutInSteps, joinInSteps } from '../lines.ts'
import { type CountsForm, countsFormOf } from './counts-form.ts'
import { VERBATIM } from './form.ts'
import { folderOf } from './path.ts'

/**
 * Reads what `writeCounts` wrote.
 *
 * @throws Error where the first line is no legend.
 */
export function* readCounts(written: string): Steps<string> {
  const rows = yield* cutInSteps(written)
  const form = countsFormOf(rows[0] ?? '')
  if (form === undefined) throw new Error('the first line of written counts says how they are written')
  const out: string[] = []
  yield* eachInSteps(rows, (row, index) => {
    if (index === 0) return
    if (row === '') out.push('')
    else if (row.startsWith(VERBATIM)) out.push(row.slice(VERBATIM.length))
    else for (const count of countsOf(row, form)) out.push(count)
  })
  return yield* joinInSteps(out, '\n')
}

function countsOf(row: string, form: CountsForm): readonly string[] {
  const [first = '', ...others] = row.split(' ')
  const hasFolder = folderOf(first) === first
  const start = form.folder + (hasFolder ? first : '')
  return (hasFolder ? others : [first, ...others]).map((member) => {
    const at = member.lastIndexOf(':')
    const count = member.slice(at + 1) + (form.hasReturns ? '\r' : '')
    return start + member.slice(0, at) + (form.isNull ? '\0' : ':') + count
  })
}
