import type { Steps } from '../../steps.ts'
import { eachInSteps, someInSteps } from '../each-in-steps.ts'
import { joinInSteps } from '../lines.ts'
import type { SearchDocument } from './document.ts'
import type { ResultLine } from './result-line.ts'
import { VERBATIM } from './form.ts'
import { type CountsForm, countsLegend } from './counts-form.ts'
import { folderOf } from './path.ts'

/**
 * Writes counts with each folder once, its files behind it on one line. The largest count is in the first line, its path in
 * full. A line that is no count, or has a space in its path, stands whole. Undefined: the text mixes line ends.
 */
export function* writeCounts({ units, layout, isEnded }: SearchDocument): Steps<string | undefined> {
  const form = yield* formFor(units, layout.kind === 'counts' && layout.joint === 'null')
  if (form === undefined) return undefined
  const out = ['']
  let folder: string | undefined
  let row: string[] = []
  const endRow = (): void => {
    if (row.length > 0) out.push(row.join(' '))
    row = []
    folder = undefined
  }
  yield* eachInSteps(units, (line) => {
    const count = countOf(line, form)
    if (count === undefined) {
      endRow()
      out.push(line.text === '' ? '' : VERBATIM + line.text)
      return
    }
    if (count.folder !== folder) endRow()
    if (row.length === 0 && count.folder !== '') row.push(count.folder)
    folder = count.folder
    row.push(count.member)
  })
  endRow()
  const hasVerbatim = yield* someInSteps(out, (line) => line.startsWith(VERBATIM))
  out[0] = countsLegend(form, hasVerbatim)
  if (isEnded) out.push('')
  return yield* joinInSteps(out, '\n')
}

function* formFor(units: readonly ResultLine[], isNull: boolean): Steps<CountsForm | undefined> {
  let [files, returns] = [0, 0]
  let folder: string | undefined
  let largest: ResultLine | undefined
  yield* eachInSteps(units, (unit) => {
    const { text, path } = unit
    if (path === undefined) return
    files++
    if (text.endsWith('\r')) returns++
    const start = path.startsWith('./') || path.startsWith('.\\') ? path.slice(0, 2) : ''
    folder = folder === undefined || folder === start ? start : ''
    if (largest === undefined || numberOf(unit) > numberOf(largest)) largest = unit
  })
  if (returns > 0 && returns < files) return undefined
  return {
    folder: folder ?? '',
    isNull,
    hasReturns: returns > 0,
    largest: largest === undefined || files < MIN_FILES ? '' : shown(largest, folder ?? ''),
  }
}

function shown(count: ResultLine, folder: string): string {
  return `${count.path?.slice(folder.length) ?? ''}:${numberOf(count)}`
}

/** Files from which the largest count is hard to find. */
const MIN_FILES = 10

function numberOf({ text, rest }: ResultLine): number {
  return Number.parseInt(text.slice(rest), 10)
}

function countOf({ text, path, rest }: ResultLine, form: CountsForm): { folder: string; member: string } | undefined {
  if (path === undefined || /[ \n]/.test(path) || path.startsWith(VERBATIM) || !path.startsWith(form.folder))
    return undefined
  const own = path.slice(form.folder.length)
  const folder = folderOf(own)
  const name = own.slice(folder.length)
  const count = form.hasReturns ? text.slice(rest, -1) : text.slice(rest)
  return !/^\d{1,9}$/.test(count) ? undefined : { folder, member: `${name}:${count}` }
}
