import { MISSING, SAME } from './cell.ts'
import type { Encoded } from './encodings/encoding.ts'

/** What a table says in a way that a reader may not know. */
export type Notation = 'constant' | 'code' | 'column' | 'parent' | 'cell' | 'missing' | 'same' | 'index'

/** What to say of each, in the order in which it is said. */
const MEANINGS: Readonly<Record<Notation, string>> = {
  constant: 'x=v: v in all rows',
  code: '{a=v}: a is short for v',
  column: '{x}: value of x',
  parent: '{^x}: x of the row it belongs to',
  cell: '{}: the cell',
  missing: '~: absent',
  same: '=: as above',
  index: '#: index',
}

/** The notations that a column uses. */
export function notationsOf({ encoding, cells }: Encoded): ReadonlySet<Notation> {
  const used = new Set<Notation>()
  if (encoding.kind === 'constant') used.add('constant')
  if (encoding.kind === 'dictionary') used.add('code')
  if (encoding.kind === 'template') {
    for (const part of encoding.parts) {
      if (part.kind === 'column') used.add(part.ofParent ? 'parent' : 'column')
      if (part.kind === 'cell') used.add('cell')
    }
  }
  if (
    encoding.kind === 'dictionary'
      ? encoding.dictionary.entries.some(([, cell]) => cell === MISSING)
      : cells?.includes(MISSING)
  ) {
    used.add('missing')
  }
  if (cells?.includes(SAME)) used.add('same')
  return used
}

/** One short line on the notations used. */
export function meaningsOf(used: ReadonlySet<Notation>): string {
  return (Object.keys(MEANINGS) as Notation[])
    .flatMap((notation) => (used.has(notation) ? [MEANINGS[notation]] : []))
    .join('; ')
}
