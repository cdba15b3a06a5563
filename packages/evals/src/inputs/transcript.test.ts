import { describe, expect, it } from 'vitest'
import type { RequestInput } from '../types/input.ts'
import { readTranscript } from './transcript.ts'

const jsonl = (records: readonly unknown[]): string => records.map((record) => JSON.stringify(record)).join('\n')

function requestIn(text: string): RequestInput | undefined {
  const read = readTranscript(text)
  return read !== undefined && 'request' in read ? read.request : undefined
}

const CLAUDE_CODE = [
  { type: 'summary', summary: 'a talk', leafUuid: 'x' },
  { type: 'user', message: { role: 'user', content: 'list' }, uuid: '1' },
  { type: 'assistant', message: { id: 'm1', role: 'assistant', content: [{ type: 'text', text: 'I will.' }] } },
  {
    type: 'assistant',
    message: {
      id: 'm1',
      role: 'assistant',
      content: [{ type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'ls' } }],
    },
  },
  { type: 'user', message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'a.ts' }] } },
  { type: 'assistant', isSidechain: true, message: { role: 'assistant', content: [{ type: 'text', text: 'aside' }] } },
]

const CODEX = [
  { type: 'session_meta', payload: { id: 'x' } },
  {
    type: 'response_item',
    payload: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'list' }] },
  },
  { type: 'response_item', payload: { type: 'reasoning', encrypted_content: 'x' } },
  {
    type: 'response_item',
    payload: { type: 'function_call', call_id: 'c1', name: 'shell', arguments: '{"command":["ls"]}' },
  },
  { type: 'event_msg', payload: { type: 'token_count' } },
  { type: 'response_item', payload: { type: 'function_call_output', call_id: 'c1', output: 'a.ts' } },
]

const GEMINI = [
  { id: '1', type: 'user', content: 'list' },
  {
    id: '2',
    type: 'gemini',
    content: 'I will.',
    toolCalls: [
      {
        id: 'g1',
        name: 'run',
        args: { command: 'ls' },
        result: [{ functionResponse: { name: 'run', response: { output: 'a.ts' } } }],
      },
    ],
  },
  { id: '3', type: 'info', content: 'quota' },
]

const CALL = {
  role: 'assistant',
  content: 'I will.',
  tool_calls: [{ id: 'g1', type: 'function', function: { name: 'run', arguments: '{"command":"ls"}' } }],
}

describe('readTranscript', () => {
  it('reads Claude Code: blocks of a role as one message, subagents left out', () => {
    expect(requestIn(jsonl(CLAUDE_CODE))?.messages).toEqual([
      { role: 'user', content: 'list' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'I will.' },
          { type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'ls' } },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'a.ts' }] },
    ])
  })

  it('reads Codex, newer and older rollouts alike', () => {
    const messages = [
      { role: 'user', content: 'list' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'shell', arguments: '{"command":["ls"]}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'a.ts' },
    ]
    expect(requestIn(jsonl(CODEX))?.messages).toEqual(messages)
    const older = [
      { id: 'x', instructions: null },
      ...CODEX.filter(({ type }) => type === 'response_item').map(({ payload }) => payload),
    ]
    expect(requestIn(jsonl(older))?.messages).toEqual(messages)
  })

  it('reads Gemini CLI: a session, its lines, where the last of an id counts, and a saved chat', () => {
    const messages = [{ role: 'user', content: 'list' }, CALL, { role: 'tool', tool_call_id: 'g1', content: 'a.ts' }]
    expect(requestIn(JSON.stringify({ sessionId: 's', messages: GEMINI }))?.messages).toEqual(messages)
    const [user, answer] = GEMINI
    const lines = [{ sessionId: 's', kind: 'main' }, user, { ...answer, toolCalls: [] }, answer]
    expect(requestIn(jsonl(lines))?.messages).toEqual(messages)
    const contents = [
      { role: 'user', parts: [{ text: 'list' }] },
      {
        role: 'model',
        parts: [{ text: 'I will.' }, { functionCall: { id: 'g1', name: 'run', args: { command: 'ls' } } }],
      },
      { role: 'user', parts: [{ functionResponse: { id: 'g1', name: 'run', response: { output: 'a.ts' } } }] },
    ]
    expect(requestIn(JSON.stringify(contents))?.messages).toEqual(messages)
  })

  it('finds the call of an answer without id by its name', () => {
    const contents = [
      { role: 'model', parts: [{ functionCall: { name: 'a', args: {} } }, { functionCall: { name: 'b', args: {} } }] },
      { role: 'user', parts: [{ functionResponse: { name: 'b', response: { error: 'no' } } }] },
    ]
    expect(requestIn(JSON.stringify(contents))?.messages[1]).toEqual({
      role: 'tool',
      tool_call_id: 'call-0-1',
      content: 'no',
    })
  })

  it('keeps what a request has beside its messages', () => {
    const messages = [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
    ]
    expect(requestIn(JSON.stringify({ model: 'x', system: 's', messages }))).toEqual({
      system: 's',
      messages,
    })
  })

  it('counts what subagents said within a conversation', () => {
    expect(readTranscript(jsonl(CLAUDE_CODE))).toMatchObject({ asides: 1, brokenLines: [] })
  })

  it('reads a file of a subagent as a conversation of its own', () => {
    const records = CLAUDE_CODE.slice(1, 5).map((record) => ({ ...record, isSidechain: true, agentId: 'a1' }))
    const read = readTranscript(jsonl(records))
    expect(read).toMatchObject({ asides: 0 })
    expect(requestIn(jsonl(records))?.messages).toHaveLength(3)
  })

  it('says of a transcript without a turn that it is one', () => {
    const [summary, user] = CLAUDE_CODE
    const [meta, said] = CODEX
    for (const records of [
      [summary],
      [user],
      [summary, user],
      [{ type: 'summary', summary: 'x' }, { type: 'file-history-snapshot' }],
      [user, ...CLAUDE_CODE.slice(-1)],
      [meta],
      [meta, said],
      [{ sessionId: 's', projectHash: 'h' }, GEMINI[0]],
      [{ messages: [{ role: 'user', content: 'hello' }] }],
    ])
      expect(readTranscript(jsonl(records))).toEqual({ why: expect.stringContaining('without a turn') as string })
    expect(readTranscript(`${jsonl([user])}\n{"type":"assist`)).toMatchObject({ why: expect.any(String) as string })
  })

  it('names lines that are no JSON', () => {
    const text = `${jsonl(CLAUDE_CODE)}\n{"type":"user","mess`
    expect(readTranscript(text)).toMatchObject({ brokenLines: [7] })
  })

  it('takes rows, logs and single values for no transcript', () => {
    for (const text of [
      '{"a":1}\n{"a":2}',
      '[{"role":"admin","name":"a"},{"role":"user","name":"b"}]',
      '{"type":"summary","summary":"3 passed"}\n{"type":"user","name":"b"}',
      '{"messages":["a"]}',
      '[]',
      '7',
      'a\nb',
      '',
    ])
      expect(readTranscript(text)).toBe(undefined)
  })
})
