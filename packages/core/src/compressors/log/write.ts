import { PASS_LENGTH, type Steps } from '../../steps.ts'
import { joinInSteps, type Lines } from '../lines.ts'
import type { Code } from './code.ts'
import { BARE, type Book, bookOf, findLetter, letterOf, REPEAT, SAME, TIMES, VERBATIM } from './form.ts'
import { printTemplate, type Template } from './template.ts'

/**
 * Writes lines as a list of templates and one short line for each. `readLog` reads it back.
 */
export function* writeLog({ lines, end, bare }: Lines, { templates, uses, values }: Code): Steps<string> {
  const book = bookOf(templates)
  const out = ['', ...templates.map((template, id) => `${letterOf(id)} ${printTemplate(template)}`)]
  const latest: (readonly string[])[] = []
  let above: readonly string[] = []
  let repeated = false
  let read = 0
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const id = uses[index] ?? -1
    const template = templates[id]
    const row = values[index]
    let written: string | undefined
    if (template !== undefined && row !== undefined && !bare.has(index)) {
      written = codedLine(template, id, row, above, latest[id], book)
      if (written !== undefined) latest[id] = row
      if (written !== undefined && template.head > 0) above = row.slice(0, template.head)
    }
    out.push(written ?? plainLine(line, bare.has(index), book))
    const again = repeats(lines, bare, index)
    if (again > 0) out.push(TIMES + again)
    repeated ||= again > 0
    index += again
    read += LINE_LENGTH + line.length
    if (read < PASS_LENGTH) continue
    read = 0
    yield
  }
  out[0] = legendOf(templates, end, repeated)
  return yield* joinInSteps(out, '\n')
}

/** What a line costs beside its own length, in characters. */
const LINE_LENGTH = 64

/** The first line: what the form is, in as many words as this text needs. The number and `CRLF` in it are read back. */
function legendOf(templates: readonly Template[], end: string, repeated: boolean): string {
  const uses = (is: (template: Template) => boolean, words: string): string => (templates.some(is) ? words : '')
  const cuts = ({ slots }: Template): boolean => slots.some(({ take }) => take !== undefined)
  const aligns = ({ slots }: Template): boolean => slots.some(({ width }) => width !== undefined)
  return [
    `Log in ${templates.length} templates${end === '\n' ? '' : ', CRLF'}. Below them each line: `,
    uses(({ head }) => head > 0, 'values {a}… (left out from the front: as in the line above), '),
    'template',
    uses(({ size, head }) => size > head, `, values {1}… (${SAME} or left out: as this template had last)`),
    '. No template: verbatim.',
    repeated ? ` ${TIMES}n: line above n times more.` : '',
    uses(cuts, ' {a:.8}: its first 8 characters.'),
    uses(aligns, ' {1:>5}: right-aligned in 5 characters.'),
    uses(({ tail }) => tail, ' {*}: rest of the line.'),
  ].join('')
}

/** A line by its template; undefined where it would be read as something else. */
function codedLine(
  { head, size, tail }: Template,
  id: number,
  row: readonly string[],
  above: readonly string[],
  latest: readonly string[] | undefined,
  book: Book,
): string | undefined {
  let from = 0
  while (from < head && above[from] === row[from]) from++
  const words = row.slice(from, head)
  words.push(letterOf(id))
  let last = size
  if (!tail && latest !== undefined) while (last > head && latest[last - 1] === row[last - 1]) last--
  for (let at = head; at < last; at++) {
    words.push(latest !== undefined && latest[at] === row[at] ? SAME : (row[at] ?? ''))
  }
  const written = words.join(' ')
  const found = findLetter(written, book)
  return found?.id === id && found.before === head - from ? written : undefined
}

function plainLine(line: string, isBare: boolean, book: Book): string {
  if (isBare) return BARE + line
  const looksWritten = line.startsWith(VERBATIM) || REPEAT.test(line) || findLetter(line, book) !== undefined
  return looksWritten ? `${VERBATIM} ${line}` : line
}

function repeats(lines: readonly string[], bare: ReadonlySet<number>, index: number): number {
  let next = index + 1
  while (next < lines.length && lines[next] === lines[index] && bare.has(next) === bare.has(index)) next++
  const again = next - index - 1
  return again > 1 || (again === 1 && (lines[index] ?? '').length > MIN_REPEATED) ? again : 0
}

/** A line of fewer characters is as short as saying that it comes again. */
const MIN_REPEATED = 12
