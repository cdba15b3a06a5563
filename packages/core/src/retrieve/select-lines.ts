import { lineOf, type Original } from './original.ts'
import { notFound, type Retrieved, shown } from './retrieved.ts'
import { boundedText, characterSlice, valueSlice } from './slice.ts'

/** The original from its start. The whole of it carries no note: it is the original, byte for byte. */
export function selectWhole(original: Original, maxLength: number): Retrieved {
  const { text, root, lineStarts } = original
  const total = lineStarts.length
  if (text.length <= maxLength) return { found: true, text, unit: 'lines', total }
  const { text: part, end, next } = boundedText(original, 0, text.length, maxLength)
  if (!part.endsWith('\n')) {
    return root === undefined
      ? characterSlice({ path: '$', node: { start: 0, end: text.length }, text }, 0, Infinity, maxLength)
      : valueSlice({ path: '$', node: root, text }, 0, Infinity, maxLength)
  }
  const shownLines = lineStarts.indexOf(end)
  return {
    found: true,
    text: part,
    unit: 'lines',
    total,
    note: `lines 1 to ${shownLines} of ${total}; the next: ${next}`,
  }
}

const RANGE = /^L?(\d{1,9})?\s*(?:(-|–|—|:|,|\.\.|to)\s*L?(\d{1,9})?)?$/i

/**
 * Lines by number, with their line ends, so that consecutive answers put together are the original.
 *
 * @param range `40-60`, `40`, `40-`, or `-20` for the last 20.
 */
export function selectLines(original: Original, range: string, maxLength: number): Retrieved {
  const total = original.lineStarts.length
  const wanted = rangeOf(range, total)
  if (wanted === undefined) return notFound(`${shown(range)} names no lines. Write 40-60, 40, 40- or -20.`)
  const [first, last] = wanted
  if (first < 1 || first > last || first > total) return notFound(outside(original, range))
  const start = original.lineStarts[first - 1] ?? 0
  const end = original.lineStarts[last] ?? original.text.length
  const part = boundedText(original, start, end, maxLength)
  const lastShown = part.next === undefined ? last : first + linesIn(part.text) - 1
  const whole = first === 1 && last === total && part.next === undefined
  const note = `lines ${first} to ${lastShown} of ${total}${part.next === undefined ? '' : `; the next: ${part.next}`}`
  return { found: true, text: part.text, unit: 'lines', total, ...(whole ? {} : { note }) }
}

/** The line of a number from 1. */
export function selectLine(original: Original, number: number, maxLength: number): Retrieved {
  const total = original.lineStarts.length
  if (number < 1 || number > total) return notFound(`There is no line ${number}: lines are counted from 1 to ${total}.`)
  const text = lineOf(original, number - 1)
  if (text.length > maxLength) return selectLines(original, String(number), maxLength)
  return { found: true, text, unit: 'lines', total, note: `line ${number} of ${total}` }
}

function rangeOf(range: string, total: number): readonly [number, number] | undefined {
  const [, from, dash, to] = RANGE.exec(range.trim()) ?? []
  if (from === undefined && to === undefined) return undefined
  if (from === undefined) return [Math.max(1, total - Number(to) + 1), to === '0' ? 0 : total]
  const first = Math.max(1, Number(from))
  if (dash === undefined) return [Number(from), Number(from)]
  return [first, to === undefined ? total : Math.min(total, Number(to))]
}

function outside({ root, lineStarts }: Original, range: string): string {
  const total = lineStarts.length
  const has = total === 1 ? 'one line' : `${total} lines`
  const inText = total === 1 ? 'Ask by grep, or without a selector.' : `Ask for lines 1 to ${total}, or grep.`
  const instead = root === undefined ? inText : 'It is JSON: ask by index, path, grep or query.'
  return `There are no lines ${shown(range)}: the original has ${has}. ${instead}`
}

function linesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return Math.max(1, text.endsWith('\n') ? count : count + 1)
}
