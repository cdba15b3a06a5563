import { compressText, createMemoryStore, type Store } from '@headroom/core'
import { hasShared, sharedText } from '../shared-data.ts'
import { percent, printTable, type Row } from './print.ts'

/** One question about a file, and the strings that answer it. */
export interface Probe {
  readonly id: string
  readonly kind: string
  readonly file: string
  readonly query: string
  readonly must_contain: readonly string[]
  readonly loc?: unknown
}

/** Prints how many answers stay visible under `balanced`, per kind of question, and how many can be fetched. */
export async function benchProbes(show = false): Promise<void> {
  const probes = readProbes().filter(
    ({ kind, file, loc }) =>
      loc === undefined && file.startsWith('outputs/') && /^(?:json|log|ci|test|compiler|vuln)_/.test(kind),
  )
  const results = new Map<string, Result[]>()
  for (const probe of probes) {
    const result = await resultOf(probe)
    results.set(kindOf(probe), [...(results.get(kindOf(probe)) ?? []), result])
    if (show && !result.visible)
      console.log(
        `not visible: ${probe.kind} ${probe.file} | ${probe.query} | ${JSON.stringify(probe.must_contain)} (${result.form})`,
      )
  }
  const rows = [...results].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, list]) => rowOf(kind, list))
  const aimed = [...results].filter(([kind]) => /^(?:json|log|ci)_/.test(kind)).flatMap(([, list]) => list)
  rows.push(rowOf('json_*, log_*, ci_* (aim 97 %, 100 %)', aimed))
  printTable('Probes under balanced', ['kind', 'n', 'visible', 'retrievable', 'lost', 'tokens saved'], rows)
}

/** Every probe of the shared data; none where it is absent. */
function readProbes(): readonly Probe[] {
  if (!hasShared) return []
  return sharedText('data/probes.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Probe)
}

interface Result {
  readonly visible: boolean
  readonly retrievable: boolean
  readonly form: string
  readonly before: number
  readonly after: number
}

function kindOf({ kind, file }: Probe): string {
  return `${kind} (${file.split('/')[1] ?? ''})`
}

async function resultOf({ file, query, must_contain }: Probe): Promise<Result> {
  const original = sharedText(`data/${file}`)
  const store = createMemoryStore()
  const { text, outcome } = await compressText(original, { query, store })
  const visible = must_contain.every((string) => text.includes(string))
  const fetched = outcome.key === undefined ? original : await originalOf(store, outcome.key)
  const retrievable = visible || must_contain.every((string) => fetched.includes(string))
  return {
    visible,
    retrievable,
    form: `${outcome.form} ${outcome.by ?? ''}`,
    before: outcome.tokensBefore,
    after: outcome.tokensAfter,
  }
}

async function originalOf(store: Store, key: string): Promise<string> {
  return (await store.get(key))?.text ?? ''
}

function rowOf(kind: string, list: readonly Result[]): Row {
  const share = (holds: (result: Result) => boolean): string => percent(list.filter(holds).length / list.length)
  const saved = 1 - list.reduce((sum, { after }) => sum + after, 0) / list.reduce((sum, { before }) => sum + before, 0)
  return [
    kind,
    list.length,
    share(({ visible }) => visible),
    share(({ retrievable }) => retrievable),
    list.filter(({ retrievable }) => !retrievable).length,
    percent(saved),
  ]
}
