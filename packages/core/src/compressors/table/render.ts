import type { Steps } from '../../steps.ts'
import type { Kept } from '../../types/compressor.ts'
import type { TableDocument } from './document.ts'

/** What stands in front of the head: the numbers before the rows are those of their lines. */
const LINE = 'line'

/**
 * A view as text: the head as it stands in the text, then the kept rows as they are, each after the number of its line:
 * `line: id,name`, `17: 16,Anna`. What stands around the table stays.
 */
export function* renderRows(document: TableDocument, { indices }: Kept): Steps<string> {
  const { lines: numbers } = yield* document.sight()
  const { text, grid, units } = document
  const head = text.slice(grid.before.length, grid.starts[0])
  return [
    ...lines(grid.before),
    ...(grid.style.kind === 'delimited'
      ? [`${LINE}: ${trimmedEnd(head)}`]
      : lines(head).map((line) => `${LINE}: ${line}`)),
    ...indices.map((row) => `${numbers[row] ?? 0}: ${units[row]?.text ?? ''}`),
    ...lines(grid.after),
  ].join('\n')
}

function lines(text: string): readonly string[] {
  const trimmed = trimmedEnd(text.startsWith('\r\n') ? text.slice(2) : text.startsWith('\n') ? text.slice(1) : text)
  return trimmed === '' ? [] : trimmed.split(/\r?\n/)
}

function trimmedEnd(text: string): string {
  return text.endsWith('\r\n') ? text.slice(0, -2) : text.endsWith('\n') ? text.slice(0, -1) : text
}
