import { describe, expect, it } from 'vitest'
import { checkRoles } from './check-roles.ts'

const ASK = { role: 'user', content: 'question' }
const SYSTEM = { role: 'system', content: 'Be brief.' }
const ANSWER = { role: 'assistant', content: 'so' }
const SEARCH = { role: 'assistant', content: [{ type: 'server_tool_use' }, { type: 'web_search_tool_result' }] }

describe('checkRoles', () => {
  it('takes a system message behind a user, or behind a server tool, where the assistant is next', () => {
    expect(checkRoles({ messages: [ASK, SYSTEM] })).toBeUndefined()
    expect(checkRoles({ messages: [ASK, SYSTEM, ANSWER, ASK] })).toBeUndefined()
    expect(checkRoles({ messages: [ASK, SEARCH, SYSTEM] })).toBeUndefined()
  })

  it.each([
    ['a system message at the start', [SYSTEM, ASK], 'messages.0'],
    ['a system message behind an answer', [ASK, ANSWER, SYSTEM], 'messages.2'],
    ['a system message before a user', [ASK, SYSTEM, ASK], 'messages.1'],
    ['another role', [{ ...ASK, role: 'tool' }], 'Unexpected role "tool"'],
    [
      'a call of the user',
      [{ ...ASK, content: [{ type: 'tool_use' }] }],
      '`tool_use` blocks can only be in `assistant`',
    ],
    ['thinking of the user', [{ ...ASK, content: [{ type: 'thinking' }] }], '`thinking` blocks'],
    ['a result of the assistant', [ASK, { ...ANSWER, content: [{ type: 'tool_result' }] }], '`user` messages'],
  ])('refuses %s', (_, messages, wording) => {
    expect(checkRoles({ messages })).toContain(wording)
  })
})
