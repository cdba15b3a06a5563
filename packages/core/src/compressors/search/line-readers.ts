import type { Steps } from '../../steps.ts'
import { contextCoordinates, countAt, endOfNumber, hitCoordinate } from './coordinate.ts'
import { isBlank, isSeparator } from './form.ts'
import { bareFiles, isKnown, type KnownFiles, numberedFiles } from './known-files.ts'
import { isHeading, type Layout, pathBeforeColon, pathBeforeDash } from './layout.ts'
import { hasExtension, isOddPath, mayBePath } from './path.ts'
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
  if (layout.joint === 'null') return layout.kind === 'bare' ? readBareAfterNull : readAfterNull
  if (layout.kind === 'counts') return readCount
  if (layout.kind === 'bare') {
    const files = yield* bareFiles(lines)
    return (line) => readBare(line, files)
  }
  const files = yield* numberedFiles(lines)
  return (line) => readNumbered(line, files)
}

function other(text: string): ResultLine {
  return { text, path: undefined, rest: 0 }
}

// `src/a-12-b.ts:3:` is a hit in a file with an odd name, `src/a.ts-12-b:3:` the context of a hit: the paths that have hits tell.
function readNumbered(text: string, { paths, longer, hasContext }: KnownFiles): ResultLine {
  const hit = hitCoordinate(text)
  const hitLine = hit === undefined ? undefined : lineAt(text, hit.at)
  if (hitLine?.path !== undefined && (hasContext ? longer : paths).has(hitLine.path)) return hitLine
  const places = contextCoordinates(text, hit?.at ?? text.length)
  const long = longer.size === 0 ? undefined : places.findLast(({ at }) => longer.has(text.slice(0, at)))
  if (long !== undefined) return lineAt(text, long.at)
  let likely: ResultLine | undefined
  for (const { at } of places) {
    const path = text.slice(0, at)
    if (isKnown(path, paths)) return lineAt(text, at)
    if (likely === undefined && hasExtension(path) && mayBePath(path)) likely = lineAt(text, at)
  }
  return hitLine?.path !== undefined && paths.has(hitLine.path) ? hitLine : (likely ?? other(text))
}

/** A line whose path ends at an index, with one sign after it. */
function lineAt(text: string, at: number): ResultLine {
  return { text, path: text.slice(0, at), rest: at + 1 }
}

// `a.yaml-key: value` is the context of a hit in `a.yaml`, not a line of `a.yaml-key`.
function readBare(text: string, { paths, hasContext }: KnownFiles): ResultLine {
  const whole = pathBeforeColon(text)
  if (whole !== undefined && !hasContext) return { text, path: whole, rest: whole.length }
  const shorter = pathBeforeDash(whole ?? text, paths)
  const isContext = shorter !== undefined && (whole === undefined || hasExtension(shorter) || !hasExtension(whole))
  const path = isContext ? shorter : whole
  return path === undefined ? other(text) : { text, path, rest: path.length }
}

/** The null character says where a path ends, whatever it looks like. */
function readAfterNull(text: string): ResultLine {
  const at = text.indexOf('\0')
  return at > 0 ? lineAt(text, at) : other(text)
}

/** Without a number, the line's own part begins at the null character: a dash after it is of the text. */
function readBareAfterNull(text: string): ResultLine {
  const at = text.indexOf('\0')
  return at > 0 ? { text, path: text.slice(0, at), rest: at } : other(text)
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
  let isAfterBlank = true
  return (text) => {
    const mayBeOdd = isAfterBlank
    isAfterBlank = isBlank(text)
    if (isNumbered(text)) return path === undefined ? other(text) : { text, path, rest: 0 }
    if (isAfterBlank || isSeparator(text)) return other(text)
    path = isHeading(text) || (mayBeOdd && isOddPath(withoutReturn(text))) ? text : undefined
    return path === undefined ? other(text) : { text, path, rest: -1 }
  }
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text
}

function isNumbered(text: string): boolean {
  const end = endOfNumber(text, 0)
  return end > 0 && (text[end] === ':' || text[end] === '-' || text[end] === '=')
}
