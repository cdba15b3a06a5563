import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'

/** How often the event loop is looked at, in milliseconds: the finest that Node takes. */
const RESOLUTION = 1
/** Turns of the event loop before and after, so that the monitor sees the first and the last block. */
const SETTLE_MILLISECONDS = 20

/** The longest that the event loop stood still while some work was done, in milliseconds; collecting garbage counts. */
export async function longestBlock(work: () => Promise<void>): Promise<number> {
  const monitor = monitorEventLoopDelay({ resolution: RESOLUTION })
  monitor.enable()
  await setTimeout(SETTLE_MILLISECONDS)
  await work()
  await setTimeout(SETTLE_MILLISECONDS)
  monitor.disable()
  return Math.max(0, monitor.max / 1e6 - RESOLUTION)
}
