import { describe, expect, it } from 'vitest'
import { dropsEarlier } from './drops-earlier.ts'

const anthropic = (...types: readonly string[]): object => ({
  anthropic: { contextManagement: { edits: types.map((type) => ({ type })) } },
})

describe('dropsEarlier', () => {
  it.each([undefined, {}, { openai: { truncation: 'disabled' } }, anthropic(), anthropic('clear_thinking_20251015')])(
    'is false for %j',
    (providerOptions) => {
      expect(
        dropsEarlier({ prompt: [], providerOptions: providerOptions as Record<string, unknown> | undefined }),
      ).toBe(false)
    },
  )

  it.each([{ openai: { truncation: 'auto' } }, anthropic('clear_thinking_20251015', 'clear_tool_uses_20250919')])(
    'is true for %j',
    (providerOptions) => {
      expect(dropsEarlier({ prompt: [], providerOptions: providerOptions as Record<string, unknown> })).toBe(true)
    },
  )
})
