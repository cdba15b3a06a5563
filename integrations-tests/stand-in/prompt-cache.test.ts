import { describe, expect, it } from 'vitest'
import { createPromptCache } from './prompt-cache.ts'

describe('createPromptCache', () => {
  it('counts a repeated prefix in steps of 128 tokens', () => {
    const count = createPromptCache()
    const prefix = 'p'.repeat(4 * 1300)
    expect(count(prefix)).toEqual({ input: 1300, cached: 0 })
    expect(count(`${prefix}more`)).toEqual({ input: 1301, cached: 1280 })
  })

  it('caches nothing below 1024 tokens', () => {
    const count = createPromptCache()
    count('p'.repeat(4 * 1023))
    expect(count('p'.repeat(4 * 2000)).cached).toBe(0)
  })

  it('stops at the first difference', () => {
    const count = createPromptCache()
    count('p'.repeat(4 * 3000))
    expect(count(`${'p'.repeat(4 * 1100)}x${'p'.repeat(4 * 1000)}`).cached).toBe(1024)
  })
})
