import type { Steps } from '../../steps.ts'
import { mapInSteps } from '../each-in-steps.ts'
import { aligned } from './align.ts'
import type { Group } from './groups.ts'
import { leadOf } from './lead.ts'
import { MAX_HEAD, type Slot, type Template } from './template.ts'

/** A template and the values it takes for each of its lines. */
export interface Fitted {
  readonly template: Template
  /** Indices of the lines, ascending. */
  readonly lines: readonly number[]
  /** The values of each of `lines`, for `fill`. */
  readonly rows: readonly (readonly string[])[]
}

/**
 * Makes the tightest template that fits a group: what is the same in all its lines becomes wording, a value that repeats an
 * earlier one refers to it, and a common start or end of all values (`blk_`, `ms`) moves into the wording.
 * Lines that do not fit (another alignment) are left out.
 *
 * @param loose How many of the first values stay values though they are the same in all lines of this group.
 * @param tail Whether the last value of each row is the rest of the line; it stays as it is.
 */
export function* fit(group: Group, loose = 0, tail = false): Steps<Fitted> {
  const { lines, rows, fixed, widths } = aligned(group)
  const draft: Draft = { fixed: [], slots: [], values: [], piece: '' }
  const count = rows[0]?.length ?? 0
  for (let at = 0; at < count; at++) {
    draft.piece += fixed[at] ?? ''
    if (tail && at === count - 1) addValue(draft, { columns: [at], prefix: '', suffix: '' })
    else if (at < loose && widths[at] === undefined) addValue(draft, { columns: [at], prefix: '', suffix: '' })
    else addColumn(draft, rows, at, widths[at])
    if (rows.length > MANY_ROWS) yield
  }
  draft.fixed.push(draft.piece + (fixed[count] ?? ''))
  const values = yield* mapInSteps(rows, (row) => draft.values.map((value) => valueOf(value, row)))
  const size = draft.values.length
  const template = { fixed: draft.fixed, slots: draft.slots, head: headOf(draft, values, tail), size, tail }
  return { template, lines, rows: values }
}

/** A column of more rows is a step of its own. */
const MANY_ROWS = 4_096

/** Where a value comes from: one column, or several with slashes between, less what moved into the wording. */
interface Value {
  readonly columns: readonly number[]
  readonly prefix: string
  readonly suffix: string
}

interface Draft {
  readonly fixed: string[]
  readonly slots: Slot[]
  readonly values: Value[]
  /** Wording since the last slot. */
  piece: string
}

type Rows = readonly (readonly string[])[]

function addColumn(draft: Draft, rows: Rows, at: number, width: number | undefined): void {
  const first = rows[0]?.[at] ?? ''
  if (rows.every((row) => row[at] === first)) {
    draft.piece += first.padStart(width ?? 0)
  } else if (width !== undefined) {
    addValue(draft, { columns: [at], prefix: '', suffix: '' }, width)
  } else if (!addReference(draft, rows, at) && !addToPath(draft, rows, at)) {
    addValue(draft, { columns: [at], ...affixesOf(rows, at) })
  }
}

function addValue(draft: Draft, value: Value, width?: number): void {
  draft.fixed.push(draft.piece + value.prefix)
  draft.slots.push({ value: draft.values.length, ...(width === undefined ? {} : { width }) })
  draft.values.push(value)
  draft.piece = value.suffix
}

/** Earlier values that a value is compared with: enough for dates, times, hosts and addresses. */
const MAX_COMPARED = 8

function addReference(draft: Draft, rows: Rows, at: number): boolean {
  const first = rows[0]?.[at] ?? ''
  for (const [index, { columns, prefix, suffix }] of draft.values.slice(0, MAX_COMPARED).entries()) {
    const [as, more] = columns
    if (as === undefined || more !== undefined || !(rows[0]?.[as] ?? '').startsWith(first)) continue
    const whole = rows.every((row) => row[at] === row[as])
    const take = first.length - prefix.length
    const starts = (value = '', other = ''): boolean =>
      value.length <= other.length - suffix.length && other.startsWith(value)
    if (!whole && (take < 1 || !rows.every((row) => row[at]?.length === first.length && starts(row[at], row[as]))))
      continue
    draft.fixed.push(draft.piece + prefix)
    draft.slots.push(whole ? { value: index } : { value: index, take })
    draft.piece = whole ? suffix : ''
    return true
  }
  return false
}

/** Keeps a path in one piece: a value after a value and a slash joins it. */
function addToPath(draft: Draft, rows: Rows, at: number): boolean {
  const last = draft.slots.at(-1)
  const before = draft.values.at(-1)
  if (draft.piece !== '/' || last === undefined || before === undefined || before.suffix !== '') return false
  if (last.value !== draft.values.length - 1 || last.width !== undefined || last.take !== undefined) return false
  if (draft.slots.some((slot, index) => index < draft.slots.length - 1 && slot.value === last.value)) return false
  const { suffix } = affixesOf(rows, at)
  draft.values[draft.values.length - 1] = { columns: [...before.columns, at], prefix: before.prefix, suffix }
  draft.piece = suffix
  return true
}

function valueOf({ columns, prefix, suffix }: Value, row: readonly string[]): string {
  const [only, more] = columns
  const text =
    more === undefined && only !== undefined ? (row[only] ?? '') : columns.map((at) => row[at] ?? '').join('/')
  return prefix === '' && suffix === '' ? text : text.slice(prefix.length, text.length - suffix.length)
}

/** Longest common start or end of values that is looked for, in characters. */
const MAX_AFFIX = 64

function affixesOf(rows: Rows, at: number): { readonly prefix: string; readonly suffix: string } {
  const first = rows[0]?.[at] ?? ''
  let start = Math.min(first.length - 1, MAX_AFFIX)
  let end = start
  for (const row of rows) {
    const value = row[at] ?? ''
    start = Math.min(start, value.length - 1, commonStart(first, value, start))
    end = Math.min(end, value.length - 1, commonEnd(first, value, end))
    if (start === 0 && end === 0) break
  }
  while (start > 0 && !endsPrefix(first, start)) start--
  const shortest = rows.reduce((least, row) => Math.min(least, row[at]?.length ?? 0), first.length)
  end = Math.min(end, shortest - start - 1)
  while (end > 0 && (end < MIN_AFFIX || first[first.length - end] !== '_')) end--
  const unit = end > 0 ? first.slice(first.length - end) : unitOf(rows, at, start)
  return { prefix: first.slice(0, start), suffix: unit }
}

function commonStart(a: string, b: string, limit: number): number {
  let at = 0
  while (at < limit && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}

function commonEnd(a: string, b: string, limit: number): number {
  let at = 0
  while (at < limit && a.charCodeAt(a.length - 1 - at) === b.charCodeAt(b.length - 1 - at)) at++
  return at
}

/** A shorter start or end than this stays with its value: a whole id is easier to find. In characters. */
const MIN_AFFIX = 12

/** Whether a word may be cut before `at`: a number follows an underscore, and enough is cut off. */
function endsPrefix(word: string, at: number): boolean {
  return at >= MIN_AFFIX && word[at - 1] === '_' && /\d/.test(word[at] ?? '')
}

const NUMBER_WITH_UNIT = /^-?\d[\d.,:]{0,40}([A-Za-z]{1,8})$/

/** The unit that follows the number in every value: `ms`, `MB`, the `Z` of a time. */
function unitOf(rows: Rows, at: number, start: number): string {
  const unit = NUMBER_WITH_UNIT.exec((rows[0]?.[at] ?? '').slice(start))?.[1]
  if (unit === undefined) return ''
  return rows.every((row) => NUMBER_WITH_UNIT.exec((row[at] ?? '').slice(start))?.[1] === unit) ? unit : ''
}

/** How many values lead up to the time at the start of the line, itself included; 0 where there is none. */
function headOf({ fixed }: Draft, values: Rows, tail: boolean): number {
  const first = values[0] ?? []
  const last = values.at(-1) ?? []
  const limit = Math.min(MAX_HEAD, first.length - (tail ? 1 : 0))
  return Math.min(leadOf(fixed, first.slice(0, limit)), leadOf(fixed, last.slice(0, limit)))
}
