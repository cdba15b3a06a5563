import { STEP_LENGTH, type Steps } from '../../../steps.ts'
import { eachInSteps, mapInSteps } from '../../each-in-steps.ts'
import { addAll } from '../add-all.ts'
import { ESCAPE, plainLine, type Style } from '../style.ts'
import { MIN_SPLIT } from './min-split.ts'
import { isDeep } from './visits.ts'
import type { Entry } from './visits.ts'
import { type CutLine, looksWritten, type Reading, readVisits } from './read-visits.ts'
import { writeVisits } from './write-visits.ts'

const LEGEND = /^Paths by directory, a line each(?:, right-aligned in (\d{1,3}))?; "x\/": here come those of x, below$/

/** What stands before a path: up to four counts or sizes, a status of git, a checksum, an entry of git's index. */
const LED =
  /^((?:\d[\d.,]{0,20}[KMGTPE]?i?B?[ \t]{1,20}){1,4}|[MADRCUT?!]{1,2} {1,2}|[MADTUXRC]\d{0,3}\t|[0-9a-f]{32,128} [ *]|\d{6} [0-9a-f]{40,64} \d\t)([^\s:\\][^\s:]*)$/
/** A list has at least so many in a row, or nothing is gained. */
const MIN_RUN = 2
/** What work on a line costs, as the length of a text, and lines that one step works through. */
const LINE_LENGTH = 40
const STEP_LINES = Math.floor(STEP_LENGTH / LINE_LENGTH)

/** Paths with something before each: `wc`, `du`, `git status -s`, `git diff --name-status`, `sha256sum`, `uniq -c`. */
export const ledPaths: Style = {
  name: 'led-paths',
  legend: LEGEND,
  isEntry: (line) => line.includes('/') && cutLine(line.trimStart()) !== undefined,
  *write(lines, isAsked) {
    if (lines.length < MIN_SPLIT) return undefined
    const cuts = yield* mapInSteps(lines, (line) => cutLine(line.trimStart()))
    const { width, largest } = yield* measured(lines, cuts)
    const reading: Reading = { listed: 'no', cut: cutLine }
    const entries = yield* mapInSteps(lines, (line, at): Entry | undefined => {
      const cut = cuts[at]
      if (cut === undefined || cut.name.endsWith('/') || isDeep(cut.name)) return undefined
      if (lineOf(cut.lead, cut.name, width) !== line) return undefined
      return { lead: cut.lead, path: cut.name, tail: '', isWhole: at === largest || isAsked(line) }
    })
    const aligned = width === 0 ? '' : `, right-aligned in ${width}`
    const out = [`Paths by directory, a line each${aligned}; "x/": here come those of x, below:`]
    let run: Entry[] = []
    for (const [at, line] of lines.entries()) {
      const entry = entries[at]
      if (entry !== undefined) run.push(entry)
      if (at % STEP_LINES === STEP_LINES - 1) yield
      if (entry !== undefined && entries[at + 1] !== undefined) continue
      if (run.length < MIN_RUN) out.push(plainLine(line, looksWritten(line, reading)))
      else yield* addAll(out, yield* writeVisits(run, 'no', 'lines'))
      run = []
    }
    return out
  },
  *read(form) {
    const [legend = '', ...written] = form
    const width = Number(LEGEND.exec(legend.slice(0, -1))?.[1] ?? 0)
    const reading: Reading = { listed: 'no', cut: cutLine }
    const out: string[] = []
    let paused = 0
    for (let at = 0; at < written.length;) {
      const line = written[at] ?? ''
      if (!looksWritten(line, reading)) {
        out.push(line.startsWith(ESCAPE) ? line.slice(1) : line)
        at++
        continue
      }
      const { entries, next } = yield* readVisits(written, at, reading)
      yield* addAll(out, yield* mapInSteps(entries, ({ lead, path }) => lineOf(lead, path, width), LINE_LENGTH))
      at = next
      if (out.length - paused > STEP_LINES) {
        paused = out.length
        yield
      }
    }
    return out
  },
}

function cutLine(line: string): CutLine | undefined {
  const [, lead, name] = LED.exec(line) ?? []
  return lead === undefined || name === undefined ? undefined : { lead, name, tail: '' }
}

function lineOf(lead: string, path: string, width: number): string {
  return lead.padStart(width) + path
}

/** The width in which what stands before the paths is right-aligned, 0 where it is not; and the line with the largest number in front. */
interface Measured {
  readonly width: number
  /** What a reader of counts and sizes looks for. Totals apart: a total is of no path. -1: there is none. */
  readonly largest: number
}

function* measured(lines: readonly string[], cuts: readonly (CutLine | undefined)[]): Steps<Measured> {
  let width = 0
  let largest = -1
  let most = 0
  yield* eachInSteps(cuts, (cut, at) => {
    if (cut === undefined) return
    const line = lines[at] ?? ''
    if (line.startsWith(' ')) width = Math.max(width, line.length - cut.name.length)
    const count = cut.name.includes('/') ? Number.parseFloat(cut.lead) : 0
    if (count > most) {
      most = count
      largest = at
    }
  })
  return { width, largest }
}
