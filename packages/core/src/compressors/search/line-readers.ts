import type { Steps } from '../../steps.ts'
import { eachInSteps } from '../each-in-steps.ts'
import { contextCoordinates, countAt, endOfNumber, hitCoordinate } from './coordinate.ts'
import { isBlank, isSeparator } from './form.ts'
import { isHeading, type Layout, pathBeforeColon, pathBeforeDash, pathBeforeNull } from './layout.ts'
import { hasExtension, mayBePath } from './path.ts'
import type { ResultLine } from './result-line.ts'

/** Reads lines one after the other; what it makes of one may depend on those before it. */
export type LineReader = (line: string) => ResultLine

/**
 * The reader of a layout.
 *
 * @param lines All lines: which paths have hits tells which dashes end a path.
 */
export function* readerOf(layout: Layout, lines: readonly string[]): Steps<LineReader> {
  if (layout.kind === 'headed') return headedReader()
  if (layout.kind === 'single') return readSingle
  if (layout.joint === 'null') return readAfterNull
  if (layout.kind === 'counts') return readCount
  const known = yield* pathsOf(lines, layout.kind === 'bare' ? pathBeforeColon : pathOfHit)
  return layout.kind === 'bare' ? (line) => readBare(line, known) : (line) => readNumbered(line, known)
}

function* pathsOf(
  lines: readonly string[],
  pathOf: (line: string, known: ReadonlySet<string>) => string | undefined,
): Steps<ReadonlySet<string>> {
  const paths = new Set<string>()
  yield* eachInSteps(lines, (line) => {
    const path = pathOf(line, paths)
    if (path !== undefined) paths.add(path)
  })
  return paths
}

function pathOfHit(line: string, known: ReadonlySet<string>): string | undefined {
  const hit = hitCoordinate(line)
  if (hit === undefined) return undefined
  const path = line.slice(0, hit.at)
  return known.has(path) || mayBePath(path) || isRevision(path) ? path : undefined
}

function other(text: string): ResultLine {
  return { text, path: undefined, rest: 0 }
}

// `src/a-12-b.ts:3:` is a hit in a file with an odd name, `src/a.ts-12-b:3:` the context of a hit: the paths that have hits tell.
function readNumbered(text: string, known: ReadonlySet<string>): ResultLine {
  const hit = hitCoordinate(text)
  let likely: ResultLine | undefined
  for (const { at } of contextCoordinates(text, hit?.at ?? text.length)) {
    const path = text.slice(0, at)
    if (isKnown(path, known)) return { text, path, rest: at + 1 }
    if (likely === undefined && hasExtension(path) && mayBePath(path)) likely = { text, path, rest: at + 1 }
  }
  if (hit === undefined) return likely ?? other(text)
  const path = text.slice(0, hit.at)
  return known.has(path) ? { text, path, rest: hit.at + 1 } : (likely ?? other(text))
}

/** Agents print the path of a hit from the folder at hand, and that of its context sometimes in full. */
function isKnown(path: string, known: ReadonlySet<string>): boolean {
  if (known.has(path)) return true
  if (!path.startsWith('/')) return false
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
    if (known.has(path.slice(at + 1))) return true
  }
  return false
}

/** `v1.0:src/a.ts` */
function isRevision(path: string): boolean {
  const at = path.indexOf(':')
  return at > 0 && mayBePath(path.slice(at + 1))
}

function readBare(text: string, known: ReadonlySet<string>): ResultLine {
  const path = pathBeforeColon(text) ?? pathBeforeDash(text, known)
  return path === undefined ? other(text) : { text, path, rest: path.length }
}

function readAfterNull(text: string): ResultLine {
  const path = pathBeforeNull(text)
  return path === undefined ? other(text) : { text, path, rest: path.length + 1 }
}

function readCount(text: string): ResultLine {
  const path = text.slice(0, Math.max(0, countAt(text)))
  return mayBePath(path) ? { text, path, rest: path.length + 1 } : other(text)
}

function readSingle(text: string): ResultLine {
  return isNumbered(text) ? { text, path: '', rest: 0 } : other(text)
}

function headedReader(): LineReader {
  let path: string | undefined
  return (text) => {
    if (path !== undefined && isNumbered(text)) return { text, path, rest: 0 }
    if (isBlank(text) || isSeparator(text)) return other(text)
    path = isHeading(text) ? text : undefined
    return path === undefined ? other(text) : { text, path, rest: -1 }
  }
}

function isNumbered(text: string): boolean {
  const end = endOfNumber(text, 0)
  return end > 0 && (text[end] === ':' || text[end] === '-' || text[end] === '=')
}
