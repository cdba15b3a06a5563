import { expect, describe, it } from 'vitest'
import { dropsEarlier } from './drops-earlier.ts'

const editing = (type: string): object => ({ context_management: { edits: [{ type }] } })

describe('dropsEarlier', () => {
  it("is true where the model's own fields ask for tool results to be cleared", () => {
    const fields = editing('clear_tool_uses_20250919')
    expect(dropsEarlier({ messages: [], additionalModelRequestFields: fields })).toBe(true)
  })

  it.each([undefined, null, {}, editing('clear_thinking_20251015')])('is false with fields %j', (fields) => {
    expect(dropsEarlier({ messages: [], additionalModelRequestFields: fields })).toBe(false)
  })
})
