import type { Outcome, Report } from '@headroom/core'
import Table from 'cli-table3'
import type { Colors } from './colors.ts'

/** Segments listed one by one; of the others only totals are told. */
const MAX_LISTED = 40

/** What was done to one tool output, as a table. */
export function tableOfOutcome(outcome: Outcome, colors: Colors): string {
  return table([outcome], colors)
}

/**
 * What was done to a request, as a table: a row for each segment that was changed, the rest by reason, totals.
 */
export function tableOfReport(report: Report, colors: Colors): string {
  const changed = report.outcomes.filter(({ form }) => form !== 'verbatim')
  const listed = changed.slice(0, MAX_LISTED)
  const { tokensBefore, tokensAfter, dialect, outcomes } = report
  const lines = [`${dialect ?? 'no dialect'}, ${plural(outcomes.length, 'segment')}, ${changed.length} changed`]
  if (listed.length > 0) lines.push(table(listed, colors))
  if (changed.length > listed.length) lines.push(`… and ${changed.length - listed.length} more`)
  if (changed.length < outcomes.length) lines.push(colors.dim(`left as they are: ${reasonsOf(outcomes)}`))
  lines.push(
    colors.bold(`total ${spans(tokensBefore, tokensAfter)} tokens, ${percent(tokensBefore, tokensAfter)} saved`),
  )
  return lines.join('\n')
}

const HEAD = ['tool', 'by', 'form', 'reason', 'tokens', 'saved', 'key']
const NO_BORDERS = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'].map((side) => [
    side,
    '',
  ]),
)

function table(outcomes: readonly Outcome[], colors: Colors): string {
  const hasKeys = outcomes.some(({ key }) => key !== undefined)
  const rows = new Table({
    head: (hasKeys ? HEAD : HEAD.slice(0, -1)).map((name) => colors.dim(name)),
    chars: {
      ...NO_BORDERS,
      left: '',
      right: '',
      middle: '  ',
      mid: '',
      'left-mid': '',
      'mid-mid': '',
      'right-mid': '',
    },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: ['left', 'left', 'left', 'left', 'right', 'right'],
  })
  for (const outcome of outcomes) rows.push(rowOf(outcome, hasKeys, colors))
  const lines = rows.toString().split('\n')
  return lines.map((line) => line.trimEnd()).join('\n')
}

function rowOf(outcome: Outcome, hasKeys: boolean, colors: Colors): string[] {
  const { role, tool, by, form, reason, detail, tokensBefore, tokensAfter, kept, total, key } = outcome
  const why = kept === undefined || total === undefined ? reason : `${kept} of ${total} shown`
  const cells = [
    printable(tool === undefined || tool === '' ? role : tool),
    by ?? '',
    form,
    detail === undefined ? why : `${why}: ${printable(detail)}`,
    spans(tokensBefore, tokensAfter),
    tokensAfter < tokensBefore ? colors.green(percent(tokensBefore, tokensAfter)) : percent(tokensBefore, tokensAfter),
  ]
  return hasKeys ? [...cells, key ?? ''] : cells
}

/** Longest name that a cell shows. */
const MAX_CELL = 60

// Names of tools come from the input: they must not steer the terminal.
function printable(text: string): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
  return line.length <= MAX_CELL ? line : `${line.slice(0, MAX_CELL - 1)}…`
}

function reasonsOf(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>()
  for (const { form, reason } of outcomes) if (form === 'verbatim') counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ')
}

function spans(before: number, after: number): string {
  return before === after ? String(before) : `${before} → ${after}`
}

function percent(before: number, after: number): string {
  return `${before === 0 ? '0.0' : (((before - after) / before) * 100).toFixed(1)} %`
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
