import { describe, expect, it } from 'vitest'
import { dropsEarlier } from './drops-earlier.ts'

describe('dropsEarlier', () => {
  const drops = (modelSettings: unknown, input: readonly unknown[] = []): boolean =>
    dropsEarlier({ input, tools: [], modelSettings })

  it('knows where the provider may drop or compact earlier results, or has', () => {
    expect(drops({ truncation: 'auto' })).toBe(true)
    expect(drops({ contextManagement: [{ type: 'compaction' }] })).toBe(true)
    expect(drops({}, [{ type: 'compaction', encrypted_content: 'x' }])).toBe(true)
  })

  it('knows where it does not', () => {
    expect(drops({ truncation: 'disabled', contextManagement: [] }, [{ type: 'function_call' }])).toBe(false)
    expect(drops(undefined, [null])).toBe(false)
  })
})
