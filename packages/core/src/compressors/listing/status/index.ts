import { STEP_LENGTH } from '../../../steps.ts'
import { eachInSteps, mapInSteps } from '../../each-in-steps.ts'
import { plainLine, ESCAPE, type Style } from '../style.ts'

const LEGEND = /^Status of git, paths of one state on a line$/
const STATE = /^\t(?:[a-z][a-z ]{2,20}: {1,16})?/
const SECTION =
  /^(?:On branch |HEAD detached |Changes |Untracked files:|Unmerged paths:|Ignored files:| {2}\(use "git )/
const MIN_SECTIONS = 2

/** What `git status` says at length: sections, and below each the paths and what became of them. Each path stays whole. */
export const status: Style = {
  name: 'status',
  legend: LEGEND,
  isEntry: (line) => stateOf(line) !== undefined,
  shareIn(lines) {
    const sections = lines.filter((line) => SECTION.test(line)).length
    if (sections < MIN_SECTIONS) return 0
    const entries = lines.filter((line) => stateOf(line) !== undefined).length
    const full = lines.filter((line) => line !== '').length
    return entries < MIN_SECTIONS ? 0 : (sections + entries) / full
  },
  *write(lines) {
    const states = yield* mapInSteps(lines, stateOf)
    const out = ['Status of git, paths of one state on a line:']
    yield* eachInSteps(lines, (line, at) => {
      const state = states[at]
      if (state === undefined) return void out.push(plainLine(line, line.startsWith('\t')))
      const path = line.slice(state.length)
      const last = out.at(-1) ?? ''
      if (states[at - 1] === state && last.length < STEP_LENGTH) out[out.length - 1] = `${last} ${path}`
      else out.push(line)
    })
    return out
  },
  *read(form) {
    const out: string[] = []
    yield* eachInSteps(form, (line, at) => {
      if (at === 0) return
      const state = line.startsWith('\t') ? STATE.exec(line)?.[0] : undefined
      if (state === undefined) out.push(line.startsWith(ESCAPE) ? line.slice(1) : line)
      else for (const path of line.slice(state.length).split(' ')) out.push(state + path)
    })
    return out
  },
}

/** What stands before the path in a line. Undefined: no path, or one with blanks. */
function stateOf(line: string): string | undefined {
  const state = STATE.exec(line)?.[0]
  if (state === undefined) return undefined
  const path = line.slice(state.length)
  return path === '' || path.includes(' ') ? undefined : state
}
