import type { Steps } from '../../../steps.ts'
import { eachInSteps, mapInSteps } from '../../each-in-steps.ts'
import { ESCAPE, plainLine, type Style } from '../style.ts'
import { type Branch, branchOf, drawn, type Pen, pens } from './drawn.ts'

const LEGEND = /^Tree, a space deeper for what is in a directory; drawn in (lines|lines and hard spaces|signs)$/
const DRAWN = /^(?:(?:│(?: {3}|\u00a0\u00a0 )| {4}){0,60}[├└]── |(?:[| ] {3}){0,60}[|`]-- )\S/

/** Directories and what is in them, as `tree` draws them. */
export const branches: Style = {
  name: 'branches',
  legend: LEGEND,
  isEntry: (line) => DRAWN.test(line),
  *write(lines) {
    const first = lines.find((line) => DRAWN.test(line)) ?? ''
    const fitting = Object.entries(pens).filter(([, pen]) => branchOf(first, pen) !== undefined)
    const found = fitting.find(([, { below }]) => lines.some((line) => line.includes(below))) ?? fitting[0]
    if (found === undefined) return undefined
    const [name, pen] = found
    const all = yield* mapInSteps(lines, (line) => branchOf(line, pen))
    const out = [`Tree, a space deeper for what is in a directory; drawn in ${name}:`]
    for (let at = 0; at < lines.length;) {
      const end = endOf(all, at)
      if (end === at) out.push(plainLine(lines[at] ?? '', looksWritten(lines[at] ?? '', pen)))
      else
        for (const line of yield* writeRun(
          lines.slice(at, end),
          all.slice(at, end).filter((branch) => branch !== undefined),
        ))
          out.push(line)
      at = Math.max(end, at + 1)
    }
    return out
  },
  *read(form) {
    const pen = pens[LEGEND.exec((form[0] ?? '').slice(0, -1))?.[1] ?? '']
    if (pen === undefined) throw new SyntaxError('not a tree of ours')
    const written = yield* mapInSteps(form.slice(1), (line) => branchOf(line, pen) ?? indented(line))
    const out: string[] = []
    for (let at = 0; at < written.length;) {
      const end = endOf(written, at)
      const line = form[at + 1] ?? ''
      if (end === at) out.push(line.startsWith(ESCAPE) ? line.slice(1) : line)
      else
        for (const drawing of yield* readRun(
          written.slice(at, end).filter((branch) => branch !== undefined),
          pen,
        ))
          out.push(drawing)
      at = Math.max(end, at + 1)
    }
    return out
  },
}

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

function endOf(all: readonly unknown[], from: number): number {
  let end = from
  while (all[end] !== undefined) end++
  return end
}

/** The names of a run; its last line whole where the tree was cut short, or was not drawn as this says all of it. */
function* writeRun(lines: readonly string[], run: readonly Branch[]): Steps<readonly string[]> {
  const last = run.at(-1)
  const isCut = last?.goesOn.includes(true) === true
  const names = yield* mapInSteps(run, ({ goesOn, name }, at) =>
    isCut && at === run.length - 1 ? (lines[at] ?? '') : ' '.repeat(goesOn.length) + name,
  )
  const goesOn = yield* goesOnIn(
    run.map(({ goesOn: { length }, name }) => ({ depth: length, name })),
    last?.goesOn ?? [],
  )
  let isSame = true
  yield* eachInSteps(run, (branch, at) => {
    isSame &&= branch.goesOn.join() === (goesOn[at] ?? []).join()
  })
  return isSame ? names : lines.map((line) => ESCAPE + line)
}

function* readRun(run: readonly (Indented | Branch)[], pen: Pen): Steps<readonly string[]> {
  const last = run.at(-1)
  const nodes = run.map((line) => ('depth' in line ? line : { depth: line.goesOn.length, name: line.name }))
  const goesOn = yield* goesOnIn(nodes, last !== undefined && 'goesOn' in last ? last.goesOn : [])
  return yield* mapInSteps(nodes, ({ name }, at) => drawn({ goesOn: goesOn[at] ?? [], name }, pen))
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
