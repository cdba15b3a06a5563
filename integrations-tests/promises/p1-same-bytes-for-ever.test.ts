import { compress, createMemoryStore, type Store } from '@headroom/core'
import { defaultCompressors } from '@headroom/core/compressors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anthropicConversation, FIXED, openaiConversation, type Request } from './generated.ts'
import { available, type Sample, traces, workloads } from './samples.ts'
import { compressInNewProcess } from './new-process.ts'

/** Turns of one real session that are tried: the work grows with the square of their number. */
const MAX_CUTS = 6

describe('P1 same bytes for ever', () => {
  it.each([
    ['anthropic', anthropicConversation],
    ['openai', openaiConversation],
  ])('begins the request of a turn with the bytes of the one before (%s)', async (_, conversations) => {
    await fc.assert(
      fc.asyncProperty(conversations, (requests) => expectPrefixes(requests)),
      FIXED,
    )
  })

  it('gives the same bytes with memory and without', async () => {
    await fc.assert(
      fc.asyncProperty(openaiConversation, async (requests) => {
        const memory = createMemoryStore()
        for (const request of requests)
          expect(await bytesOf(request, memory)).toBe(await bytesOf(request, createMemoryStore()))
      }),
      FIXED,
    )
  })

  it('keeps what it remembers when the engine would decide otherwise today', async () => {
    const store = createMemoryStore()
    const request = {
      messages: [
        { role: 'user', content: 'q' },
        { role: 'tool', tool_call_id: 'a', content: rowsText() },
      ],
    }
    const before = await compress(request, { store })
    const stubborn = defaultCompressors.map(({ name }) => ({ name, detect: () => 1, open: () => undefined }))
    const after = await compress(request, { store, compressors: stubborn })
    expect(before.report.tokensSaved).toBeGreaterThan(0)
    expect(after.request).toEqual(before.request)
  })

  it('does not look at what stands after a tool result', async () => {
    const asked = (question: string) => ({
      messages: [
        { role: 'user', content: 'q' },
        { role: 'tool', tool_call_id: 'a', content: rowsText() },
        { role: 'user', content: question },
      ],
    })
    const [one, other] = await Promise.all([
      compress(asked('row 77?'), { store: createMemoryStore() }),
      compress(asked('payments?'), { store: createMemoryStore() }),
    ])
    expect(one.messages[1]).toEqual(other.messages[1])
  })

  it('gives the same bytes in another process', async () => {
    const request = {
      messages: [
        { role: 'user', content: 'which rows failed?' },
        { role: 'tool', tool_call_id: 'a', content: rowsText() },
      ],
    }
    const here = await bytesOf(request, createMemoryStore())
    const there = await Promise.all([1, 2, 3].map((salt) => compressInNewProcess(request, salt)))
    expect(there).toEqual([here, here, here])
  })
})

describe.skipIf(!available)('P1 on real sessions', () => {
  it.each([...traces(), ...workloads()].map((sample) => [sample.name, sample] as const))(
    'keeps the prefix of %s, in fresh state every turn',
    async (_, sample) => {
      await expectPrefixes(cutsOf(sample))
    },
  )
})

async function expectPrefixes(requests: readonly Request[]): Promise<void> {
  let before: readonly string[] = []
  for (const request of requests) {
    const { messages } = await compress(request, { store: createMemoryStore() })
    const bytes = messages.map((message) => JSON.stringify(message))
    expect(bytes.slice(0, before.length)).toEqual(before)
    before = bytes
  }
}

async function bytesOf(request: unknown, store: Store): Promise<string> {
  return JSON.stringify((await compress(request, { store })).request)
}

function cutsOf({ request }: Sample): readonly Request[] {
  const count = request.messages.length
  const step = Math.max(1, Math.ceil(count / MAX_CUTS))
  const cuts = Array.from({ length: Math.ceil(count / step) }, (_, index) => Math.min(count, (index + 1) * step))
  return cuts.map((cut) => ({ ...request, messages: request.messages.slice(0, cut) }) as Request)
}

function rowsText(): string {
  return JSON.stringify(
    Array.from({ length: 200 }, (_, id) => ({
      id,
      status: id % 41 === 7 ? 'failed' : 'ok',
      took: (id * 37) % 91,
      region: ['eu', 'us'][id % 2],
    })),
  )
}
