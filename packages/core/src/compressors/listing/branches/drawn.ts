/** A line of `tree`, without the lines that are drawn before it. */
export interface Branch {
  /** For each directory around it, and for itself at last, whether more of the same directory follow below. */
  readonly goesOn: readonly boolean[]
  /** Whether it is drawn as one with more below itself. */
  readonly isOpen: boolean
  readonly name: string
}

/** How a tree is drawn: what stands before a name, and below a directory, where more follows and where nothing does. */
export interface Pen {
  readonly more: string
  readonly last: string
  /** In their place before a name that has more below itself, where that is drawn: `npm ls`. */
  readonly open?: { readonly more: string; readonly last: string }
  readonly below: string
  readonly blank: string
}

const NARROW = { more: '├── ', last: '└── ', open: { more: '├─┬ ', last: '└─┬ ' } }

/** The ways of drawing, by the words that name them in the legend. */
export const pens: Readonly<Record<string, Pen>> = {
  lines: { more: '├── ', last: '└── ', below: '│   ', blank: '    ' },
  'lines and hard spaces': { more: '├── ', last: '└── ', below: '│\u00a0\u00a0 ', blank: '    ' },
  'lines by npm': { ...NARROW, below: '│ ', blank: '  ' },
  signs: { more: '|-- ', last: '`-- ', below: '|   ', blank: '    ' },
}

/** Deeper branches are not read. */
const MAX_DEPTH = 60

/** Reads a drawn line. Undefined: it is not drawn with this pen, or its name begins with a space or with more drawing. */
export function branchOf(line: string, { more, last, open, below, blank }: Pen): Branch | undefined {
  const goesOn: boolean[] = []
  const signs = open === undefined ? [more, last] : [more, last, open.more, open.last]
  for (let at = 0; goesOn.length < MAX_DEPTH; at += below.length) {
    const own = line.slice(at, at + more.length)
    if (signs.includes(own)) {
      const name = line.slice(at + more.length)
      const isClear = name !== '' && ![' ', ...signs].some((sign) => name.startsWith(sign))
      goesOn.push(own === more || own === open?.more)
      return isClear ? { goesOn, isOpen: own === open?.more || own === open?.last, name } : undefined
    }
    if (line.startsWith(below, at)) goesOn.push(true)
    else if (line.startsWith(blank, at)) goesOn.push(false)
    else return undefined
  }
  return undefined
}

/** Draws a line. */
export function drawn({ goesOn, isOpen, name }: Branch, { more, last, open, below, blank }: Pen): string {
  const pen = isOpen && open !== undefined ? open : { more, last }
  const around = goesOn.slice(0, -1).map((isMore) => (isMore ? below : blank))
  return around.join('') + (goesOn.at(-1) === true ? pen.more : pen.last) + name
}
