import { hasShared } from '../shared-data.ts'
import { benchAdapters } from './adapters.ts'
import { benchContract } from './contract.ts'
import { benchFootprint } from './footprint.ts'
import { benchPeerWorkloads } from './peer-workloads.ts'
import { benchProbes } from './probes.ts'
import { benchSpeed } from './speed.ts'
import { benchSse } from './sse.ts'
import { benchToolOutputs } from './tool-outputs.ts'
import { benchTurns } from './turns.ts'

/** The parts, by the name that selects one: `npm run bench -- probes`. */
const PARTS: Readonly<Record<string, () => Promise<void> | void>> = {
  peer: benchPeerWorkloads,
  outputs: benchToolOutputs,
  probes: () => benchProbes(process.argv.includes('--show')),
  speed: benchSpeed,
  sse: benchSse,
  turns: benchTurns,
  footprint: benchFootprint,
  adapters: benchAdapters,
  calls: async () => (await import('./host-calls.ts')).benchHostCalls(),
  contract: benchContract,
}

const NEEDS_SHARED: ReadonlySet<string> = new Set(['peer', 'outputs', 'probes', 'speed'])

const wanted = process.argv.slice(2).filter((name) => !name.startsWith('-'))
const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name))
if (unknown !== undefined) {
  console.error(`There is no part '${unknown}'; parts are ${Object.keys(PARTS).join(', ')}.`)
  process.exit(2)
}
for (const [name, run] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  if (!NEEDS_SHARED.has(name) || hasShared) await run()
  else console.log(`\n${name}: skipped, the shared data is not beside the checkout.`)
}
