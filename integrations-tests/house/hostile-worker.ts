import { parentPort, workerData } from 'node:worker_threads'
import type { Compressor } from '@headroom/core'
import { HOSTILE_TEXTS, buildHostileText } from './hostile-texts.ts'
import type { BoundedData, Progress } from './run-bounded.ts'

/** What the worker needs to know. */
export interface HostileData {
  /** A module that exports `defaultCompressors`, and `compressText` where whole calls are to be tried too. */
  readonly module: string
  /** Characters of each text, in the order to try. */
  readonly lengths: readonly number[]
}

interface Step {
  readonly name: string
  readonly run: (text: string) => unknown
}

interface Engine {
  readonly defaultCompressors: readonly Compressor[]
  readonly compressText?: (text: string) => unknown
  readonly compressBody?: (text: string) => unknown
}

const { module, lengths, firstStep } = workerData as HostileData & BoundedData
const engine = (await import(module)) as Engine
await runFrom(firstStep, stepsOf(engine))

function stepsOf({ defaultCompressors, compressText, compressBody }: Engine): readonly Step[] {
  return [
    ...defaultCompressors.flatMap((compressor) => [
      { name: `${compressor.name}.detect`, run: (text: string) => compressor.detect(text) },
      { name: `${compressor.name}.open, lossless and view`, run: (text: string) => openWhole(compressor, text) },
    ]),
    ...(compressText === undefined ? [] : [{ name: 'compressText', run: compressText }]),
    ...(compressBody === undefined ? [] : [{ name: 'compressBody', run: compressBody }]),
  ]
}

function openWhole(compressor: Compressor, text: string): void {
  const opened = compressor.open(text)
  opened?.lossless()
  opened?.view({ query: 'error in worker 7' })
}

async function runFrom(first: number, steps: readonly Step[]): Promise<void> {
  const plan = steps.flatMap((step) =>
    HOSTILE_TEXTS.flatMap((text) => lengths.map((length) => ({ step, text, length }))),
  )
  for (const [index, { step, text, length }] of plan.entries()) {
    if (index < first) continue
    report({ step: index, name: `${step.name} on ${length} characters of ${text.name}`, isDone: false })
    await step.run(buildHostileText(text, length))
  }
  report({ step: plan.length, name: 'end', isDone: true })
}

function report(progress: Progress): void {
  parentPort?.postMessage(progress)
}
