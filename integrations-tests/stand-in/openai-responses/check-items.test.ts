import { describe, expect, it } from 'vitest'
import { checkItems } from './check-items.ts'

const CALL = { type: 'function_call', call_id: 'call_a', name: 'read', arguments: '{}' }
const OUTPUT = { type: 'function_call_output', call_id: 'call_a', output: 'rows' }

describe('checkItems', () => {
  it('takes messages of every role, with a type or without, and calls with their outputs', () => {
    const messages = ['user', 'assistant', 'system', 'developer'].map((role) => ({ role, content: 'x' }))
    expect(checkItems([...messages, { type: 'message', role: 'user', content: 'x' }, CALL, OUTPUT])).toBeUndefined()
  })

  it.each([
    ['another type', [{ type: 'tool_result' }], "Invalid value: 'tool_result'"],
    ['another role', [{ role: 'tool', content: 'x' }], "Invalid value: 'tool'"],
    ['a call that is answered twice', [CALL, OUTPUT, OUTPUT], 'Duplicate tool output found for call_id call_a'],
  ])('refuses %s', (_, items, wording) => {
    expect(checkItems(items)?.message).toContain(wording)
  })
})
