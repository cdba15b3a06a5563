import type { FidelityReport, PolicyReport } from '../types/report.ts'
import { type Chart, chartsOf } from './charts.ts'
import { boundText, counted, figureName } from './format.ts'
import { type ReportTable, tablesOf } from './tables.ts'

/** Failures and hidden answers that a page lists; the JSON report holds all. */
const LISTED = 500

/** A report as one page that needs nothing else: charts are drawn, each with the table of its figures; light or dark as the reader's. */
export function htmlReport(report: FidelityReport): string {
  const { folder, layout, sample, seconds, peakMemoryBytes, policies, skipped } = report
  const facts = [
    layout === 'data' ? 'evaluation data' : 'a folder of one’s own',
    ...(sample === undefined ? [] : [`${counted(sample, 'text', 'texts')} of each kind`]),
    `${seconds.toFixed(0)} s`,
    `${(peakMemoryBytes / 2 ** 20).toFixed(0)} MiB of memory at most`,
    `${counted(skipped.length, 'file or part', 'files or parts')} skipped`,
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fidelity of ${escaped(folder)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Fidelity</h1>
<p><code>${escaped(folder)}</code>: ${escaped(facts.join(' · '))}</p>
${verdict(report)}
${Object.entries(policies)
  .map(([name, policy]) => policySection(name, policy))
  .join('\n')}
${list(
  'Skipped',
  skipped.map(({ name, why }) => `${name}: ${why}`),
)}
</main>
</body>
</html>
`
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2129; --ground: #fff; --line: #d5d9e0; --soft: #f3f5f8; --bad: #b3261e; --good: #1a7f37;
  --colour-1: #2f6fdb; --colour-2: #e08a1e; --colour-3: #2a9d78; --colour-4: #9a63c9; --colour-5: #c8384b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ec; --ground: #15181d; --line: #3a4049; --soft: #1e232a; --bad: #ff8a80; --good: #6fd08c;
  --colour-1: #6ea3ff; --colour-2: #f2b35e; --colour-3: #5fd0a8; --colour-4: #c79cf0; --colour-5: #ff7f8e; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1000px; margin: 0 auto; padding: 24px; }
h2 { margin-top: 48px; border-bottom: 2px solid var(--line); }
svg { max-width: 100%; height: auto; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }
caption { text-align: left; padding: 4px 0; }
th, td { padding: 3px 10px; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th.text, td.text { text-align: left; }
thead th { background: var(--soft); }
.bad { color: var(--bad); } .good { color: var(--good); }
li { overflow-wrap: anywhere; }
`

function verdict({ breaches, unmeasured }: FidelityReport): string {
  const open = list('Thresholds that have nothing to measure here', unmeasured.map(figureName))
  if (breaches.length === 0)
    return `<p class="good">${unmeasured.length === 0 ? 'Every threshold holds.' : 'Every threshold that was measured holds.'}</p>${open}`
  const items = breaches.map(
    ({ figure, measured, bound }) =>
      `<li>${escaped(figureName(figure))} is ${Number(measured.toFixed(4))}, must be ${escaped(boundText(bound))}</li>`,
  )
  return `<p class="bad">${counted(breaches.length, 'threshold is', 'thresholds are')} broken:</p><ul>${items.join('')}</ul>${open}`
}

function policySection(name: string, policy: PolicyReport): string {
  const charts = new Map(chartsOf(policy).map((chart) => [chart.table, chart]))
  const tables = tablesOf(policy).map((table) => tableSection(table, charts.get(table.title)))
  const failures = policy.failures.map(({ failure, name: file, detail }) => `${failure}: ${file}: ${detail}`)
  const hidden = policy.hidden.map(
    ({ id, kind, file, query, missing, fate, form }) =>
      `${kind} ${id}, ${file}: ${query} Missing ${JSON.stringify(missing)}; ${fate}, ${form}`,
  )
  return `<section aria-label="${escaped(name)}">
<h2>${escaped(name)}</h2>
${tables.join('\n')}
${list('Broken promises', failures)}
${list('Answers that are not visible', hidden)}
</section>`
}

function tableSection({ title, note, head, rows, textColumns }: ReportTable, chart: Chart | undefined): string {
  const isText = (column: number): boolean => column === 0 || textColumns.includes(column)
  const cell = (tag: 'th' | 'td', text: string, column: number, scope = ''): string =>
    `<${tag}${scope}${isText(column) ? ' class="text"' : ''}>${escaped(text)}</${tag}>`
  const body = rows.map(
    (cells) =>
      `<tr>${cells.map((text, column) => (column === 0 ? cell('th', text, column, ' scope="row"') : cell('td', text, column))).join('')}</tr>`,
  )
  return `<h3>${escaped(title)}</h3>
${chart === undefined ? '' : `<figure>${chart.svg}<figcaption>${escaped(chart.title)}</figcaption></figure>`}
<div class="table"><table><caption>${escaped(note)}</caption>
<thead><tr>${head.map((text, column) => cell('th', text, column, ' scope="col"')).join('')}</tr></thead>
<tbody>${body.join('\n')}</tbody></table></div>`
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return ''
  const shown = items.slice(0, LISTED).map((item) => `<li>${escaped(item)}</li>`)
  const more = items.length > LISTED ? `<p>… and ${items.length - LISTED} more in the JSON report.</p>` : ''
  return `<details><summary>${escaped(title)} (${items.length})</summary><ul>${shown.join('')}</ul>${more}</details>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
}
