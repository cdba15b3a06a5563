import { compress, createMemoryStore } from '@headroom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anthropicConversation, FIXED, openaiConversation } from './generated.ts'
import { available, recordedRequests, traces, workloads } from './samples.ts'

/** Members that must never change, wherever they stand. Providers bind, pair or sign them. */
const OPAQUE: ReadonlySet<string> = new Set(
  (
    'id tool_use_id tool_call_id name input arguments thinking signature encrypted_content cache_control reasoning_content reasoning_details ' +
    'source type role is_error tools tool_choice model url'
  ).split(' '),
)

describe('P6 opaque stays opaque', () => {
  it.each([
    ['anthropic', anthropicConversation],
    ['openai', openaiConversation],
  ])('changes nothing but the texts of tool results (%s)', async (_, conversations) => {
    await fc.assert(
      fc.asyncProperty(conversations, (requests) => expectOpaque(requests.at(-1))),
      FIXED,
    )
  })

  it('keeps error results, unknown blocks and other roles whole', async () => {
    await fc.assert(
      fc.asyncProperty(anthropicConversation, async (requests) => {
        const { report } = await compress(requests.at(-1), { store: createMemoryStore() })
        for (const { role, form, reason } of report.outcomes) {
          if (role !== 'tool') expect(form).toBe('verbatim')
          if (reason === 'error-result') expect(form).toBe('verbatim')
        }
      }),
      FIXED,
    )
  })
})

describe.skipIf(!available)('P6 on real requests', () => {
  it('changes nothing but the texts of tool results in any session, workload or recorded request', async () => {
    for (const { request } of [...traces(), ...workloads(), ...recordedRequests()]) await expectOpaque(request)
  })
})

async function expectOpaque(request: unknown): Promise<void> {
  const { request: shorter, report } = await compress(request, { store: createMemoryStore() })
  const changed = new Set(
    report.outcomes.filter(({ form }) => form !== 'verbatim').map(({ path }) => JSON.stringify(path)),
  )
  expectSame(request, shorter, [], changed)
}

function expectSame(
  before: unknown,
  after: unknown,
  path: readonly (string | number)[],
  changed: ReadonlySet<string>,
): void {
  if (before === after) return
  if (changed.has(JSON.stringify(path))) {
    expect(OPAQUE.has(String(path.at(-1)))).toBe(false)
    expect(typeof after).toBe('string')
    return
  }
  expect(typeof before === 'object' && before !== null, `${JSON.stringify(path)} must not change`).toBe(true)
  expect(Object.keys(after as object)).toEqual(Object.keys(before as object))
  for (const [key, value] of Object.entries(before as object)) {
    const step = Array.isArray(before) ? Number(key) : key
    expectSame(value, (after as Record<string, unknown>)[key], [...path, step], changed)
  }
}
