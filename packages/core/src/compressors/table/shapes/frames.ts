/** Where a cell stands in its column: left, right, in the middle (more space after it), in the middle (more before it). */
export type Side = 'l' | 'r' | 'c' | 'm'

/** Whether cells are filled with spaces to the width of their columns: all, none, or all but the last of a row. */
export type Padding = 'all' | 'none' | 'inner'

/** A line of dashes in a table. */
export interface RuleLine {
  readonly open: string
  readonly between: string
  readonly close: string
  /** Repeated over the width of each column. */
  readonly fill: string
}

/** What stands around the cells of a table. */
export interface Frame {
  /** As the first line of a form says it. */
  readonly name: string
  readonly open: string
  readonly between: string
  readonly close: string
  /** Above the head. */
  readonly top?: RuleLine
  /** Below the head. */
  readonly middle: RuleLine
  /** Below the last row. */
  readonly bottom?: RuleLine
  /** How its tools fill cells and place names, unless a form says otherwise. */
  readonly usual: { readonly padding: Padding; readonly head: Side | 'as' }
}

const CENTRED = { padding: 'all', head: 'c' } as const
const PLAIN = { padding: 'none', head: 'as' } as const
const PSQL = { padding: 'inner', head: 'c' } as const

const ASCII: RuleLine = { open: '+-', between: '-+-', close: '-+', fill: '-' }

/** A box of drawn lines: the corners and crossings, row by row, and the sign that fills. */
function drawn(name: string, signs: string, fill: string, bar: string): Frame {
  const rule = (at: number): RuleLine => ({
    open: signs.charAt(at) + fill,
    between: fill + signs.charAt(at + 1) + fill,
    close: fill + signs.charAt(at + 2),
    fill,
  })
  return {
    name,
    open: `${bar} `,
    between: ` ${bar} `,
    close: ` ${bar}`,
    top: rule(0),
    middle: rule(3),
    bottom: rule(6),
    usual: CENTRED,
  }
}

const BARS = { open: '| ', between: ' | ', close: ' |' }

/** The frames that are known. Where several fit a text, the first. */
export const FRAMES: readonly Frame[] = [
  { name: 'Markdown', ...BARS, middle: { open: '|', between: '|', close: '|', fill: '-' }, usual: PLAIN },
  { name: 'Markdown | --- |', ...BARS, middle: { open: '| ', between: ' | ', close: ' |', fill: '-' }, usual: PLAIN },
  { name: 'Markdown |-----|', ...BARS, middle: { open: '|-', between: '-|-', close: '-|', fill: '-' }, usual: CENTRED },
  {
    name: 'Markdown |a|',
    open: '|',
    between: '|',
    close: '|',
    middle: { open: '|', between: '|', close: '|', fill: '-' },
    usual: PLAIN,
  },
  { name: '+---+ box', ...BARS, top: ASCII, middle: ASCII, bottom: ASCII, usual: CENTRED },
  {
    name: '+---+ with =',
    ...BARS,
    top: ASCII,
    middle: { open: '+=', between: '=+=', close: '=+', fill: '=' },
    bottom: ASCII,
    usual: CENTRED,
  },
  {
    name: 'psql',
    open: ' ',
    between: ' | ',
    close: ' ',
    middle: { open: '-', between: '-+-', close: '-', fill: '-' },
    usual: PSQL,
  },
  {
    name: 'psql │',
    open: ' ',
    between: ' │ ',
    close: ' ',
    middle: { open: '─', between: '─┼─', close: '─', fill: '─' },
    usual: PSQL,
  },
  {
    name: 'columns',
    open: '',
    between: '  ',
    close: '',
    middle: { open: '', between: '  ', close: '', fill: '-' },
    usual: { padding: 'all', head: 'as' },
  },
  drawn('┌─┐ box', '┌┬┐├┼┤└┴┘', '─', '│'),
  drawn('╭─╮ box', '╭┬╮├┼┤╰┴╯', '─', '│'),
  drawn('╔═╗ box', '╔╦╗╠╬╣╚╩╝', '═', '║'),
  drawn('┏━┓ box', '┏┳┓┣╋┫┗┻┛', '━', '┃'),
]

/** The sign between the cells of a frame; empty where there are spaces alone. */
export function barOf({ between }: Frame): string {
  return between.trim()
}

/** A line of dashes over columns of these widths. */
export function ruleText({ open, between, close, fill }: RuleLine, widths: readonly number[]): string {
  return open + widths.map((width) => fill.repeat(width)).join(between) + close
}
