import { compressText, createMemoryStore } from '@headroom/core'
import { describe, expect, it } from 'vitest'

const ROWS = JSON.stringify(
  Array.from({ length: 300 }, (_, id) => ({
    id,
    status: id === 211 ? 'failed' : 'ok',
    note: `run number ${id * 7919}`,
  })),
)

describe('P5 never worse, at the edges', () => {
  it('counts a replay as it counted the first time', async () => {
    const store = createMemoryStore()
    const first = await compressText(ROWS, { store })
    const again = await compressText(ROWS, { store })
    expect(again.outcome.reason).toBe('replayed')
    expect(again.outcome.tokensAfter).toBe(first.outcome.tokensAfter)
  })
})
