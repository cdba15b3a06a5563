import { compress, compressText, createMemoryStore } from '@headroom/core'
import { sharedFiles, sharedJson, sharedText } from '../shared-data.ts'
import { median, printTable, type Row } from './print.ts'
import type { Workload } from './ground-truths.ts'

/** Runs of which the median is told. */
const RUNS = 7

/** Prints megabytes a second of new content by kind, and the time of a request that is remembered. */
export async function benchSpeed(): Promise<void> {
  const rows: Row[] = []
  for (const kind of ['json', 'logs']) {
    const texts = sharedFiles(`data/outputs/${kind}`).map(sharedText)
    for (const policy of ['lossless', 'balanced'] as const)
      rows.push([kind, policy, `${(await throughputOf(texts, policy)).toFixed(1)} MB/s`, '10 MB/s'])
  }
  rows.push(['all sessions, remembered', 'balanced', `${(await rememberedTime()).toFixed(2)} ms/MB`, '2 ms/MB'])
  printTable('Speed, warm, median; counting tokens included', ['content', 'policy', 'measured', 'aim'], rows)
}

async function throughputOf(texts: readonly string[], policy: 'lossless' | 'balanced'): Promise<number> {
  const size = texts.reduce((sum, text) => sum + text.length, 0)
  const rates: number[] = []
  for (let run = 0; run < RUNS; run++) {
    // A trailing space makes each text new to every cache.
    const fresh = texts.map((text) => text + (policy === 'lossless' ? ' ' : '\t').repeat(run + 1))
    const start = performance.now()
    for (const text of fresh)
      await compressText(text, policy === 'lossless' ? { policy } : { policy, store: createMemoryStore() })
    rates.push(size / 1e3 / (performance.now() - start))
  }
  return median(rates.slice(2))
}

async function rememberedTime(): Promise<number> {
  const requests = sharedFiles('data/traces', '.json').map((path) => sharedJson(path) as Workload)
  const sizes = requests.map((request) => JSON.stringify(request).length)
  const store = createMemoryStore({ maxBytes: 1 << 30 })
  for (const request of requests) await compress(request.messages, { store })
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    for (const request of requests) await compress(request.messages, { store })
    times.push(performance.now() - start)
  }
  return median(times) / (sizes.reduce((sum, size) => sum + size, 0) / 1e6)
}
