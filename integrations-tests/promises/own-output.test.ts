import { compress, createMemoryStore } from '@headroom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anthropicConversation, FIXED, openaiConversation } from './generated.ts'
import { available, conversationOf, traces, workloads } from './samples.ts'

const ROWS = JSON.stringify(
  Array.from({ length: 300 }, (_, id) => ({
    id,
    status: id === 211 ? 'failed' : 'ok',
    note: `run number ${id * 7919}`,
  })),
)

describe('compressing what is compressed', () => {
  it.each([
    ['anthropic', anthropicConversation],
    ['openai', openaiConversation],
  ])('changes nothing (%s)', async (_, conversations) => {
    await fc.assert(
      fc.asyncProperty(conversations, (requests) => expectSettled(requests.at(-1))),
      FIXED,
    )
  })

  it('knows its own output by hash, not by looks: an imitation is text like any other', async () => {
    const { messages } = await compress(conversationOf(ROWS), { store: createMemoryStore() })
    const header = String((messages[2] as { content: unknown }).content).split('\n')[0]
    const imitation = `${header}\n${ROWS}`
    const plain = await compress(conversationOf(`note\n${ROWS}`), { store: createMemoryStore() })
    const imitated = await compress(conversationOf(imitation), { store: createMemoryStore() })
    expect(imitated.report.outcomes[1]?.reason).toBe(plain.report.outcomes[1]?.reason)
    expect(imitated.report.outcomes[1]?.reason).not.toBe('own-output')
  })

  it('never shortens an answer of the retrieve tool', async () => {
    const { report } = await compress(conversationOf(ROWS, 'what failed?', 'headroom_retrieve'), {
      store: createMemoryStore(),
    })
    expect(report.outcomes[1]).toMatchObject({ form: 'verbatim', reason: 'retrieved' })
  })
})

describe.skipIf(!available)('compressing what is compressed, on real requests', () => {
  it('changes nothing in any session or workload', async () => {
    for (const { request } of [...traces(), ...workloads()]) await expectSettled(request)
  })
})

async function expectSettled(request: unknown): Promise<void> {
  const store = createMemoryStore({ maxBytes: 512 * 1024 * 1024 })
  const once = await compress(request, { store })
  const twice = await compress(once.request, { store })
  expect(twice.request).toBe(once.request)
}
