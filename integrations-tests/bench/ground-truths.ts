/** One fact that the question of a workload asks for, and the strings that show it. */
export interface GroundTruth {
  readonly name: string
  /** Each must stand in what the model reads. */
  readonly strings: readonly string[]
}

/** A workload: an agent's messages, and what else its file says. */
export interface Workload {
  readonly messages: readonly { readonly content: unknown }[]
  readonly needles?: readonly string[]
}

/** The facts that `peer/README.md` counts, computed from the workload itself; none for other workloads. */
export function groundTruthsOf(name: string, workload: Workload): readonly GroundTruth[] {
  if (name.startsWith('code_search')) return [{ name: 'Form hits', strings: formHits(textsOf(workload)) }]
  if (name.startsWith('sre_incident')) return incidentTruths(textsOf(workload))
  if (name.startsWith('github_issue')) return [{ name: 'open bugs', strings: openBugs(textsOf(workload)) }]
  return workload.needles === undefined ? [] : [{ name: 'needles', strings: workload.needles }]
}

/** Every text of a workload's messages, in order. */
export function textsOf({ messages }: Workload): readonly string[] {
  return messages.flatMap(({ content }) =>
    typeof content === 'string' ? [content] : Array.isArray(content) ? content.flatMap(textOfBlock) : [],
  )
}

function textOfBlock(block: { readonly text?: unknown; readonly content?: unknown }): string[] {
  return [block.text, block.content].filter((text) => typeof text === 'string')
}

function formHits(texts: readonly string[]): string[] {
  return [...texts.join('\n').matchAll(/FormComponent\d+/g)].map(([hit]) => hit)
}

function incidentTruths(texts: readonly string[]): GroundTruth[] {
  const { entries } = read<{ entries: { level: string; trace_id: string }[] }>(texts, 'entries')
  const { rows } = read<{ rows: { total_revenue: number }[] }>(texts, 'rows')
  const idsOf = (level: string): string[] =>
    entries.filter((entry) => entry.level === level).map(({ trace_id }) => trace_id)
  const levels = ['ERROR', 'WARN', 'INFO'].map((level) => ({ name: `${level} trace ids`, strings: idsOf(level) }))
  return [
    ...levels,
    {
      name: 'anomalies',
      strings: rows.filter((row) => row.total_revenue > 10_000).map((row) => String(row.total_revenue)),
    },
  ]
}

function openBugs(texts: readonly string[]): string[] {
  const { items } = read<{ items: { number: number; state: string; labels?: string[] }[] }>(texts, 'labels')
  return items
    .filter(({ state, labels }) => state === 'open' && labels?.includes('bug') === true)
    .map(({ number }) => `#${number}:`)
}

function read<T>(texts: readonly string[], member: string): T {
  return JSON.parse(texts.find((text) => text.startsWith('{') && text.includes(`"${member}"`)) ?? '{}') as T
}
