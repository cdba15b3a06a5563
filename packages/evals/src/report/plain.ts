import type { FidelityReport, PolicyReport } from '../types/report.ts'
import { boundText, counted, figureName, grouped } from './format.ts'
import { type ReportTable, tablesOf } from './tables.ts'

/** Failures and hidden answers that are listed where they are not asked for; the JSON report holds all. */
const LISTED = 20

/**
 * A report for a terminal.
 *
 * @param show Whether each question whose answer is not visible is listed, and each failure.
 */
export function plainReport(report: FidelityReport, show: boolean): string {
  const policies = Object.entries(report.policies).map(([name, policy]) => policyText(name, policy, show))
  return [heading(report), ...policies, skippedText(report, show), verdict(report)]
    .filter((part) => part !== '')
    .join('\n\n')
}

function heading({ folder, layout, sample, seconds, peakMemoryBytes }: FidelityReport): string {
  const part = sample === undefined ? '' : `, ${counted(sample, 'text', 'texts')} of each kind`
  const what = layout === 'data' ? 'evaluation data' : 'a folder of your own'
  return `${printable(folder)} (${what}${part}): ${seconds.toFixed(0)} s, ${(peakMemoryBytes / 2 ** 20).toFixed(0)} MiB at most`
}

function policyText(name: string, policy: PolicyReport, show: boolean): string {
  const parts = [`═══ ${name} ═══`, ...tablesOf(policy).map(aligned)]
  const failures = policy.failures.slice(0, show ? undefined : LISTED)
  if (failures.length > 0) {
    const more = policy.failures.length - failures.length
    parts.push(
      [
        'Broken promises',
        ...failures.map(({ failure, name: file, detail }) => `  ${failure}  ${printable(file)}: ${printable(detail)}`),
        ...(more > 0 ? [`  … and ${more} more (--show, --json)`] : []),
      ].join('\n'),
    )
  }
  if (show && policy.hidden.length > 0) parts.push(['Not visible', ...policy.hidden.map(hiddenLine)].join('\n'))
  if (policy.unanswerable > 0)
    parts.push(
      `${counted(policy.unanswerable, 'question is', 'questions are')} not counted: the answer is not in the text that is asked about.`,
    )
  return parts.join('\n\n')
}

function hiddenLine({ id, kind, file, query, missing, fate, form }: PolicyReport['hidden'][number]): string {
  const [place, asked, lacks] = [file, query, JSON.stringify(missing)].map((part) => printable(part, MAX_SHOWN))
  return `  ${kind} ${printable(id)} ${place} | ${asked} | missing ${lacks} | ${fate}, ${form}`
}

function skippedText({ skipped }: FidelityReport, show: boolean): string {
  if (skipped.length === 0) return ''
  const listed = show ? skipped : skipped.filter(({ why }) => why !== 'binary').slice(0, LISTED)
  const binary = skipped.filter(({ why }) => why === 'binary').length
  const what = `${counted(skipped.length, 'file or part was', 'files or parts were')} skipped, ${grouped(binary)} of them binary`
  const more = skipped.length - listed.length
  return [
    more === 0 ? `${what}:` : `${what} (--show names all):`,
    ...listed.map(({ name, why }) => `  ${printable(name)}: ${printable(why)}`),
    ...(more === 0 ? [] : [`  … and ${grouped(more)} more`]),
  ].join('\n')
}

function verdict({ breaches, unmeasured }: FidelityReport): string {
  const open =
    unmeasured.length === 0
      ? ''
      : `\n${counted(unmeasured.length, 'threshold has', 'thresholds have')} nothing to measure here:\n${unmeasured.map((figure) => `  ${printable(figureName(figure))}`).join('\n')}`
  if (breaches.length === 0)
    return `${unmeasured.length === 0 ? 'Every threshold holds.' : 'Every threshold that was measured holds.'}${open}`
  const lines = breaches.map(
    ({ figure, measured, bound }) =>
      `  ${figureName(figure)} is ${Number(measured.toFixed(4))}, must be ${boundText(bound)}`,
  )
  return [`${counted(breaches.length, 'threshold is', 'thresholds are')} broken:`, ...lines].join('\n') + open
}

/** Characters of a name or a detail that are shown. */
const MAX_CELL = 240
/** Characters of a question, and of what its answer lacks. */
const MAX_SHOWN = 1000

function aligned({ title, note, head, rows, textColumns }: ReportTable): string {
  const lines = [head, ...rows].map((cells) => cells.map((cell) => printable(cell)))
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)))
  const write = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 || textColumns.includes(column)
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  const [top = [], ...body] = lines
  return [
    `${title}. ${note}`,
    write(top),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...body.map(write),
  ].join('\n')
}

// Names and questions come from files: they must not steer the terminal.
function printable(text: string, most = MAX_CELL): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`
}
