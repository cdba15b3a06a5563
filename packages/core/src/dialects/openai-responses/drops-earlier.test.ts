import { describe, expect, it } from 'vitest'
import { dropsEarlier } from './drops-earlier.ts'
import { isStateful } from './is-stateful.ts'

const user = { role: 'user', content: 'Go.' }

describe('dropsEarlier', () => {
  it('is true where the API truncates or compacts, or has compacted', () => {
    expect(dropsEarlier({ input: [user], truncation: 'auto' })).toBe(true)
    expect(dropsEarlier({ input: [user], context_management: [{ type: 'compaction', compact_threshold: 1000 }] })).toBe(
      true,
    )
    expect(dropsEarlier({ input: [user, { type: 'compaction', encrypted_content: 'x' }] })).toBe(true)
    expect(dropsEarlier({ input: [user, { type: 'compaction_trigger' }] })).toBe(true)
  })

  it('is false for all others, those that go on from kept items among them', () => {
    expect(dropsEarlier({ input: [user], truncation: 'disabled', context_management: [] })).toBe(false)
    expect(dropsEarlier({ input: [user], previous_response_id: 'resp_1' })).toBe(false)
    expect(dropsEarlier({ input: 'Go.', context_management: null, truncation: null })).toBe(false)
  })
})

describe('isStateful', () => {
  it('tells whether the provider keeps the beginning of the conversation', () => {
    expect(isStateful({ previous_response_id: 'resp_1' })).toBe(true)
    expect(isStateful({ conversation: 'conv_1' })).toBe(true)
    expect(isStateful({ conversation: { id: 'conv_1' } })).toBe(true)
    expect(isStateful({ previous_response_id: null, conversation: null })).toBe(false)
    expect(isStateful({ input: [{ type: 'item_reference', id: 'msg_1' }] })).toBe(false)
  })
})
