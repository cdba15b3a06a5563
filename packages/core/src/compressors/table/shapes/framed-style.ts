import { type Frame, FRAMES, type Padding, type Side } from './frames.ts'

/** Cells in a frame: Markdown, boxes, columns. */
export interface FramedStyle {
  readonly kind: 'framed'
  readonly frame: Frame
  /** Which cells are filled with spaces to the width of their columns. */
  readonly padding: Padding
  /** Where the cells below the head stand, by column. */
  readonly sides: readonly Side[]
  /** Where the cells of the head stand; `as` the cells below them do. */
  readonly head: Side | 'as'
  /** Whether a sign of East Asia takes two places. */
  readonly isWide: boolean
  /** Widths of the columns where they are not those of their longest cells. */
  readonly widths?: readonly number[]
  /** The line below the head as written, where no rule gives it. */
  readonly rule?: string
}

const PADDINGS: Readonly<Record<Padding, string>> = {
  all: ', padded',
  none: ', not padded',
  inner: ', padded but at the end',
}
const WIDE = ', by display width'
const HEADS: Readonly<Record<FramedStyle['head'], string>> = {
  as: ', head as its cells',
  l: ', head left',
  r: ', head right',
  c: ', head centred',
  m: ', head centred to the right',
}
const SIDES = ', sides '
const WIDTHS = ', widths '
const RULE = ', rule '

/** Says how a table is written: `Markdown`, `+---+ box, padded, sides rllr`. */
export function framedText({ frame, padding, sides, head, isWide, widths, rule }: FramedStyle): string {
  return [
    frame.name,
    padding === frame.usual.padding ? '' : PADDINGS[padding],
    isWide ? WIDE : '',
    head === frame.usual.head ? '' : HEADS[head],
    sides.every((side) => side === 'l') ? '' : SIDES + sides.join(''),
    widths === undefined ? '' : WIDTHS + widths.join(' '),
    rule === undefined ? '' : RULE + rule,
  ].join('')
}

/** The inverse of `framedText()`; undefined where the text says something else. */
export function readFramedText(text: string, columnCount: number): FramedStyle | undefined {
  const frame = FRAMES.findLast(({ name }) => text.startsWith(name) && /^(?:,|$)/.test(text.slice(name.length)))
  if (frame === undefined) return undefined
  const cursor = { rest: text.slice(frame.name.length) }
  const padding = (['inner', 'all', 'none'] as const).find((one) => take(cursor, PADDINGS[one])) ?? frame.usual.padding
  const isWide = take(cursor, WIDE)
  const head = (['m', 'c', 'l', 'r', 'as'] as const).find((side) => take(cursor, HEADS[side])) ?? frame.usual.head
  const given = SIDES_GIVEN.exec(cursor.rest)
  if (given) cursor.rest = cursor.rest.slice(given[0].length)
  const sides = given ? [...(given[1] ?? '')].map(sideOf) : Array.from({ length: columnCount }, () => 'l' as const)
  const widths = WIDTHS_GIVEN.exec(cursor.rest)
  if (widths) cursor.rest = cursor.rest.slice(widths[0].length)
  const rule = take(cursor, RULE) ? cursor.rest : undefined
  if ((rule === undefined && cursor.rest !== '') || sides.length !== columnCount) return undefined
  return {
    kind: 'framed',
    frame,
    padding,
    sides,
    head,
    isWide,
    ...(widths === null ? {} : { widths: (widths[1] ?? '').split(' ').map(Number) }),
    ...(rule === undefined ? {} : { rule }),
  }
}

const SIDES_GIVEN = /^, sides ([lrcm]{1,1000})/
const WIDTHS_GIVEN = /^, widths (\d{1,6}(?: \d{1,6}){0,1000})/

function take(cursor: { rest: string }, text: string): boolean {
  if (!cursor.rest.startsWith(text)) return false
  cursor.rest = cursor.rest.slice(text.length)
  return true
}

function sideOf(letter: string): Side {
  return letter === 'r' || letter === 'c' || letter === 'm' ? letter : 'l'
}
