import { STEP_LENGTH, type Steps } from '../../../steps.ts'
import { eachInSteps, mapInSteps } from '../../each-in-steps.ts'
import { addAll } from '../add-all.ts'
import { ESCAPE, plainLine, type Style } from '../style.ts'
import { looksWritten, type Reading, readVisits } from './read-visits.ts'
import { MIN_SPLIT } from './min-split.ts'
import { type Entry, isDeep, type Listed } from './visits.ts'
import { writeVisits } from './write-visits.ts'

/** Words of the legend by which the form tells how directories are listed. */
const LISTED: Readonly<Record<Listed, string>> = {
  no: '',
  bare: ', each of which is listed before what is in it',
  slash: ', each of which is listed, with its slash, before what is in it',
}
const LEGEND =
  /^Paths by directory(?:, each of which is listed(, with its slash,)? before what is in it)?; "x\/" among names: here come those of x, below$/

/** What stands before each path of a section of `git status`. */
const INDENT = /^\t(?:[a-z][a-z ]{2,20}: {1,16})?/
/** No white space, and nothing that code, prose or search results have around paths. */
const PATH = /^[^\s\p{Cc}:;"'`<>|*?\\]+$/u
/** Paths as they are known by their looks: with a slash that neither begins a comment nor ends a tag. */
const ENTRY = /^(?:\t(?:[a-z][a-z ]{2,20}: {1,16})?)?(?:\.{0,2}\/|~\/)?[\p{L}\p{N}_.@+~$%#&!()[\]{},=^-][^/]*\//u
/** A line of base64. */
const ENCODED = /^[A-Za-z0-9+/]{50,}={0,2}$/
/** A list of paths has at least so many in a row, or nothing is gained. */
const MIN_RUN = 2

/** Paths, a line each: `find`, `fd`, `rg -l`, `git ls-files`, `git status`. */
export const plainPaths: Style = {
  name: 'paths',
  legend: LEGEND,
  isEntry: (line) => line.includes('/') && ENTRY.test(line) && cutLine(line) !== undefined && !ENCODED.test(line),
  *write(lines, isAsked) {
    if (lines.length < MIN_SPLIT) return undefined
    const cuts = yield* mapInSteps(lines, cutLine)
    const listed = yield* listedIn(cuts)
    const reading: Reading = { listed }
    const isEntry = (cut: Cut | undefined, indent: string): cut is Cut =>
      cut?.indent === indent && (listed === 'slash' || !cut.path.endsWith('/'))
    const out = [`Paths by directory${LISTED[listed]}; "x/" among names: here come those of x, below:`]
    let run: Entry[] = []
    for (const [at, line] of lines.entries()) {
      const cut = cuts[at]
      const indent = cut?.indent ?? ''
      const isInRun = isEntry(cut, indent)
      if (isInRun) run.push({ lead: '', path: cut.path, tail: '', isWhole: isAsked(line) })
      else out.push(plainLine(line, isWritten(line, reading)))
      if (at % STEP_LINES === STEP_LINES - 1) yield
      if (!isInRun || isEntry(cuts[at + 1], indent)) continue
      if (run.length < MIN_RUN) out.push(plainLine(line, isWritten(line, reading)))
      else {
        const [first = '', ...others] = yield* writeVisits(run, listed, 'row')
        out.push(indent + first)
        yield* addAll(out, others)
      }
      run = []
    }
    return out
  },
  *read(form) {
    const [legend = '', ...written] = form
    const words = LEGEND.exec(legend.slice(0, -1))
    const listed: Listed = words?.[1] !== undefined ? 'slash' : legend.includes('which is listed') ? 'bare' : 'no'
    const reading: Reading = { listed }
    const out: string[] = []
    let paused = 0
    for (let at = 0; at < written.length;) {
      const line = written[at] ?? ''
      const indent = indentOf(line)
      if (isWritten(line, reading)) {
        written[at] = line.slice(indent.length)
        const { entries, next } = yield* readVisits(written, at, reading)
        yield* addAll(out, yield* mapInSteps(entries, ({ path }) => indent + path))
        at = next
      } else {
        out.push(line.startsWith(ESCAPE) ? line.slice(1) : line)
        at++
      }
      if (out.length - paused > STEP_LINES) {
        paused = out.length
        yield
      }
    }
    return out
  },
}

/** Lines that one step works through. */
const STEP_LINES = Math.floor(STEP_LENGTH / 40)

function isWritten(line: string, reading: Reading): boolean {
  return looksWritten(line.slice(indentOf(line).length), reading)
}

function indentOf(line: string): string {
  return line.startsWith('\t') ? (INDENT.exec(line)?.[0] ?? '') : ''
}

interface Cut {
  readonly indent: string
  readonly path: string
}

function cutLine(line: string): Cut | undefined {
  const indent = indentOf(line)
  const path = line.slice(indent.length)
  return PATH.test(path) && !isDeep(path) ? { indent, path } : undefined
}

/** How directories stand in a list: with a slash where any line ends in one; bare where most are listed right before what is in them. */
function* listedIn(cuts: readonly (Cut | undefined)[]): Steps<Listed> {
  let bare = 0
  let entered = 0
  let around = ''
  let isSlashed = false
  yield* eachInSteps(cuts, (cut, at) => {
    if (cut === undefined) return
    isSlashed ||= cut.path.endsWith('/')
    const directory = cut.path.slice(0, cut.path.lastIndexOf('/') + 1)
    if (directory.length > around.length && directory.startsWith(around)) {
      entered++
      if (`${cuts[at - 1]?.path ?? ''}/` === directory) bare++
    }
    around = directory
  })
  if (isSlashed) return 'slash'
  return bare * 2 > entered ? 'bare' : 'no'
}
