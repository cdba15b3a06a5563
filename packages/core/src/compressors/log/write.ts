import type { Code } from './code.ts'
import { BARE, findLetter, letterOf, REPEAT, SAME, TIMES, VERBATIM } from './form.ts'
import type { Lines } from './lines.ts'
import { printTemplate, type Template } from './template.ts'

/**
 * Writes lines as a list of templates and one short line for each. `readLog` reads it back.
 */
export function writeLog({ lines, end, bare }: Lines, { templates, uses, values }: Code): string {
  const names = new Map(templates.map((_, id) => [letterOf(id), id]))
  const head = templates.reduce((most, template) => Math.max(most, template.head), 0)
  const latest: (readonly string[])[] = []
  const out = ['', ...templates.map((template, id) => `${letterOf(id)} ${printTemplate(template)}`)]
  let repeated = false
  let above: readonly string[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const id = bare.has(index) ? -1 : (uses[index] ?? -1)
    const template = templates[id]
    const row = values[index]
    const written =
      template === undefined || row === undefined ? undefined : lineOf(template, id, row, above, latest[id])
    if (
      written !== undefined &&
      template !== undefined &&
      row !== undefined &&
      isSafe(written, names, templates, head, id)
    ) {
      out.push(written)
      latest[id] = row
      if (template.head > 0) above = row.slice(0, template.head)
    } else {
      out.push(plain(line, bare.has(index), names, templates, head))
    }
    const again = repeats(lines, bare, index)
    if (again > 0) out.push(TIMES + again)
    repeated ||= again > 0
    index += again
  }
  out[0] = legendOf(templates, end, repeated)
  return out.join('\n')
}

/** The first line: what the form is, in as many words as this text needs. The number and `CRLF` in it are read back. */
function legendOf(templates: readonly Template[], end: string, repeated: boolean): string {
  const head = templates.some((template) => template.head > 0) ? '{a}… where they differ from the line above, ' : ''
  const body = templates.some((template) => template.size > template.head)
    ? `, {1}… (${SAME} or left out at the end: as this template had last)`
    : ''
  const repeat = repeated ? ` ${TIMES}n: line above n times more.` : ''
  const crlf = end === '\n' ? '' : ', CRLF'
  return `Log in ${templates.length} templates${crlf}. Then each line: ${head}template${body}.${repeat} No template: verbatim.`
}

function lineOf(
  { head, size, tail }: Template,
  id: number,
  row: readonly string[],
  above: readonly string[],
  latest: readonly string[] | undefined,
): string {
  let text = letterOf(id)
  if (head > 0) {
    let from = 0
    if (above.length === head) while (from < head && above[from] === row[from]) from++
    const given = row.slice(from, head).join(' ')
    if (given !== '') text = `${given} ${text}`
  }
  let last = size
  if (!tail && latest !== undefined) while (last > head && latest[last - 1] === row[last - 1]) last--
  for (let at = head; at < last; at++) {
    const value = row[at] ?? ''
    text += latest !== undefined && latest[at] === value && !(tail && at === size - 1) ? ` ${SAME}` : ` ${value}`
  }
  return text
}

/** Whether a written line is read as what it is: not where a value before the letter looks like a letter. */
function isSafe(
  written: string,
  names: ReadonlyMap<string, number>,
  templates: readonly Template[],
  head: number,
  id: number,
): boolean {
  return !written.startsWith(VERBATIM) && findLetter(written, names, templates, head)?.id === id
}

function plain(
  line: string,
  isBare: boolean,
  names: ReadonlyMap<string, number>,
  templates: readonly Template[],
  head: number,
): string {
  if (isBare) return BARE + line
  const looksWritten =
    line.startsWith(VERBATIM) || REPEAT.test(line) || findLetter(line, names, templates, head) !== undefined
  return looksWritten ? `${VERBATIM} ${line}` : line
}

function repeats(lines: readonly string[], bare: ReadonlySet<number>, index: number): number {
  // The last line has no line end, so it is no repetition of one that has.
  let next = index + 1
  while (next < lines.length - 1 && lines[next] === lines[index] && bare.has(next) === bare.has(index)) next++
  const again = next - index - 1
  return again > 1 || (again === 1 && (lines[index] ?? '').length > MIN_REPEATED) ? again : 0
}

/** A line of fewer characters is as short as saying that it comes again. */
const MIN_REPEATED = 12
