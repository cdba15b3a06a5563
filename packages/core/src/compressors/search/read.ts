import type { Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'
import { cutInSteps, joinInSteps } from '../lines.ts'
import { endOfNumber } from './coordinate.ts'
import { withGaps } from './gaps.ts'
import { blankBefore, type Form, formOf, isPathLine, isResult, VERBATIM } from './form.ts'

/**
 * Reads what `writeSearch` wrote.
 *
 * @throws Error where the first line is no legend, or a line stands below no path.
 */
export function* readSearch(written: string): Steps<string> {
  const rows = yield* cutInSteps(written)
  const form = formOf(rows[0] ?? '')
  if (form === undefined) throw new Error('the first line of a written search says how it is written')
  const lines = form.hasGaps ? yield* withGaps(rows, form) : rows
  const out: string[] = []
  yield* eachInSteps(lines, readerOf(form, lines, out))
  return yield* joinInSteps(out, '\n')
}

function readerOf(form: Form, lines: readonly string[], out: string[]): (line: string, index: number) => void {
  let path: string | undefined
  return (line, index) => {
    if (index === 0) return
    if (isResult(line, form)) {
      out.push(resultOf(line, path, form))
    } else if (line.startsWith(VERBATIM)) {
      out.push(line.slice(VERBATIM.length))
    } else if (!isPathLine(line, lines[index + 1], form)) {
      out.push(line)
    } else {
      if (form.paths === 'above' && path !== undefined) out.push(blankBefore(line))
      if (form.paths !== 'beside') out.push(line)
      path = line
    }
  }
}

function resultOf(line: string, path: string | undefined, form: Form): string {
  const own =
    form.lines === 'spaced' ? withSign(line, ':') : form.lines === 'context-spaced' ? withSign(line, '-') : line
  if (form.paths !== 'beside') return own
  if (path === undefined) throw new Error('a line of a written search stands below a path')
  const below = path + jointed(own, form)
  return form.root !== '' && !below.includes(':') ? form.root + below : form.folder + below
}

function withSign(line: string, sign: string): string {
  const end = endOfNumber(line, 0)
  const next = line[end]
  if (next !== undefined && next !== ' ') return line
  return line.slice(0, end) + sign + line.slice(end + 1)
}

function jointed(own: string, { joint, lines }: Form): string {
  if (joint === 'null') return `\0${lines === 'bare' ? own.slice(1) : own}`
  if (lines === 'bare') return own
  return (joint === 'colon' ? ':' : (own[endOfNumber(own, 0)] ?? '')) + own
}
