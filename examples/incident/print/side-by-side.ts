import pc from 'picocolors'
import { WIDTH } from './paint.ts'

/** Lines of an excerpt. */
const HEIGHT = 14

const SIDE = Math.floor((WIDTH - 5) / 2)

/** The start of a text before and after, in two columns. Long lines are wrapped. */
export function sideBySide(before: string, after: string): string {
  const lefts = excerpt(before)
  const rights = excerpt(after)
  const rows = Array.from({ length: Math.max(lefts.length, rights.length) }, (_, index) => {
    const original = (lefts[index] ?? '').padEnd(SIDE)
    return ` ${pc.dim(original)} ${pc.dim('│')} ${rights[index] ?? ''}`
  })
  const head = ` ${'what the tool said'.padEnd(SIDE)} ${pc.dim('│')} what the model reads`
  return [head, ` ${pc.dim(`${'─'.repeat(SIDE)}─┼─${'─'.repeat(SIDE)}`)}`, ...rows].join('\n')
}

function excerpt(text: string): string[] {
  // Tabs and control characters would push the columns apart.
  const clean = text
    .slice(0, SIDE * HEIGHT)
    .replaceAll('\t', '  ')
    .replaceAll(/(?!\n)\p{Cc}/gu, '')
  const lines = clean.split('\n').flatMap(wrapped)
  const shown = lines.slice(0, HEIGHT)
  return lines.length > HEIGHT || text.length > clean.length ? [...shown, '…'] : shown
}

function wrapped(line: string): string[] {
  const rows = Math.max(1, Math.ceil(line.length / SIDE))
  return Array.from({ length: rows }, (_, row) => line.slice(row * SIDE, (row + 1) * SIDE))
}
