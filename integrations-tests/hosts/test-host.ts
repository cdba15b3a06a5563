import { describe, it } from 'vitest'
import { stopStandIns } from '../clients/loop-bench.ts'
import { parallel, retrieval, tenTurns, twoCopies, usageSums } from './contract-conversations.ts'
import { abortReachesProvider, errorIsTheSame, retryIsTheSame } from './contract-faults.ts'
import { allElseStays, disabledIsAsWithout, eachForm, oddOutputsStay, partsStay } from './contract-outputs.ts'
import type { Host, Mode, Point } from './host.ts'

/** What holds for every framework with Headroom in it, by the words of the contract. */
const POINTS: Readonly<Record<Point, (host: Host, mode: Mode) => Promise<void>>> = {
  'each content form of a tool output is shortened': eachForm,
  'all else is left as it is': allElseStays,
  'files and unknown parts are left as they are': partsStay,
  'odd tool outputs are left as they are': oddOutputsStay,
  'ten turns keep their beginnings': tenTurns,
  'retrieval alone, again and beside other calls': retrieval,
  'an abort reaches the provider': abortReachesProvider,
  'an error is the same as without': errorIsTheSame,
  'a retry is the same as without': retryIsTheSame,
  'disabled is as without': disabledIsAsWithout,
  'usage sums all rounds': usageSums,
  'parallel conversations do not mix': parallel,
  'two copies do no harm': twoCopies,
}

/**
 * The contract of hosts: each point in each way to ask. A point that a host names as an exception is expected to fail, with the
 * reason in its name, so that an exception which no longer holds is noticed. Call it at the top of a file of tests.
 */
export function testHost<Adapter>(host: Host<Adapter>): void {
  const given = host as Host
  stopStandIns()
  describe(`${host.name}, Headroom in it`, () => {
    describe.concurrent.each(host.modes)('%s', (mode) => {
      for (const [point, check] of Object.entries(POINTS)) register(point as Point, () => check(given, mode))
    })
  })

  function register(point: Point, check: () => Promise<void>): void {
    const reason = host.exceptions[point]
    const test = reason === undefined ? it : it.fails
    test(reason === undefined ? point : `${point}: NOT HERE, ${reason}`, check)
  }
}
