import { bare } from './head.ts'

/** The lines that git writes before the first hunk of a file, told in one. */
export interface HeadLine {
  /** `diff path 390c17de..b372c04d 100644`; of a new file `diff path new file 100644 0000000..b372c04d`. */
  readonly line: string
  /** Where the lines that it stands for end: at a line feed, or at the end of the text. */
  readonly end: number
}

/** How every line that `headLineAt` and `headLinesOf` look at begins. */
export const HEAD_START = 'diff '

/**
 * The four or five header lines of a file that start at a character, as one. Undefined where other lines stand there, or where
 * `headLinesOf` would not give them back.
 */
export function headLineAt(text: string, start: number): HeadLine | undefined {
  if (!text.startsWith(SIDES, start)) return undefined
  const lines = linesAt(text, start)
  const [first = '', second = ''] = lines
  const names = bare(first).slice(SIDES.length)
  const path = names.slice(0, (names.length - SIDES_LENGTH) / 2)
  const [, state, mode] = STATE.exec(second) ?? []
  const index = (state === undefined ? second : lines[2]) ?? ''
  if (!index.startsWith(INDEX)) return undefined
  const line = `${HEAD_START}${path} ${state === undefined ? '' : `${state} file ${mode} `}${index.slice(INDEX.length)}`
  const told = headLinesOf(line)?.join('\n')
  if (told === undefined || !text.startsWith(told, start)) return undefined
  const end = start + told.length
  return end === text.length || text[end] === '\n' ? { line, end } : undefined
}

/** The header lines that a line stands for. Undefined for a line that `headLineAt` does not write. */
export function headLinesOf(line: string): readonly string[] | undefined {
  const [, path, state, mode, told, end = ''] = HEAD_LINE.exec(line) ?? []
  if (path === undefined) return undefined
  // Git sets a tab behind a name with spaces.
  const tab = path.includes(' ') ? '\t' : ''
  return [
    `${SIDES}${path} b/${path}`,
    ...(state === undefined ? [] : [`${state} file mode ${mode}`]),
    INDEX + told,
    state === 'new' ? '--- /dev/null' : `--- a/${path}${tab}`,
    state === 'deleted' ? '+++ /dev/null' : `+++ b/${path}${tab}`,
  ].map((head) => head + end)
}

const SIDES = 'diff --git a/'
const INDEX = 'index '
/** Characters of `path b/path` that are no path. */
const SIDES_LENGTH = ' b/'.length
const STATE = /^(new|deleted) file mode (\d{6})\r?$/
const HEAD_LINE =
  /^diff ([^\s"-][^\r\n]{0,4000}?) (?:(new|deleted) file (\d{6}) )?([0-9a-f]{4,64}\.\.[0-9a-f]{4,64}(?: \d{6})?)(\r?)$/
/** Lines that tell the path, the state, the mode and the hashes. */
const TELLING_LINES = 3

function linesAt(text: string, start: number): readonly string[] {
  const lines: string[] = []
  for (let from = start; lines.length < TELLING_LINES;) {
    const end = text.indexOf('\n', from)
    lines.push(text.slice(from, end < 0 ? text.length : end))
    if (end < 0) break
    from = end + 1
  }
  return lines
}
