import type { Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'
import { headingOf } from './rows/directories.ts'
import { rowOf } from './rows/row.ts'
import type { Style } from './style.ts'

/** How many entries each directory and each extension has, as statements. */
export interface Tally {
  readonly directories: string
  readonly extensions: string
}

/** Directories that are told apart: as deep as leaves no more than so many. */
const MAX_DIRECTORIES = 40
const MAX_EXTENSIONS = 40
/** Deeper ones are counted with those above. */
const MAX_DEPTH = 8

/** Counts all entries of a listing. Every entry is in one count of each. */
export function* countsOf(lines: readonly string[], style: Style): Steps<Tally> {
  const byDirectory = new Map<string, number>()
  const byExtension = new Map<string, number>()
  let heading = ''
  yield* eachInSteps(lines, (line) => {
    heading = headingOf(line) ?? heading
    if (!style.isEntry(line)) return
    const row = rowOf(line)
    if (row?.name === '.' || row?.name === '..') return
    const name = row?.name ?? (style.isUnderHeading === true ? line : undefined)
    const path = name === undefined ? (line.split(/[ \t]/).at(-1) ?? '') : `${heading}/${name}`
    add(byDirectory, path.slice(0, path.lastIndexOf('/') + 1))
    add(byExtension, row?.mode.startsWith('d') === true ? 'directories' : extensionOf(path))
  })
  return {
    directories: printed(shallow(byDirectory), MAX_DIRECTORIES),
    extensions: printed(byExtension, MAX_EXTENSIONS),
  }
}

const EXTENSION = /[^/](\.[A-Za-z0-9_]{1,12})$/

function extensionOf(path: string): string {
  return EXTENSION.exec(path)?.[1] ?? 'none'
}

function add(counts: Map<string, number>, name: string, count = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + count)
}

/** The counts of the deepest level that has few enough directories; those below are added to the one above. */
function shallow(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  let best = new Map<string, number>()
  for (let depth = 1; depth <= MAX_DEPTH; depth++) {
    const level = new Map<string, number>()
    for (const [directory, count] of counts) add(level, cutAt(directory, depth), count)
    if (depth > 1 && level.size > MAX_DIRECTORIES) break
    best = level
  }
  return best
}

function cutAt(directory: string, depth: number): string {
  let end = 0
  for (let part = 0; part < depth; part++) {
    const slash = directory.indexOf('/', end)
    if (slash < 0) break
    end = slash + 1
  }
  return end < directory.length ? `${directory.slice(0, end)}**` : directory
}

function printed(counts: ReadonlyMap<string, number>, most: number): string {
  const sorted = [...counts].sort((a, b) => b[1] - a[1])
  const shown = sorted.slice(0, most).map(([name, count]) => `${name === '' ? '.' : name} ${count}`)
  const rest = sorted.slice(most).reduce((sum, [, count]) => sum + count, 0)
  return [...shown, ...(rest === 0 ? [] : [`${sorted.length - most} others ${rest}`])].join(', ')
}
