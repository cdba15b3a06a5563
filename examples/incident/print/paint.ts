import { stdout } from 'node:process'
import pc from 'picocolors'

/** Columns that everything printed fits into: the terminal's, where it has fewer than 96. */
export const WIDTH: number = Math.min(96, Math.max(72, stdout.columns ?? 96))

/** A rule across the page. */
export function rule(): string {
  return pc.dim('─'.repeat(WIDTH))
}

/** A heading with room above it. */
export function heading(text: string, note = ''): string {
  return `\n ${pc.bold(text)}${note === '' ? '' : `  ${pc.dim(note)}`}`
}

/** A text padded or cut (with `…`) to a width, left-aligned. */
export function left(text: string, width: number): string {
  return cut(text, width).padEnd(width)
}

/** A text padded or cut to a width, right-aligned. */
export function right(text: string, width: number): string {
  return cut(text, width).padStart(width)
}

/** A text on one line, at most so many columns, `…` where it was cut. */
export function cut(text: string, width: number): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`
}

/** A text broken between words, each line behind an indent and within the page. */
export function wrapped(text: string, indent: string): string {
  const lines = text.split('\n').flatMap((paragraph) => {
    const rows = ['']
    for (const word of paragraph.split(' ')) {
      const row = rows.at(-1) ?? ''
      if (row !== '' && indent.length + row.length + 1 + word.length > WIDTH) rows.push(word)
      else rows[rows.length - 1] = row === '' ? word : `${row} ${word}`
    }
    return rows
  })
  return lines.map((line) => `${indent}${line}`).join('\n')
}

/** A whole number with thousands set apart: `12,345`. */
export function count(number: number): string {
  return String(Math.round(number)).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}

/** A count and its noun: `1 row`, `1,250 rows`. */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`
}

/** US dollars to a hundredth of a cent: `$0.1234`. */
export function dollars(amount: number): string {
  return `$${amount.toFixed(4)}`
}

/** What changed, as a share of what was there: `−84 %`; `+3 %` where it grew; empty where nothing did. */
export function change(before: number, after: number): string {
  const percent = before === 0 ? 0 : Math.round((100 * (after - before)) / before)
  return percent === 0 ? '' : `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`
}

/** Green where something holds, red where it does not. */
export function verdict(holds: boolean, text: string): string {
  return holds ? pc.green(text) : pc.red(pc.bold(text))
}
