import { compress, createMemoryStore, type Report } from '@headroom/core'
import { sharedFiles, sharedJson } from '../shared-data.ts'
import { groundTruthsOf, textsOf, type Workload } from './ground-truths.ts'
import { median, milliseconds, percent, printTable, type Row } from './print.ts'

interface Measured {
  readonly peer: string
  readonly file: string
  readonly o200k_before: number
  readonly saved: number
  readonly ms_median: number
}

/** The workloads of the published table, and the aims of issue 2 for them: lossless, balanced. */
const AIMS: Readonly<Record<string, readonly [number, number]>> = {
  'code_search_100.json': [0.89, 0.94],
  'sre_incident_debugging.json': [0.66, 0.93],
  'github_issue_triage.json': [0.74, 0.8],
  'codebase_exploration.json': [0.51, 0.6],
  'needle_logs_100.json': [0.53, 0.9],
}
/** Runs of which the median is told. */
const RUNS = 15

/** Prints what the peer's workloads become, beside what the peer made of them. */
export async function benchPeerWorkloads(): Promise<void> {
  const measured = sharedJson('peer/measured.json') as readonly Measured[]
  const rows: Row[] = []
  for (const [file, aims] of Object.entries(AIMS)) rows.push(await rowOf(file, aims, measured))
  const head = [
    'workload',
    'before',
    'peer head',
    'peer old',
    'lossless',
    'aim',
    'balanced',
    'aim',
    'ground truths visible',
    'peer ms',
    'lossless',
    'balanced',
  ]
  printTable(
    'Peer workloads: o200k tokens saved of the whole request; time of a request of new content, warm, median',
    head,
    rows,
  )
  const draws: Row[] = []
  for (const path of sharedFiles('peer/workloads/draws', '.json')) draws.push(await drawOf(path))
  printTable('Other draws of the random workloads', ['draw', 'lossless', 'balanced', 'ground truths visible'], draws)
}

async function rowOf(
  file: string,
  [losslessAim, balancedAim]: readonly [number, number],
  measured: readonly Measured[],
): Promise<Row> {
  const workload = sharedJson(`peer/workloads/${file}`) as Workload
  const of = (peer: string): Measured | undefined => measured.find((row) => row.peer === peer && row.file === file)
  const before = of('head')?.o200k_before ?? 0
  const [lossless, balanced] = [await compressed(workload, 'lossless'), await compressed(workload, 'balanced')]
  const times = [await timeOf(workload, 'lossless'), await timeOf(workload, 'balanced')]
  return [
    file.replace('.json', ''),
    before,
    percent(of('head')?.saved ?? 0),
    percent(of('old')?.saved ?? 0),
    percent(lossless.report.tokensSaved / before),
    percent(losslessAim),
    percent(balanced.report.tokensSaved / before),
    percent(balancedAim),
    visible(file, workload, balanced.messages),
    milliseconds(of('head')?.ms_median ?? 0),
    ...times.map(milliseconds),
  ]
}

async function drawOf(path: string): Promise<Row> {
  const workload = sharedJson(path) as Workload
  const [lossless, balanced] = [await compressed(workload, 'lossless'), await compressed(workload, 'balanced')]
  const share = ({ tokensSaved, tokensBefore }: Report): string => percent(tokensSaved / tokensBefore)
  const name = path.slice(path.lastIndexOf('/') + 1).replace('.json', '')
  return [name, share(lossless.report), share(balanced.report), visible(name, workload, balanced.messages)]
}

function compressed(
  workload: Workload,
  policy: 'lossless' | 'balanced',
): ReturnType<typeof compress<readonly unknown[]>> {
  return compress<readonly unknown[]>(
    workload.messages,
    policy === 'lossless' ? { policy } : { policy, store: createMemoryStore() },
  )
}

function visible(name: string, workload: Workload, messages: readonly unknown[]): string {
  const text = textsOf({ messages: messages as Workload['messages'] }).join('\n')
  return groundTruthsOf(name, workload)
    .map(
      (truth) =>
        `${truth.name} ${truth.strings.filter((string) => text.includes(string)).length}/${truth.strings.length}`,
    )
    .join(', ')
}

async function timeOf(workload: Workload, policy: 'lossless' | 'balanced'): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const fresh = unseen(workload, `${policy === 'lossless' ? ' ' : '\t'}${' '.repeat(run)}`)
    const start = performance.now()
    await compressed(fresh, policy)
    times.push(performance.now() - start)
  }
  return median(times.slice(RUNS / 3))
}

// Trailing space makes every text new to the caches of counts without changing what there is to do.
function unseen(workload: Workload, space: string): Workload {
  const messages = structuredClone(workload.messages) as { content: unknown }[]
  for (const message of messages) {
    if (typeof message.content === 'string') message.content += space
    else if (Array.isArray(message.content))
      for (const block of message.content) if (typeof block.content === 'string') block.content += space
  }
  return { messages }
}
