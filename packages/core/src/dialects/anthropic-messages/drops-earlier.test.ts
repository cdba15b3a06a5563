import { describe, expect, it } from 'vitest'
import { dropsEarlier } from './drops-earlier.ts'

const messages = [{ role: 'user', content: 'Go.' }]
const editing = (...types: readonly string[]): object => ({
  messages,
  context_management: { edits: types.map((type) => ({ type })) },
})

describe('dropsEarlier', () => {
  it.each([{ messages }, editing(), editing('clear_thinking_20251015'), { messages, context_management: null }])(
    'is false for %j',
    (request) => {
      expect(dropsEarlier(request as never)).toBe(false)
    },
  )

  it.each([
    editing('clear_tool_uses_20250919'),
    editing('clear_thinking_20251015', 'compact_20260112'),
    { messages: [...messages, { role: 'assistant', content: [{ type: 'compaction', content: 'What was said.' }] }] },
    { messages, context_management: { edits: [null] } },
  ])('is true for %j', (request) => {
    expect(dropsEarlier(request as never)).toBe(true)
  })
})
