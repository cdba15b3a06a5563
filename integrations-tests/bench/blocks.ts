import { monitorEventLoopDelay } from 'node:perf_hooks'
import { compressText, createMemoryStore } from '@headroom/core'
import { LONG_TEXTS } from './long-texts.ts'
import { milliseconds, printTable, type Row } from './print.ts'

/** Characters of each text: what issue 3 sets its aim for. */
const LENGTH = 10_000_000
/** The same kind of text, short, so that what is measured is warm. */
const WARM_LENGTH = 300_000

/** Prints the longest block of the event loop while 10 MB of each kind become a view, and the throughput. */
export async function benchBlocks(): Promise<void> {
  const rows: Row[] = []
  for (const [kind, build] of Object.entries(LONG_TEXTS)) {
    await compressText(build(WARM_LENGTH), { store: createMemoryStore() })
    rows.push(await rowOf(kind, build(LENGTH)))
  }
  printTable(
    'Longest block of the event loop, 10 MB, balanced, warm; aim 50 ms',
    ['content', 'longest', 'its own time', 'throughput', 'form'],
    rows,
  )
}

async function rowOf(kind: string, text: string): Promise<Row> {
  const probe = startProbe()
  const start = performance.now()
  const { outcome } = await compressText(text, { store: createMemoryStore() })
  const time = performance.now() - start
  const { longest, ownTime } = probe.stop()
  return [
    kind,
    milliseconds(longest),
    milliseconds(ownTime),
    `${(text.length / 1e3 / time).toFixed(1)} MB/s`,
    `${outcome.form} ${outcome.by ?? outcome.reason}`,
  ]
}

interface Probe {
  /** The longest block so far in milliseconds, by the clock and in processor time of this thread: other processes do not count there. */
  stop(): { readonly longest: number; readonly ownTime: number }
}

function startProbe(): Probe {
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  let last = performance.now()
  let lastOwn = ownTimeNow()
  let longest = 0
  let ownTime = 0
  const look = (): void => {
    const [now, own] = [performance.now(), ownTimeNow()]
    longest = Math.max(longest, now - last)
    ownTime = Math.max(ownTime, own - lastOwn)
    last = now
    lastOwn = own
  }
  const timer = setInterval(look, 1)
  histogram.enable()
  return {
    stop() {
      look()
      clearInterval(timer)
      histogram.disable()
      return { longest: Math.max(longest, histogram.max / 1e6), ownTime }
    },
  }
}

/** Processor time of this thread in milliseconds. */
function ownTimeNow(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e3
}
