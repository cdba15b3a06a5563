import { workerData } from 'node:worker_threads'
import * as core from '@headroom/core'
import { type Compressor, openNow } from '@headroom/core'
import { HOSTILE_TEXTS, buildHostileText } from './hostile-texts.ts'
import { reportProgress } from './report-progress.ts'
import type { BoundedData } from './run-bounded.ts'

/** What the worker needs to know. */
export interface HostileData {
  /** A module that exports `defaultCompressors`. Where they are core's own, whole calls are tried, too. */
  readonly module: string
  /** Characters of each text, in the order to try. */
  readonly lengths: readonly number[]
}

interface Step {
  readonly name: string
  readonly run: (text: string) => unknown
}

const QUERY = 'error in worker 7'
const SELECTORS = [
  { grep: '(a+)+$' },
  { grep: 'a|\\d+.*x' },
  { path: '$.a[0].b' },
  { lines: '7-9' },
  { index: 3 },
  { query: QUERY },
  {},
]

const { module, lengths, firstStep } = workerData as HostileData & BoundedData
const { defaultCompressors } = (await import(module)) as { readonly defaultCompressors: readonly Compressor[] }
const calls = module.startsWith('@headroom/') ? stepsOfCalls() : []
await runFrom(firstStep, [...defaultCompressors.flatMap(stepsOfCompressor), ...calls])

function stepsOfCompressor(compressor: Compressor): readonly Step[] {
  return [
    { name: `${compressor.name}.detect`, run: (text) => compressor.detect(text) },
    { name: `${compressor.name}.open, lossless and view`, run: (text) => openWhole(compressor, text) },
  ]
}

function stepsOfCalls(): readonly Step[] {
  return [
    { name: 'compressText', run: (text) => core.compressText(text, { store: core.createMemoryStore(), query: QUERY }) },
    { name: 'compressBody', run: (text) => core.compressBody(text) },
    ...SELECTORS.map((selector) => ({
      name: `retrieve ${JSON.stringify(selector)}`,
      run: (text: string) => retrieveFrom(text, selector),
    })),
  ]
}

async function retrieveFrom(text: string, selector: (typeof SELECTORS)[number]): Promise<void> {
  const store = core.createMemoryStore()
  const key = await core.keyOf(text)
  await store.set(key, { kind: 'original', text }, Number.POSITIVE_INFINITY)
  await core.retrieve(store, { key, ...selector })
}

function openWhole(compressor: Compressor, text: string): void {
  const opened = openNow(compressor, text)
  opened?.lossless()
  opened?.view({ query: QUERY })
}

async function runFrom(first: number, steps: readonly Step[]): Promise<void> {
  const plan = steps.flatMap((step) =>
    HOSTILE_TEXTS.flatMap((text) => lengths.map((length) => ({ step, text, length }))),
  )
  for (const [index, { step, text, length }] of plan.entries()) {
    if (index < first) continue
    reportProgress({ step: index, name: `${step.name} on ${length} characters of ${text.name}`, isDone: false })
    await step.run(buildHostileText(text, length))
  }
  reportProgress({ step: plan.length, name: 'end', isDone: true })
}
