import { compressText, createMemoryStore } from '@headroom/core'
import { defaultCompressors } from '@headroom/core/compressors'
import { describe, expect, it } from 'vitest'

const ROWS = JSON.stringify(
  Array.from({ length: 300 }, (_, id) => ({
    id,
    status: id === 211 ? 'failed' : 'ok',
    note: `run number ${id * 7919}`,
  })),
)

describe('P1 same bytes for ever, at the edges', () => {
  it('remembers by everything that the bytes depend on: no history of the store shows', async () => {
    const log = defaultCompressors.filter(({ name }) => name === 'log')
    const contexts = [
      { policy: 'balanced', query: 'row 77?' },
      { policy: 'balanced', query: 'run number 1900560?' },
      { policy: 'balanced', query: 'row 77?', tool: { name: 'fetch', input: '{"note":"run number 1195769"}' } },
      { policy: 'lossless', query: 'row 77?' },
      { policy: 'aggressive', query: 'row 77?' },
      { policy: () => ({ form: 'view', keepRatio: 0.01 }) as const, query: 'row 77?' },
      { policy: 'balanced', query: 'row 77?', compressors: log },
    ] as const
    const store = createMemoryStore()
    for (const context of contexts) {
      const fresh = await compressText(ROWS, { ...context, store: createMemoryStore() })
      expect((await compressText(ROWS, { ...context, store })).text).toBe(fresh.text)
    }
  })
})
