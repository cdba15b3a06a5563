import { describe, expect, it } from 'vitest'
import { testDialect } from '../../testing.ts'
import { openaiResponses } from './index.ts'

const call = { type: 'function_call', call_id: 'call_1', name: 'read', arguments: '{}' }
const items = [
  { role: 'user', content: [{ type: 'input_text', text: 'Go.' }] },
  { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'x' },
  {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    content: [{ type: 'output_text', text: 'Well.', annotations: [] }],
  },
  call,
  { type: 'function_call_output', call_id: 'call_1', output: 'A' },
  { type: 'custom_tool_call', call_id: 'call_2', name: 'exec', input: 'ls' },
  { type: 'custom_tool_call_output', call_id: 'call_2', output: [{ type: 'input_text', text: 'B' }] },
  { type: 'shell_call', call_id: 'call_3', action: { commands: ['ls'] } },
  {
    type: 'shell_call_output',
    call_id: 'call_3',
    output: [{ stdout: 'C', stderr: 'D', outcome: { type: 'timeout' } }],
  },
]
const codex = [
  { type: 'additional_tools', role: 'developer', tools: [{ type: 'namespace', name: 'functions', tools: [] }] },
  { role: 'developer', content: 'Be brief.' },
]
const replies = [
  {
    status: 'completed',
    output: [
      { type: 'reasoning', summary: [] },
      { ...call, call_id: 'call_8' },
    ],
    usage: usageOf(9, 4),
  },
  {
    response: {
      status: 'completed',
      output: ['custom_tool_call', 'local_shell_call', 'shell_call', 'apply_patch_call'].map((type) => ({
        type,
        name: 'exec',
        call_id: `call_of_${type}`,
        input: 'ls',
      })),
    },
  },
  {
    status: 'completed',
    output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Done.' }] }],
  },
]

const summary = { type: 'summary_text', text: 'Hm.' }
const reasoning = { id: 'rs_1', type: 'reasoning', summary: [summary], encrypted_content: 'whole' }
const said = { type: 'output_text', annotations: [], text: 'Let me see.' }
const message = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [said] }
const called = { ...call, id: 'fc_1', status: 'completed', arguments: '{ "path": "/" }' }
const response = {
  id: 'resp_1',
  object: 'response',
  status: 'completed',
  output: [reasoning, message, called],
  usage: usageOf(9, 4),
}
const begun = { ...response, status: 'in_progress', output: [], usage: null }
const events = [
  { type: 'response.created', response: begun },
  { type: 'response.in_progress', response: begun },
  {
    type: 'response.output_item.added',
    output_index: 0,
    item: { ...reasoning, summary: [], encrypted_content: 'part' },
  },
  { type: 'response.reasoning_summary_part.added', output_index: 0, summary_index: 0, part: { ...summary, text: '' } },
  { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index: 0, delta: 'Hm.' },
  { type: 'response.output_item.done', output_index: 0, item: reasoning },
  { type: 'response.output_item.added', output_index: 1, item: { ...message, content: [] } },
  { type: 'response.content_part.added', output_index: 1, content_index: 0, part: { ...said, text: '' } },
  { type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: 'Let me' },
  { type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: ' see.' },
  { type: 'response.output_item.added', output_index: 2, item: { ...called, arguments: '' } },
  { type: 'response.function_call_arguments.delta', output_index: 2, delta: '{ "path"' },
  { type: 'response.function_call_arguments.delta', output_index: 2, delta: ': "/" }' },
]
const streams = [
  { events: [...events, { type: 'response.completed', response }], reply: response },
  // A server that repeats no items, and ends none.
  { events: [...events, { type: 'response.completed', response: { ...response, output: [] } }], reply: response },
  { events, reply: { ...begun, output: response.output } },
]
const requests = [
  { input: items, instructions: 'Be brief.', tools: [{ type: 'function', name: 'read' }] },
  { input: [...codex, ...items] },
  { type: 'response.create', previous_response_id: 'resp_1', input: items.slice(4, 5), tools: [] },
]
const texts = [
  { model: 'gpt-4o', input: 'Go.' },
  { model: 'llama', input: 'Go.', instructions: 'Be brief.', tools: [] },
]

describe('the contract', () => {
  it.each(testDialect('openaiResponses', openaiResponses, { requests, replies: [...replies, response], streams }))(
    '$name',
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined()
    },
  )

  // To go on, such an input becomes a list: its text then stands elsewhere.
  it.each(testDialect('openaiResponses, given a text,', openaiResponses, { requests: texts }))(
    '$name',
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined()
    },
  )
})

describe('openaiResponses', () => {
  it('reads members that may hold anything', () => {
    for (const value of [
      undefined,
      null,
      0,
      Number.NaN,
      true,
      1n,
      Symbol('s'),
      '',
      {},
      [],
      [null],
      [[]],
      Object.create(null),
      new Map(),
    ]) {
      const types = [
        'message',
        'function_call',
        'function_call_output',
        'shell_call_output',
        'local_shell_call_output',
        value,
      ]
      const item = {
        role: 'user',
        content: value,
        output: value,
        call_id: value,
        id: value,
        name: value,
        arguments: value,
      }
      const input = [
        value,
        ...types.flatMap((type) => [
          { ...item, type },
          { ...item, type, output: [value, { text: value }] },
        ]),
      ]
      const request = {
        input,
        instructions: value,
        tools: value,
        prompt: value,
        conversation: value,
        context_management: value,
      }
      expect([...openaiResponses.segments(request)]).toEqual([])
      expect([...openaiResponses.segments({ input: value })]).toEqual([])
      expect(() => openaiResponses.dropsEarlier?.(request)).not.toThrow()
      expect(() => openaiResponses.addTool(request, { name: 'n', description: 'd', inputSchema: {} })).not.toThrow()
      for (const reply of [
        { output: value, usage: value, status: value, response: value },
        { output: input, status: 'completed' },
      ]) {
        expect(openaiResponses.usage(reply)).toBe(undefined)
        expect(() => [...openaiResponses.toolCalls(reply)]).not.toThrow()
        expect(() => openaiResponses.stopReason(reply)).not.toThrow()
        expect(() => openaiResponses.continueWith(request, reply, [{ id: '', name: '', text: '' }])).not.toThrow()
      }
    }
  })
})

function usageOf(input: number, output: number): object {
  return { input_tokens: input, output_tokens: output, input_tokens_details: { cached_tokens: 3 } }
}
