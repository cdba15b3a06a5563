import type { HostCall } from './host-calls/host-call.ts'
import { DULL_LINE } from './host-calls/conversation.ts'
import { median, printTable, type Row } from './print.ts'

/** Calls of each kind before any is timed. */
const WARM_UP = 200
/** Calls of each kind of which the medians are told, where time allows. */
const CALLS = 1000
/** Milliseconds after which the calls of a host that takes long end, and those before any is timed. */
const [TIME_LIMIT, WARM_UP_LIMIT] = [2500, 1500]
/** Calls that are made whatever they take. */
const MIN_CALLS = 50

/** Hosts take long to be imported, so that each is when its turn comes. */
const ROOMS: readonly (() => Promise<{ openCalls(): Promise<readonly HostCall[]> }>)[] = [
  () => import('./host-calls/ai-sdk.ts'),
  () => import('./host-calls/mastra.ts'),
  () => import('./host-calls/clients.ts'),
  () => import('./host-calls/express.ts'),
  () => import('./host-calls/hono.ts'),
  () => import('./host-calls/langchain.ts'),
  () => import('./host-calls/litellm.ts'),
  () => import('./host-calls/openai-agents.ts'),
  () => import('./host-calls/strands.ts'),
]

/** Prints what each adapter adds to a call of its host over what `core` itself takes for the request. */
export async function benchHostCalls(): Promise<void> {
  const rows: Row[] = []
  for (const load of ROOMS) for (const call of await (await load()).openCalls()) rows.push(await rowOf(call))
  printTable(
    `A call of a host over a view of 10 kB that is remembered, in ms: medians of ${CALLS} calls, or of as many as ${TIME_LIMIT / 1000} s allow (added = with - without - core alone; aim: 0.2)`,
    ['adapter', 'calls', 'without', 'with', 'core alone', 'added', 'its hook - core alone'],
    rows,
  )
}

async function rowOf(call: HostCall): Promise<Row> {
  await assertShortened(call)
  await timesOf(call, WARM_UP, WARM_UP_LIMIT)
  const { without, within, core, hook } = await timesOf(call, CALLS, TIME_LIMIT)
  const [a, b, c] = [median(without), median(within), median(core)]
  const cells = [a, b, c, b - a - c].map((time) => time.toFixed(3))
  return [call.name, without.length, ...cells, hook === undefined ? '' : (median(hook) - c).toFixed(3)]
}

/** A call that shows the model nothing shorter would be a measurement of something else. */
async function assertShortened({ name, without, within, core, hook = core }: HostCall): Promise<void> {
  if (!JSON.stringify(await without()).includes(DULL_LINE)) throw new Error(`${name}: the model was not asked the log.`)
  for (const sent of [await within(), await core(), await hook()].map((one) => JSON.stringify(one)))
    if (sent.includes(DULL_LINE) || !sent.includes('lines shown')) throw new Error(`${name}: the log is no view.`)
}

/**
 * Milliseconds of each call, by kind. The kinds take turns, so that what else the machine does slows them all alike, and every other
 * time the other way round, so that each finds the processor's caches as the others do.
 */
async function timesOf(call: HostCall, calls: number, limit: number): Promise<Times> {
  const times: Times = { without: [], within: [], core: [], ...(call.hook && { hook: [] }) }
  const forth = Object.keys(times) as (keyof Times)[]
  const back = [...forth.slice(0, 1), ...forth.slice(1).toReversed()]
  const start = performance.now()
  for (let done = 0; done < calls; done++) {
    if (done >= MIN_CALLS && performance.now() - start > limit) break
    for (const kind of done % 2 === 0 ? forth : back) times[kind]?.push(await timeOf(call[kind] ?? call.core))
  }
  return times
}

type Times = Record<'without' | 'within' | 'core', number[]> & { readonly hook?: number[] }

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}
