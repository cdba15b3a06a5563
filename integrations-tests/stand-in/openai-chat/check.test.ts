import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-value.ts'
import { checkOpenaiChat } from './check.ts'

const SETTINGS = { strict: true, prefixCheck: false, chunkSize: 9, minimumCachedTokens: 1024 }
const ASK = { role: 'user', content: 'question' }
const CALLS = { role: 'assistant', content: null, tool_calls: [{ id: 'call_a' }, { id: 'call_b' }] }
const A = { role: 'tool', tool_call_id: 'call_a', content: 'rows' }
const B = { role: 'tool', tool_call_id: 'call_b', content: 'rows' }

describe('checkOpenaiChat', () => {
  it('accepts parallel calls answered in any order', () => {
    expect(strict([ASK, CALLS, B, A, ASK])).toBeUndefined()
  })

  it.each([
    ['a missing result', [ASK, CALLS, A], 'did not have response messages: call_b'],
    ['a result behind another message', [ASK, CALLS, A, ASK, B], 'did not have response messages: call_b'],
    ['a result without calls', [ASK, A], "messages with role 'tool' must be a response"],
    [
      'a result of another call',
      [ASK, CALLS, A, B, { ...A, tool_call_id: 'call_c' }],
      "messages with role 'tool' must be a response",
    ],
    ['no message', [], 'empty array'],
  ])('refuses %s', (_, messages, wording) => {
    expect(strict(messages)).toContain(wording)
  })

  it('refuses tools of one name', () => {
    const tool = { type: 'function', function: { name: 'read' } }
    expect(strict([ASK], [tool, tool])).toContain("'read' is declared twice")
    expect(strict([ASK], [tool])).toBeUndefined()
  })

  it('refuses nothing when strict is off', () => {
    expect(checkOpenaiChat({ messages: [A] }, { ...SETTINGS, strict: false })).toBeUndefined()
  })
})

function strict(messages: readonly JsonObject[], tools: readonly JsonObject[] = []): string | undefined {
  return checkOpenaiChat({ messages, tools }, SETTINGS)?.message
}
