import { compress, compressText, createMemoryStore, type Report, retrieve, type Store } from '@headroom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anthropicConversation, FIXED, openaiConversation } from './generated.ts'
import { textsOf } from './texts.ts'
import { available, outputs, traces, workloads } from './samples.ts'

const ROWS = JSON.stringify(
  Array.from({ length: 300 }, (_, id) => ({
    id,
    status: id === 211 ? 'failed' : 'ok',
    note: `run number ${id * 7919}`,
  })),
)

describe('P4 nothing is dropped without a way back', () => {
  it.each([
    ['anthropic', anthropicConversation],
    ['openai', openaiConversation],
  ])('gives back every original, byte for byte (%s)', async (_, conversations) => {
    await fc.assert(
      fc.asyncProperty(conversations, (requests) => expectRetrievable(requests.at(-1))),
      FIXED,
    )
  })

  it('shows no view without a store, whatever the policy', async () => {
    for (const policy of ['balanced', 'aggressive'] as const)
      expect((await compressText(ROWS, { policy })).outcome.form).not.toBe('view')
    expect((await compressText(ROWS, { policy: () => 'view' })).outcome.form).not.toBe('view')
  })

  it('has the original in the store before it names its key', async () => {
    const stored: string[] = []
    const { outcome } = await compressText(ROWS, {
      store: createMemoryStore(),
      onEvent: (event) => event.type === 'original-stored' && stored.push(event.key),
    })
    expect(outcome.form).toBe('view')
    expect(stored).toEqual([outcome.key])
  })

  it('shows no view where the store fails', async () => {
    const failing: Store = { get: () => undefined, set: () => Promise.reject(new Error('disk full')) }
    const { outcome } = await compressText(ROWS, { store: failing })
    expect(outcome.form).toBe('lossless')
  })

  it('puts the original back where the store has lost it', async () => {
    const entries = new Map<string, Parameters<Store['set']>[1]>()
    const store: Store = { get: (key) => entries.get(key), set: (key, entry) => void entries.set(key, entry) }
    const { outcome } = await compressText(ROWS, { store })
    entries.delete(outcome.key ?? '')
    await compressText(ROWS, { store })
    expect(entries.get(outcome.key ?? '')?.text).toBe(ROWS)
  })

  it('says how many units it shows of how many, and the key', async () => {
    const { text, outcome } = await compressText(ROWS, { store: createMemoryStore() })
    expect(outcome.total).toBe(300)
    expect(text).toContain(`${outcome.kept} of 300 rows`)
    expect(text).toContain(outcome.key)
    expect(text).toContain('failed')
  })
})

describe.skipIf(!available)('P4 on real requests', () => {
  it('gives back every original of every session, workload and tool output', async () => {
    for (const { request } of [...traces(), ...workloads(), ...outputs()]) await expectRetrievable(request)
  })
})

async function expectRetrievable(request: unknown): Promise<void> {
  const store = createMemoryStore({ maxBytes: 512 * 1024 * 1024 })
  const { report, request: shorter } = await compress(request, { store })
  const originals = textsOf(request)
  expect(report.keys).toEqual(keysOf(report))
  for (const { path, key, kept, total } of report.outcomes) {
    if (key === undefined) continue
    expect(kept).toBeLessThanOrEqual(total ?? 0)
    const entry = await store.get(key)
    expect(entry?.text).toBe(originals.get(JSON.stringify(path)))
    expect(textsOf(shorter).get(JSON.stringify(path))).toContain(key)
    expect(await retrieve(store, { key })).toMatchObject({ found: true })
  }
}

function keysOf({ outcomes }: Report): string[] {
  return [...new Set(outcomes.flatMap(({ key }) => (key === undefined ? [] : [key])))]
}
