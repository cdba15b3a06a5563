import { fatesOf } from './fates.ts'
import { isHunkHeader } from './hunk.ts'
import { type Names, namesIn, NOWHERE, pathBehindSide, pathsOf, pathsOfGit } from './names.ts'

/** The lines before the hunks of one file. */
export interface Head {
  /** Index after its last line. */
  readonly end: number
  /** The path as the head has it, without git's `a/` and `b/`; quoted where git quotes it. */
  readonly path: string
  /** What happened to the file beside the changes of its lines: `new`, `deleted`, `renamed from src/a.ts`, `binary`, its modes. */
  readonly fates: readonly string[]
  /** Indices of lines that say nothing but the path and the hashes of the contents. */
  readonly repeats: readonly number[]
  /** What stands in place of hunks. */
  readonly body: 'hunks' | 'binary patch' | 'none'
}

/** The head of a file that starts at an index: of git, of `diff -r`, of Subversion, or `---` and `+++` alone before a hunk. */
export function headAt(lines: readonly string[], start: number): Head | undefined {
  const first = lines[start] ?? ''
  const sign = first.charCodeAt(0)
  // Most lines of a text are no start of anything.
  if (sign !== LETTER_D && sign !== MINUS && sign !== LETTER_I) return undefined
  if (first.startsWith('diff --')) return gitHead(lines, start, bare(first))
  if (first.startsWith('diff -')) return plainHead(lines, start, start + 1)
  if (first.startsWith('Index: ') && (lines[start + 1] ?? '').startsWith(RULE))
    return plainHead(lines, start, start + 2)
  return first.startsWith('--- ') ? plainHead(lines, start, start) : undefined
}

/** A line without a carriage return at its end. */
export function bare(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

const LETTER_D = 100
const LETTER_I = 73
const MINUS = 45
/** The line that Subversion and CVS set below the name of a file. */
const RULE = '='.repeat(67)
/** Lines of git between `diff --git` and the hunks. Source: git's documentation, "Generating patch text with -p". */
const EXTENDED =
  /^(?:(?:old|new|deleted file|new file) mode \d{6}|mode \d{6}|(?:copy|rename) (?:from|to) \S|(?:dis)?similarity index \d{1,3}%|index [0-9a-f]{4,64}(?:,[0-9a-f]{4,64})*\.\.[0-9a-f]{4,64}|deleted file mode \d{6},)/
/** Lines of a head that are looked at: git writes eight at most. */
const MAX_EXTENDED = 12
const COMBINED = /^diff --(?:cc|combined) /

function gitHead(lines: readonly string[], start: number, first: string): Head | undefined {
  const combined = COMBINED.exec(first)?.[0]
  if (combined === undefined && !first.startsWith(GIT)) return plainHead(lines, start, start + 1)
  let end = start + 1
  while (end - start < MAX_EXTENDED && EXTENDED.test(lines[end] ?? '')) end++
  const extended = lines.slice(start + 1, end).map(bare)
  const named = namesAt(lines, end)
  if (named !== undefined) end += 2
  const paths = combined === undefined ? gitPaths(first, extended, named) : same(first.slice(combined.length))
  const fates = fatesOf(extended, named)
  const next = lines[end] ?? ''
  const isBinary = BINARY.test(next)
  const head = {
    path: pathOf(paths),
    fates: [...(isBinary ? ['binary'] : []), ...fates, ...comparedWith(paths, fates)],
    repeats: repeatsOf(lines.slice(start, end), start, paths, extended),
  }
  if (isHunkHeader(next)) return { ...head, end, body: 'hunks' }
  if (named !== undefined) return undefined
  if (isBinary) return { ...head, end: end + 1, body: 'none' }
  if (bare(next) === 'GIT binary patch') return { ...head, end, body: 'binary patch' }
  return extended.length > 0 ? { ...head, end, body: 'none' } : undefined
}

const GIT = 'diff --git '
const BINARY = /^(?:Binary files|Files) .{1,4000} differ\r?$/

function plainHead(lines: readonly string[], start: number, at: number): Head | undefined {
  const named = namesAt(lines, at)
  if (named === undefined || !isHunkHeader(lines[at + 2] ?? '')) return undefined
  const paths = pathsOf(named)
  const fates = [...fatesOf([], named), ...comparedWith(paths, [])]
  return { end: at + 2, path: pathOf(paths), fates, repeats: at > start ? [start] : [], body: 'hunks' }
}

/** The names of `---` and `+++`, without the time or the tab behind them. */
function namesAt(lines: readonly string[], at: number): Names | undefined {
  const [old = '', young = ''] = [lines[at], lines[at + 1]]
  if (!old.startsWith('--- ') || !young.startsWith('+++ ')) return undefined
  return { old: nameOf(old), young: nameOf(young) }
}

function nameOf(line: string): string {
  const tab = line.indexOf('\t')
  return tab < 0 ? bare(line).slice(4) : line.slice(4, tab)
}

/** The paths that the head tells: of a rename or copy, else of `diff --git`, else of `---` and `+++`. */
function gitPaths(first: string, extended: readonly string[], named: Names | undefined): Names {
  const [from, to] = [valueOf(extended, MOVED_FROM), valueOf(extended, MOVED_TO)]
  if (from !== undefined && to !== undefined) return { old: from, young: to }
  const told = first.slice(GIT.length)
  return pathsOfGit(namesIn(told) ?? named ?? same(told))
}

function same(path: string): Names {
  return { old: path, young: path }
}

const MOVED_FROM = /^(?:rename|copy) from /
const MOVED_TO = /^(?:rename|copy) to /

function valueOf(extended: readonly string[], label: RegExp): string | undefined {
  return extended.find((line) => label.test(line))?.replace(label, '')
}

/** The new path; of a deleted file the old one. */
function pathOf({ old, young }: Names): string {
  return young === NOWHERE ? old : young
}

/** What a reader of the new path must know of the old one, where no rename or copy tells it. */
function comparedWith({ old, young }: Names, fates: readonly string[]): readonly string[] {
  return old === young || old === NOWHERE || young === NOWHERE || fates.some((fate) => / from /.test(fate))
    ? []
    : [`compared with ${old}`]
}

/** Indices of the lines that a reader needs no more once the path is told: those that repeat it, and those of hashes. */
function repeatsOf(
  head: readonly string[],
  start: number,
  { old, young }: Names,
  extended: readonly string[],
): readonly number[] {
  const isTold = old === young || extended.some((line) => MOVED_TO.test(line))
  // Both names stay where one of them says more.
  const areNames = isTold && head.slice(1 + extended.length).every((line) => isName(line, [old, young], extended))
  const repeats: number[] = []
  head.forEach((line, index) => {
    const isRepeat = index === 0 ? isTold : index > extended.length ? areNames : line.startsWith('index ')
    if (isRepeat) repeats.push(start + index)
  })
  return repeats
}

/** Whether a `---` or `+++` line names a path that is told, or no version where the head says that the file is new or gone. */
function isName(line: string, paths: readonly string[], extended: readonly string[]): boolean {
  const name = nameOf(line)
  if (name === NOWHERE) return extended.some((other) => other.startsWith(line.startsWith('-') ? 'new file' : 'deleted'))
  return paths.includes(name) || paths.includes(pathBehindSide(name) ?? name)
}
