import { eachInSteps } from '../../each-in-steps.ts'
import { headingOf } from '../rows/directories.ts'
import { ESCAPE, plainLine, type Style } from '../style.ts'

const LEGEND = /^Directories, names after the colon, blank lines left out$/
/** So many directories must stand in a listing of the one above them. */
const MIN_INSIDE = 2
/** Directories of more names keep a line for each. */
const MAX_NAMES = 20_000
/** Stands between a heading and its names. */
const COLON = ': '

/** Directories and the names in each, as `ls -R` lists them into a pipe. */
export const directories: Style = {
  name: 'directories',
  legend: LEGEND,
  isUnderHeading: true,
  isEntry: (line) => line !== '' && headingOf(line) === undefined,
  shareIn: insideShare,
  *write(lines) {
    const out = ['Directories, names after the colon, blank lines left out:']
    let wasBlock = false
    let skipTo = 0
    yield* eachInSteps(lines, (line, at) => {
      if (at < skipTo) return
      const isBlank = wasBlock && line === '' && blockAt(lines, at + 1) !== undefined
      wasBlock = isBlank
      if (isBlank) return
      const block = at === 0 || lines[at - 1] === '' ? blockAt(lines, at) : undefined
      if (block === undefined) return void out.push(plainLine(line, namesOf(line) !== undefined))
      out.push(block.heading + COLON + block.names.join(' '))
      skipTo = at + 1 + block.names.length
      wasBlock = true
    })
    return out
  },
  *read(form) {
    const out: string[] = []
    let wasBlock = false
    yield* eachInSteps(form, (line, at) => {
      if (at === 0) return
      const block = namesOf(line)
      if (block === undefined) out.push(line.startsWith(ESCAPE) ? line.slice(1) : line)
      else {
        if (wasBlock) out.push('')
        out.push(`${block.heading}:`)
        for (const name of block.names) out.push(name)
      }
      wasBlock = block !== undefined
    })
    return out
  },
}

/** A directory and the names in it, at least one. */
interface Block {
  readonly heading: string
  readonly names: readonly string[]
}

/** The directory whose heading is a line, if its names have no blanks. */
function blockAt(lines: readonly string[], at: number): Block | undefined {
  const heading = headingOf(lines[at] ?? '')
  if (heading === undefined || heading.includes(COLON) || heading.startsWith(ESCAPE)) return undefined
  const names: string[] = []
  for (let next = at + 1; next < lines.length; next++) {
    const name = lines[next] ?? ''
    if (name === '') break
    if (name.includes(' ') || names.length === MAX_NAMES) return undefined
    names.push(name)
  }
  return names.length === 0 ? undefined : { heading, names }
}

/** Reads what was written of a directory. Undefined: the line says none. */
function namesOf(line: string): Block | undefined {
  const colon = line.indexOf(COLON)
  if (colon <= 0 || line.startsWith(ESCAPE) || headingOf(`${line.slice(0, colon)}:`) === undefined) return undefined
  const names = line.slice(colon + COLON.length).split(' ')
  return names.includes('') ? undefined : { heading: line.slice(0, colon), names }
}

/** The share of lines that belong to directories of which the listing of another one speaks. */
function insideShare(lines: readonly string[]): number {
  if (headingOf(lines[0] ?? '') === undefined) return 0
  const listed = new Set<string>()
  const around = new Set<string>()
  let heading = ''
  let isInside = false
  let inside = 0
  let count = 0
  for (const [at, line] of lines.entries()) {
    const found = at === 0 || lines[at - 1] === '' ? headingOf(line) : undefined
    if (found !== undefined) {
      heading = found
      isInside = listed.has(found)
      if (isInside) inside++
      if (isInside) around.add(found.slice(0, found.lastIndexOf('/')))
    } else if (line !== '') listed.add(`${heading}/${line}`)
    if (isInside || line === '') count++
  }
  if (inside < MIN_INSIDE) return 0
  // Lines of the directories that have others inside count, too, whether or not a listing speaks of these.
  for (const [at, line] of lines.entries()) {
    if (at === 0 || lines[at - 1] === '') {
      const found = headingOf(line)
      if (found !== undefined) heading = found
    }
    if (line !== '' && around.has(heading) && !listed.has(heading)) count++
  }
  return count / lines.length
}
