import type { Steps } from '../../../steps.ts'
import { eachInSteps, mapInSteps, someInSteps } from '../../each-in-steps.ts'
import { addAll } from '../add-all.ts'
import { ESCAPE, plainLine, type Style } from '../style.ts'
import { type Branch, branchOf, drawn, type Pen, pens } from './drawn.ts'

const LEGEND =
  /^Tree, a space deeper for what is (?:in a directory|below a package); drawn in (lines|lines and hard spaces|lines by npm|signs)$/
const DRAWN = /^(?:(?:│(?: {3}|\u00a0\u00a0 )| {4}){0,60}[├└]── |(?:[│ ] ){0,60}[├└]─[─┬] |(?:[| ] {3}){0,60}[|`]-- )\S/
/** What each such line has: the pattern tries each depth of an indented line. */
const MAYBE_DRAWN = /─[─┬] |-- /

/** Directories and what is in them, as `tree` draws them; packages and what they need, as `npm ls`, `pnpm ls` and `cargo tree` do. */
export const branches: Style = {
  name: 'branches',
  legend: LEGEND,
  isEntry: (line) => MAYBE_DRAWN.test(line) && DRAWN.test(line),
  *write(lines) {
    const found = yield* penOf(lines)
    if (found === undefined) return undefined
    const [name, pen] = found
    const all = yield* mapInSteps(lines, (line) => branchOf(line, pen))
    const what = pen.open === undefined ? 'in a directory' : 'below a package'
    const out = [`Tree, a space deeper for what is ${what}; drawn in ${name}:`]
    let paused = 0
    for (let at = 0; at < lines.length;) {
      const run = yield* runFrom(all, at)
      if (run.length === 0) out.push(plainLine(lines[at] ?? '', looksWritten(lines[at] ?? '', pen)))
      else yield* addAll(out, yield* writeRun(lines.slice(at, at + run.length), run, pen))
      at += Math.max(run.length, 1)
      if (at - paused > STEP_LINES) {
        paused = at
        yield
      }
    }
    return out
  },
  *read(form) {
    const pen = pens[LEGEND.exec((form[0] ?? '').slice(0, -1))?.[1] ?? '']
    if (pen === undefined) throw new SyntaxError('not a tree of ours')
    const written = yield* mapInSteps(form.slice(1), (line) => branchOf(line, pen) ?? indented(line))
    const out: string[] = []
    let paused = 0
    for (let at = 0; at < written.length;) {
      const run = yield* runFrom(written, at)
      const line = form[at + 1] ?? ''
      if (run.length === 0) out.push(line.startsWith(ESCAPE) ? line.slice(1) : line)
      else yield* addAll(out, yield* readRun(run, pen))
      at += Math.max(run.length, 1)
      if (at - paused > STEP_LINES) {
        paused = at
        yield
      }
    }
    return out
  },
}

/** The pen with which a tree is drawn, and its name. Undefined: with none that is known. */
function* penOf(lines: readonly string[]): Steps<readonly [string, Pen] | undefined> {
  const first = lines.find((line) => DRAWN.test(line)) ?? ''
  const fitting = Object.entries(pens).filter(([, pen]) => branchOf(first, pen) !== undefined)
  // What one pen draws below a branch may be part of what another does: the telling signs come first.
  for (const [name, pen] of fitting) {
    const { open } = pen
    if (
      open !== undefined &&
      (yield* someInSteps(lines, (line) => line.includes(open.more) || line.includes(open.last)))
    )
      return [name, pen]
  }
  for (const [name, pen] of fitting) {
    if (pen.open === undefined && (yield* someInSteps(lines, (line) => line.includes(pen.below)))) return [name, pen]
  }
  return fitting[0]
}

/** What stands in a row of its own kind from a place on. */
function* runFrom<T>(all: readonly (T | undefined)[], from: number): Steps<readonly T[]> {
  const run: T[] = []
  for (let at = from; at < all.length; at++) {
    const one = all[at]
    if (one === undefined) break
    run.push(one)
    if (run.length % STEP_LINES === 0) yield
  }
  return run
}

/** Lines that one step goes over. */
const STEP_LINES = 2000

/** A line of the form: how deep its name is. */
interface Indented {
  readonly depth: number
  readonly name: string
}

const INDENTED = /^( {1,60})(\S.*)$/s

function indented(line: string): Indented | undefined {
  const [, spaces, name] = INDENTED.exec(line) ?? []
  return spaces === undefined || name === undefined ? undefined : { depth: spaces.length, name }
}

function looksWritten(line: string, pen: Pen): boolean {
  return indented(line) !== undefined || branchOf(line, pen) !== undefined
}

/** The names of a run; its last line whole where the tree was cut short, or was not drawn as this says all of it. */
function* writeRun(lines: readonly string[], run: readonly Branch[], pen: Pen): Steps<readonly string[]> {
  const last = run.at(-1)
  const isCut = last?.isOpen === true || last?.goesOn.includes(true) === true
  const nodes = yield* mapInSteps(run, ({ goesOn: { length }, name }) => ({ depth: length, name }))
  const goesOn = yield* goesOnIn(nodes, last?.goesOn ?? [])
  let isSame = true
  yield* eachInSteps(run, (branch, at) => {
    isSame &&= branch.goesOn.every((isMore, level) => isMore === goesOn[at]?.[level])
    isSame &&= pen.open === undefined || at === run.length - 1 || branch.isOpen === isParent(nodes, at)
  })
  if (!isSame) return yield* mapInSteps(lines, (line) => ESCAPE + line)
  return yield* mapInSteps(nodes, ({ depth, name }, at) =>
    isCut && at === run.length - 1 ? (lines[at] ?? '') : ' '.repeat(depth) + name,
  )
}

function* readRun(run: readonly (Indented | Branch)[], pen: Pen): Steps<readonly string[]> {
  const last = run.at(-1)
  const nodes = yield* mapInSteps(run, (line) =>
    'depth' in line ? line : { depth: line.goesOn.length, name: line.name },
  )
  const goesOn = yield* goesOnIn(nodes, last !== undefined && 'goesOn' in last ? last.goesOn : [])
  const isCutOpen = last !== undefined && 'isOpen' in last && last.isOpen
  return yield* mapInSteps(nodes, ({ name }, at) => {
    const isOpen = isParent(nodes, at) || (isCutOpen && at === nodes.length - 1)
    return drawn({ goesOn: goesOn[at] ?? [], isOpen, name }, pen)
  })
}

/** Whether the next name is deeper. */
function isParent(nodes: readonly Indented[], at: number): boolean {
  return (nodes[at + 1]?.depth ?? 0) > (nodes[at]?.depth ?? 0)
}

/**
 * For each name, at which levels more of the same directory follow below.
 *
 * @param after The levels at which more follows after the last.
 */
function* goesOnIn(nodes: readonly Indented[], after: readonly boolean[]): Steps<boolean[][]> {
  let open = [...after]
  const levels: boolean[][] = []
  yield* eachInSteps(nodes, (_, back) => {
    const { depth = 1 } = nodes[nodes.length - 1 - back] ?? {}
    const own = Array.from({ length: depth }, (__, level) => open[level] ?? false)
    levels.push(own)
    open = [...own.slice(0, -1), true]
  })
  return levels.reverse()
}
