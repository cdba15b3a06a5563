import { STEP_LENGTH, type Steps } from '../../../steps.ts'

/** One line of a list of paths, cut where the form needs it. */
export interface Entry {
  /** What stands before the path, as the form writes it: a count, a status. Empty in a plain list. */
  readonly lead: string
  /** As it stands in the line. */
  readonly path: string
  /** What stands after the path, as the form writes it. */
  readonly tail: string
  /** Whether the form keeps the path in one piece. */
  readonly isWhole: boolean
}

/** A stay in a directory: consecutive paths below it. A directory that is left and entered again has two visits. */
export interface Visit {
  /** With its slash, from the visit around it: `src/` or `src/main/`. */
  readonly name: string
  /** In order. A name of the directory itself, or a visit of one below. */
  readonly items: (Leaf | Visit)[]
  /** Whether the directory is itself listed, right before what is in it. */
  readonly isListed: boolean
}

/** A path by its last name. */
export interface Leaf {
  readonly entry: Entry
  readonly name: string
}

/** How directories stand in a list: not at all, as any other path, or with a slash at the end. */
export type Listed = 'no' | 'bare' | 'slash'

/** Deeper paths are not taken apart. */
const MAX_DEPTH = 60

/** The visits of consecutive paths, from one around them all whose name is empty. */
export function* visitsOf(entries: readonly Entry[], listed: Listed): Steps<Visit> {
  const top: Visit = { name: '', items: [], isListed: false }
  const open: Visit[] = [top]
  let worked = 0
  for (const entry of entries) {
    worked += entry.path.length
    if (worked > STEP_LENGTH) {
      worked = 0
      yield
    }
    const parts = entry.path.split('/')
    const name = parts.pop() ?? ''
    let depth = 0
    while (depth < parts.length && open[depth + 1]?.name === `${parts[depth] ?? ''}/`) depth++
    const isOwn = name === '' && listed === 'slash'
    // The same directory listed a second time is another visit.
    if (isOwn && depth === parts.length && parts.length > 0) depth--
    open.length = depth + 1
    for (; depth < parts.length; depth++) enter(open, parts[depth] ?? '', listed, isOwn && depth === parts.length - 1)
    if (!isOwn) open.at(-1)?.items.push({ entry, name })
  }
  return top
}

function enter(open: Visit[], part: string, listed: Listed, isOwn: boolean): void {
  const around = open.at(-1)
  const last = around?.items.at(-1)
  const isListed = isOwn || (listed === 'bare' && last !== undefined && 'entry' in last && last.name === part)
  if (isListed && !isOwn) around?.items.pop()
  const visit: Visit = { name: `${part}/`, items: [], isListed }
  around?.items.push(visit)
  open.push(visit)
}

/** Whether a path has more than `MAX_DEPTH` slashes. */
export function isDeep(path: string): boolean {
  let depth = 0
  for (let at = path.indexOf('/'); at >= 0 && depth <= MAX_DEPTH; at = path.indexOf('/', at + 1)) depth++
  return depth > MAX_DEPTH
}
