import { createMemoryStore, type Store } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { hasShared } from '../shared-data.ts'
import { compressing, play, type Played, type Send } from './conversation.ts'
import { faultOf } from './grammar.ts'
import { changedPrefix } from './prefix.ts'
import { TRACES } from './traces.ts'
import { WIRES } from './wires/index.ts'

/** Requests of a conversation that are compressed, evenly over its length: each costs as much as the whole so far. */
const SENT = 3

describe.skipIf(!hasShared).each(WIRES.map((wire) => [wire.dialect.name, wire] as const))('%s', (_, wire) => {
  const { dialect } = wire

  it.each<readonly [string, () => Store]>([
    ['one store for all of them', onlyOne(createMemoryStore())],
    ['a fresh store for each request', createMemoryStore],
  ])(`carries ${TRACES.length} agent sessions that grow without a changed byte, with %s`, async (__, storeOf) => {
    const bad: string[] = []
    let shortened = 0
    for (const { name, rounds } of TRACES) {
      let before: Played | undefined
      for await (const played of play(wire, rounds, sometimes(rounds, compressing(dialect, 'balanced', storeOf)))) {
        if (played.compressed === NOT_SENT) continue
        const fault = faultOf(dialect, played.compressed) ?? (before && changedPrefix(before, played))
        if (fault !== undefined) bad.push(`${name}: ${fault}`)
        if (played.compressed !== played.original) shortened += 1
        before = played
      }
    }
    expect(bad).toEqual([])
    expect(shortened).toBeGreaterThan(TRACES.length)
  })
})

/** Stands for a request of which nothing is wanted. */
const NOT_SENT = {}

/** Sends the last request of a conversation and some before it. */
function sometimes(rounds: (typeof TRACES)[number]['rounds'], send: Send): Send {
  const count = rounds.reduce((sum, { steps }) => sum + steps.length + 1, 0)
  const every = Math.ceil(count / SENT)
  let left = count
  return (original) => {
    left -= 1
    return left % every === 0 ? send(original) : Promise.resolve(NOT_SENT)
  }
}

function onlyOne(store: Store): () => Store {
  return () => store
}
