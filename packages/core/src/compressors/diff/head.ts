import { isHunkHeader } from './hunk.ts'

/** The lines before the hunks of one file. */
export interface Head {
  /** Index after its last line. */
  readonly end: number
  /** The path as the head has it, without git's `a/` and `b/`; quoted where git quotes it. */
  readonly path: string
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
  const path = combined === undefined ? pathOf(first, extended, named) : first.slice(combined.length)
  const repeats = repeatsOf(lines, start, end, path, extended)
  const next = lines[end] ?? ''
  if (isHunkHeader(next)) return { end, path, repeats, body: 'hunks' }
  if (named !== undefined) return undefined
  if (BINARY.test(next)) return { end: end + 1, path, repeats, body: 'none' }
  if (bare(next) === 'GIT binary patch') return { end, path, repeats, body: 'binary patch' }
  return extended.length > 0 ? { end, path, repeats, body: 'none' } : undefined
}

const GIT = 'diff --git '
const BINARY = /^(?:Binary files|Files) .{1,4000} differ\r?$/

function plainHead(lines: readonly string[], start: number, at: number): Head | undefined {
  const named = namesAt(lines, at)
  if (named === undefined || !isHunkHeader(lines[at + 2] ?? '')) return undefined
  return { end: at + 2, path: pathOfNames(named), repeats: at > start ? [start] : [], body: 'hunks' }
}

/** The name of a version that does not exist. */
const NOWHERE = '/dev/null'

interface Names {
  readonly old: string
  readonly young: string
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

/** The new path that a rename or copy tells, else the path that both names share, else the new name, of a deleted file the old one. */
function pathOf(first: string, extended: readonly string[], named: Names | undefined): string {
  const moved = extended.find((line) => MOVED_TO.test(line))
  if (moved !== undefined) return moved.replace(MOVED_TO, '')
  const half = halfOf(first)
  if (half !== undefined || named === undefined) return half ?? first.slice(GIT.length)
  return pathOfNames(named)
}

const MOVED_TO = /^(?:rename|copy) to /
const MOVED_FROM = /^(?:rename|copy) from /

/** The path of `diff --git a/path b/path` or `diff --git path path`; undefined where the two differ or are quoted. */
function halfOf(first: string): string | undefined {
  const names = first.slice(GIT.length)
  const middle = (names.length - 1) / 2
  const [old, young] = [names.slice(0, middle), names.slice(middle + 1)]
  if (names[middle] !== ' ' || names.startsWith('"')) return undefined
  return old === young ? old : commonPath(old, young)
}

/** `b/path` beside `a/path` is `path`; other names are told by the new one, those of a deleted file by the old one. */
function pathOfNames({ old, young }: Names): string {
  return young === NOWHERE ? old : (commonPath(old, young) ?? young)
}

function commonPath(old: string, young: string): string | undefined {
  return SIDES.test(old) && SIDES.test(young) && old.slice(2) === young.slice(2) ? old.slice(2) : undefined
}

/** Git's prefixes of the two sides, with `diff.mnemonicPrefix` too. */
const SIDES = /^[abciow12]\//

/** Indices of the lines that a reader needs no more once the path is told: those that repeat it, and those of hashes. */
function repeatsOf(
  lines: readonly string[],
  start: number,
  end: number,
  path: string,
  extended: readonly string[],
): readonly number[] {
  const isMoved = extended.some((line) => MOVED_TO.test(line))
  const repeats: number[] = []
  for (let at = start; at < end; at++) {
    const line = bare(lines[at] ?? '')
    if (line.startsWith('index ')) repeats.push(at)
    else if (at === start ? isMoved || isHeadOf(line, path) : isNameOf(line, path, extended)) repeats.push(at)
  }
  return repeats
}

function isHeadOf(line: string, path: string): boolean {
  return line === `diff --cc ${path}` || line === `diff --combined ${path}` || halfOf(line) === path
}

/** A `---` or `+++` line that names the path again, the path that `rename from` names, or nothing where the file is new or gone. */
function isNameOf(line: string, path: string, extended: readonly string[]): boolean {
  if (!line.startsWith('--- ') && !line.startsWith('+++ ')) return false
  const name = nameOf(line)
  if (name === NOWHERE) return extended.some((other) => other.startsWith(line.startsWith('-') ? 'new file' : 'deleted'))
  if (name === path || (SIDES.test(name) && name.slice(2) === path)) return true
  const from = extended.find((other) => MOVED_FROM.test(other))?.replace(MOVED_FROM, '')
  return name === from || (SIDES.test(name) && name.slice(2) === from)
}
