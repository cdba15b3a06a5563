import { describe, expect, it } from 'vitest'
import { checkMessages } from './check-messages.ts'

const CALLS = { role: 'assistant', content: null, tool_calls: [{ id: 'call_a' }] }
const RESULT = { role: 'tool', tool_call_id: 'call_a', content: 'rows' }

describe('checkMessages', () => {
  it('takes every role, calls without content, and an id that is used again later', () => {
    const spoken = ['system', 'developer', 'user'].map((role) => ({ role, content: 'x' }))
    expect(checkMessages([...spoken, CALLS, RESULT, CALLS, RESULT])).toBeUndefined()
    expect(checkMessages([{ role: 'assistant', content: null, refusal: 'no' }])).toBeUndefined()
  })

  it.each([
    ['another role', [{ role: 'robot', content: 'x' }], "Invalid value: 'robot'"],
    ['a user who says nothing', [{ role: 'user', content: null }], 'expected a string, got null'],
    ['an assistant who neither says nor calls', [{ ...CALLS, tool_calls: [] }], 'expected a string, got null'],
    ['a call that is answered twice', [CALLS, RESULT, RESULT], "Duplicate tool message for tool_call_id 'call_a'"],
  ])('refuses %s', (_, messages, wording) => {
    expect(checkMessages(messages)?.message).toContain(wording)
  })
})
