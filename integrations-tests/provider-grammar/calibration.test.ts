import { applyEdits } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { hasShared } from '../shared-data.ts'
import { REQUESTS } from './exchanges.ts'
import { faultOf } from './grammar.ts'
import { mutationsOf } from './mutations.ts'
import { signatureEdits } from './signatures.ts'

const TAKEN = REQUESTS.filter(({ status }) => status < 300)
const REFUSED = REQUESTS.filter(({ status }) => status >= 300)

/** Ways to break a request in the pairing of its calls and results. */
const PAIRING = ['a result left out', 'a result given twice', 'a result of another call', 'results before their calls']

/** Ollama's calls without ids; a call that only the service has; the search that is answered in the place of the service. */
const UNPAIRED = /^others\/|conversation-id-tool-call-continuation|R5-T3-native-search/
const PAIRED = TAKEN.filter(({ name }) => !UNPAIRED.test(name))

describe.skipIf(!hasShared)('the grammars', () => {
  it(`take all of ${TAKEN.length} recorded requests that providers took`, () => {
    expect(faultsIn(TAKEN)).toEqual([])
    expect(TAKEN.length).toBeGreaterThan(1_200)
  })

  // One of them tells of pairing: DeepSeek wants the calls of a turn in one run, where OpenAI takes messages between them.
  it(`find nothing in ${REFUSED.length} that were refused for their keys, models, sizes and values`, () => {
    expect(faultsIn(REFUSED)).toEqual([])
    expect(REFUSED.length).toBeGreaterThan(20)
  })

  it.each(PAIRING)('refuse every one of them that has tool results with %s', (mutation) => {
    const taken: string[] = []
    let refused = 0
    for (const { name, dialect, request, url } of PAIRED) {
      const broken = mutationsOf(dialect)[mutation]?.(applyEdits(request, signatureEdits(dialect, request)))
      if (broken === undefined) continue
      if (faultOf(dialect, broken, { url }) === undefined) taken.push(name)
      else refused += 1
    }
    expect(taken).toEqual([])
    expect(refused).toBeGreaterThan(300)
  })
})

function faultsIn(requests: typeof REQUESTS): readonly string[] {
  return requests.flatMap(({ name, dialect, request, url }) => {
    const fault = faultOf(dialect, applyEdits(request, signatureEdits(dialect, request)), { url })
    return fault === undefined ? [] : [`${name}: ${fault}`]
  })
}
