/** A line of `tree`, without the lines that are drawn before it. */
export interface Branch {
  /** For each directory around it, and for itself at last, whether more of the same directory follow below. */
  readonly goesOn: readonly boolean[]
  readonly name: string
}

/** How a tree is drawn: what stands before a name, and below a directory, where more follows and where nothing does. */
export interface Pen {
  readonly more: string
  readonly last: string
  readonly below: string
  readonly blank: string
}

/** The ways of drawing, by the words that name them in the legend. */
export const pens: Readonly<Record<string, Pen>> = {
  lines: { more: '├── ', last: '└── ', below: '│   ', blank: '    ' },
  'lines and hard spaces': { more: '├── ', last: '└── ', below: '│\u00a0\u00a0 ', blank: '    ' },
  signs: { more: '|-- ', last: '`-- ', below: '|   ', blank: '    ' },
}

/** Characters that each level takes. */
const LEVEL = 4
/** Deeper branches are not read. */
const MAX_DEPTH = 60

/** Reads a drawn line. Undefined: it is not drawn with this pen, or its name begins with a space or with more drawing. */
export function branchOf(line: string, { more, last, below, blank }: Pen): Branch | undefined {
  const goesOn: boolean[] = []
  for (let at = 0; at < LEVEL * MAX_DEPTH; at += LEVEL) {
    const part = line.slice(at, at + LEVEL)
    goesOn.push(part === more || part === below)
    if (part === more || part === last) {
      const name = line.slice(at + LEVEL)
      const isClear = name !== '' && ![' ', more, last].some((sign) => name.startsWith(sign))
      return isClear ? { goesOn, name } : undefined
    }
    if (part !== below && part !== blank) return undefined
  }
  return undefined
}

/** Draws a line. */
export function drawn({ goesOn, name }: Branch, { more, last, below, blank }: Pen): string {
  const own = goesOn.at(-1) === true ? more : last
  return (
    goesOn
      .slice(0, -1)
      .map((isOpen) => (isOpen ? below : blank))
      .join('') +
    own +
    name
  )
}
