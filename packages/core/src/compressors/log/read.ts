import { PASS_LENGTH, type Steps } from '../../steps.ts'
import { cutInSteps, textInSteps } from '../lines.ts'
import { BARE, type Book, bookOf, findLetter, letterOf, REPEAT, SAME, VERBATIM } from './form.ts'
import { fill, parseTemplate } from './template.ts'

const LEGEND = /^Log in (\d{1,6}) templates(, CRLF)?\. /

/**
 * The text that `writeLog` was given.
 *
 * @throws {SyntaxError} For a text that `writeLog` does not write.
 */
export function* readLog(form: string): Steps<string> {
  const written = yield* cutInSteps(form)
  const legend = written[0] ?? ''
  const [, count, crlf] = LEGEND.exec(legend) ?? []
  if (count === undefined) throw new SyntaxError('not a log in templates')
  const templates = written
    .slice(1, 1 + Number(count))
    .map((line, id) => parseTemplate(line.slice(letterOf(id).length + 1)))
  const reader: Reader = {
    book: bookOf(templates),
    latest: [],
    above: [],
  }
  const lines: string[] = []
  const bare = new Set<number>()
  let read = 0
  for (let at = 1 + Number(count); at < written.length; at++) {
    const line = written[at] ?? ''
    const again = REPEAT.exec(line)?.[1]
    if (again !== undefined) repeat(lines, bare, Number(again))
    else if (line.startsWith(BARE)) bare.add(lines.push(line.slice(BARE.length)) - 1)
    else if (line.startsWith(VERBATIM)) lines.push(line.slice(VERBATIM.length + 1))
    else lines.push(lineOf(line, reader))
    read += LINE_LENGTH + line.length
    if (read < PASS_LENGTH) continue
    read = 0
    yield
  }
  return yield* textInSteps({ lines, bare, end: crlf === undefined ? '\n' : '\r\n' })
}

/** What a line costs beside its own length, in characters. */
const LINE_LENGTH = 64

interface Reader {
  readonly book: Book
  /** The last values of each template. */
  readonly latest: (readonly string[])[]
  /** The values before the letter of the last line that had any. */
  above: readonly string[]
}

function lineOf(line: string, reader: Reader): string {
  const found = findLetter(line, reader.book)
  const template = found === undefined ? undefined : reader.book.templates[found.id]
  if (found === undefined || template === undefined) return line
  const { head, size, tail } = template
  const given = found.before === 0 ? [] : line.split(' ', found.before)
  const row = [...reader.above.slice(0, head - given.length), ...given]
  const latest = reader.latest[found.id] ?? []
  const body = found.rest >= line.length && !tail ? [] : cut(line.slice(found.rest), tail ? size - head : Infinity)
  for (let at = head; at < size; at++) {
    const value = body[at - head]
    row.push(value === undefined || value === SAME ? (latest[at] ?? '') : value)
  }
  reader.latest[found.id] = row
  if (head > 0) reader.above = row.slice(0, head)
  return fill(template, row)
}

/** The words of a text; with a limit, the last is all that is left. */
function cut(text: string, limit: number): string[] {
  const words: string[] = []
  let start = 0
  while (words.length < limit - 1) {
    const end = text.indexOf(' ', start)
    if (end < 0) break
    words.push(text.slice(start, end))
    start = end + 1
  }
  words.push(text.slice(start))
  return words
}

function repeat(lines: string[], bare: Set<number>, again: number): void {
  const last = lines.length - 1
  const isBare = bare.has(last)
  for (let count = 0; count < again; count++) {
    lines.push(lines[last] ?? '')
    if (isBare) bare.add(lines.length - 1)
  }
}
