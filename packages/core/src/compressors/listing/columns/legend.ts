import type { Setting } from './cells.ts'
import { MAX_WIDTH } from './header.ts'

/** What the legend of a table says. */
export interface Legend {
  readonly columns: number
  readonly setting: Omit<Setting, 'widths'>
  /** What ends the cells of some columns; those of the others end in a space. */
  readonly mark: string
  /** The columns whose cells end in it. */
  readonly marked: readonly number[]
  readonly hasDitto: boolean
  readonly kinds: number
}

/** Stands for what the row above says. */
export const DITTO = '='
/** What may end a cell with blanks in it, by its name in the legend. */
export const MARKS: Readonly<Record<string, string>> = { commas: ', ', bars: ' | ', tabs: '\t' }

/** Matches what `printLegend` writes. */
export const LEGEND: RegExp =
  /^(\d{1,3}) columns without their padding \((\d{1,4}(?:\/\d{1,4}){0,200}) apart(?:, (\d{1,4}) in)?(?:, right-aligned: ([\d ]{1,400}))?(?:, filled to (\d{1,4}))?\)(?:, (commas|bars|tabs) after ([\d ]{1,400}))?(, "=" as above)?(?:, {} of (\d) kinds of rows)?$/

/** The legend without its colon. Columns are counted from 1. */
export function printLegend({ columns, setting, mark, marked, hasDitto, kinds }: Legend): string {
  const [indent = 0, ...gaps] = setting.gaps
  const apart = gaps.every((gap) => gap === gaps[0]) ? `${gaps[0]}` : gaps.join('/')
  const right = setting.isRight.flatMap((isRight, at) => (isRight ? [at + 1] : []))
  const set = [
    `${apart} apart`,
    ...(indent === 0 ? [] : [`${indent} in`]),
    ...(right.length === 0 ? [] : [`right-aligned: ${right.join(' ')}`]),
    ...(setting.length === 0 ? [] : [`filled to ${setting.length}`]),
  ]
  const said = [
    `${columns} columns without their padding (${set.join(', ')})`,
    ...(marked.length === 0 ? [] : [`${mark} after ${marked.map((at) => at + 1).join(' ')}`]),
    ...(hasDitto ? [`"${DITTO}" as above`] : []),
    ...(kinds === 0 ? [] : [`{} of ${kinds} kinds of rows`]),
  ]
  return said.join(', ')
}

/**
 * Reads what `printLegend` writes.
 *
 * @throws {SyntaxError} For any other text.
 */
export function parseLegend(legend: string): Legend {
  const [, count = '', apart, indent = '0', right = '', length = '0', mark = '', marked = '', ditto, kinds = '0'] =
    LEGEND.exec(legend) ?? []
  if (apart === undefined) throw new SyntaxError('no table of ours')
  const gaps = apart.split('/').map(Number)
  if (gaps.reduce((sum, gap) => sum + gap, Number(indent)) > MAX_WIDTH) throw new SyntaxError('columns too far apart')
  const rightOnes = new Set(numbersIn(right))
  const columns = Number(count)
  const places = Array.from({ length: columns }, (_, at) => at)
  return {
    columns,
    setting: {
      gaps: places.map((at) => (at === 0 ? Number(indent) : (gaps[at - 1] ?? gaps[0] ?? 0))),
      isRight: places.map((at) => rightOnes.has(at)),
      length: Number(length),
    },
    mark,
    marked: numbersIn(marked),
    hasDitto: ditto !== undefined,
    kinds: Number(kinds),
  }
}

function numbersIn(list: string): number[] {
  return list.split(' ').flatMap((number) => (number === '' ? [] : [Number(number) - 1]))
}
