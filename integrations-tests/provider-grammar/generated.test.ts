import { createMemoryStore, type PolicyName } from '@headroom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compressing, conversation, play, type Played } from './conversation.ts'
import { faultOf } from './grammar.ts'
import { mutationsOf } from './mutations.ts'
import { changedPrefix } from './prefix.ts'
import { WIRES } from './wires/index.ts'

/** A fixed seed, so that a failure is the same failure for everybody; conversations enough for every turn to meet every other. */
const FIXED = { seed: 20_261_123, numRuns: 20 }

const POLICIES: readonly PolicyName[] = ['lossless', 'balanced', 'aggressive']

describe.each(WIRES.map((wire) => [wire.dialect.name, wire] as const))('generated conversations of %s', (_, wire) => {
  const { dialect } = wire

  it.each(POLICIES)('are valid under %s, request by request, and each begins as the one before', async (policy) => {
    const store = createMemoryStore()
    let shortened = 0
    await fc.assert(
      fc.asyncProperty(conversation, async (rounds) => {
        let before: Played | undefined
        for await (const played of play(
          wire,
          rounds,
          compressing(dialect, policy, () => store),
        )) {
          expect(faultOf(dialect, played.original)).toBe(undefined)
          expect(faultOf(dialect, played.compressed, { prefixCheck: true })).toBe(undefined)
          if (before !== undefined) expect(changedPrefix(before, played)).toBe(undefined)
          if (played.compressed !== played.original) shortened += 1
          before = played
        }
      }),
      FIXED,
    )
    expect(shortened).toBeGreaterThan(FIXED.numRuns)
  })

  it('are refused once they are broken, in every way', async () => {
    const broken = new Map<string, number>()
    const taken = new Set<string>()
    await fc.assert(
      fc.asyncProperty(conversation, async (rounds) => {
        for await (const { compressed } of play(wire, rounds, compressing(dialect, 'lossless', createMemoryStore))) {
          for (const [name, mutation] of Object.entries(mutationsOf(dialect))) {
            const mutant = mutation(compressed)
            if (mutant === undefined) continue
            broken.set(name, (broken.get(name) ?? 0) + 1)
            if (faultOf(dialect, mutant, { prefixCheck: true }) === undefined) taken.add(name)
          }
        }
      }),
      { ...FIXED, numRuns: 8 },
    )
    expect([...taken]).toEqual([])
    expect(Math.min(...broken.values())).toBeGreaterThan(5)
    expect([...broken.keys()].sort()).toEqual(Object.keys(mutationsOf(dialect)).sort())
  })
})
