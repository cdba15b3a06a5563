import { describe, expect, it } from 'vitest'
import type { Segment } from '../../types/segment.ts'
import { segments } from './request.ts'

const call = { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'grep', arguments: '{ "pattern":"x" }' }
const output = { type: 'function_call_output', call_id: 'call_1', output: 'a.ts:1: x' }

describe('segments', () => {
  it('yields the instructions before everything, and an input that is a text', () => {
    expect([...segments({ input: 'Hello', instructions: 'Be brief.' })]).toEqual([
      { path: ['instructions'], text: 'Be brief.', role: 'system', turn: -1 },
      { path: ['input'], text: 'Hello', role: 'user', turn: 0 },
    ])
  })

  it('yields messages of every role, with and without a type', () => {
    const input = [
      { type: 'message', role: 'system', content: 'Be brief.' },
      { role: 'developer', content: [{ type: 'input_text', text: 'And kind.' }] },
      {
        role: 'user',
        content: [
          { type: 'input_image', image_url: 'data:' },
          { type: 'input_text', text: 'Hello', prompt_cache_breakpoint: { mode: 'explicit' } },
        ],
      },
      {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', annotations: [], text: 'Yes?' }],
      },
      { role: 'assistant', content: 'Well?' },
    ]
    expect(segmentsOf(input)).toEqual([
      { path: ['input', 0, 'content'], text: 'Be brief.', role: 'system', turn: 0 },
      { path: ['input', 1, 'content', 0, 'text'], text: 'And kind.', role: 'system', turn: 1 },
      { path: ['input', 2, 'content', 1, 'text'], text: 'Hello', role: 'user', turn: 2 },
      { path: ['input', 3, 'content', 0, 'text'], text: 'Yes?', role: 'assistant', turn: 3 },
      { path: ['input', 4, 'content'], text: 'Well?', role: 'assistant', turn: 4 },
    ])
  })

  it('yields the output of a function with the call that produced it, arguments verbatim', () => {
    const parts = [
      { type: 'input_text', text: 'one' },
      { type: 'input_image', image_url: 'data:' },
      { type: 'input_text', text: 'two' },
    ]
    const tool = { name: 'grep', input: '{ "pattern":"x" }' }
    expect(segmentsOf([call, output, { ...output, output: parts }])).toEqual([
      { path: ['input', 1, 'output'], text: 'a.ts:1: x', role: 'tool', turn: 1, tool },
      { path: ['input', 2, 'output', 0, 'text'], text: 'one', role: 'tool', turn: 2, tool },
      { path: ['input', 2, 'output', 2, 'text'], text: 'two', role: 'tool', turn: 2, tool },
    ])
  })

  it('yields the output of a custom tool, as Codex runs scripts', () => {
    const custom = { type: 'custom_tool_call', call_id: 'call_2', name: 'exec', input: 'text(await tools.ls())' }
    const listed = {
      type: 'custom_tool_call_output',
      call_id: 'call_2',
      output: [{ type: 'input_text', text: 'a.ts' }],
    }
    expect(segmentsOf([custom, listed])).toMatchObject([
      { path: ['input', 1, 'output', 0, 'text'], tool: { name: 'exec', input: 'text(await tools.ls())' } },
    ])
  })

  it('yields what shells printed and patches reported', () => {
    const action = { commands: ['ls', 'cat x'] }
    const input = [
      { type: 'local_shell_call', id: 'ls_1', call_id: 'call_1', action: { type: 'exec', command: ['ls'] } },
      { type: 'local_shell_call_output', id: 'call_1', output: '{"output":"a.ts"}' },
      { type: 'shell_call', call_id: 'call_2', action, environment: { type: 'local' } },
      {
        type: 'shell_call_output',
        call_id: 'call_2',
        output: [
          { stdout: 'a.ts', stderr: '', outcome: { type: 'exit', exit_code: 0 } },
          { stdout: '', stderr: 'cat: x', outcome: { type: 'exit', exit_code: 1 } },
        ],
      },
      { type: 'apply_patch_call', call_id: 'call_3', operation: { type: 'delete_file', path: 'x' } },
      { type: 'apply_patch_call_output', call_id: 'call_3', status: 'completed', output: 'Deleted x' },
    ]
    expect(segmentsOf(input)).toEqual([
      {
        path: ['input', 1, 'output'],
        text: '{"output":"a.ts"}',
        role: 'tool',
        turn: 1,
        tool: { name: 'local_shell', input: '{"type":"exec","command":["ls"]}' },
      },
      {
        path: ['input', 3, 'output', 0, 'stdout'],
        text: 'a.ts',
        role: 'tool',
        turn: 3,
        tool: { name: 'shell', input: JSON.stringify(action) },
      },
      {
        path: ['input', 3, 'output', 1, 'stderr'],
        text: 'cat: x',
        role: 'tool',
        turn: 3,
        tool: { name: 'shell', input: JSON.stringify(action) },
      },
      {
        path: ['input', 5, 'output'],
        text: 'Deleted x',
        role: 'tool',
        turn: 5,
        tool: { name: 'apply_patch', input: '{"type":"delete_file","path":"x"}' },
      },
    ])
  })

  it('marks a patch that failed as an error', () => {
    const failed = { type: 'apply_patch_call_output', call_id: 'call_3', status: 'failed', output: 'No such file' }
    expect(segmentsOf([failed])).toMatchObject([{ isError: true, tool: { name: 'apply_patch', input: '' } }])
  })

  it('leaves the output of a shell in a container alone, whether the call or the tool tells', () => {
    const hosted = { type: 'shell_call', call_id: 'call_2', environment: { type: 'container_reference' } }
    const printed = { type: 'shell_call_output', call_id: 'call_2', output: [{ stdout: 'a.ts', stderr: '' }] }
    const tools = [{ type: 'shell', environment: { type: 'container_auto' } }]
    expect(segmentsOf([hosted, printed])).toEqual([])
    expect([...segments({ input: [printed], tools })]).toEqual([])
    expect([
      ...segments({ input: [printed], tools: [{ type: 'shell', environment: { type: 'local' } }] }),
    ]).toHaveLength(1)
  })

  it('leaves alone what a program reads', () => {
    const caller = { type: 'program', caller_id: 'call_0' }
    expect(segmentsOf([{ ...call, caller }, output])).toEqual([])
    expect(segmentsOf([{ ...output, caller }])).toEqual([])
    expect(
      segmentsOf([
        { ...call, caller: { type: 'direct' } },
        { ...output, caller: null },
      ]),
    ).toHaveLength(1)
  })

  it('names the tool as far as the request tells where the call is out of sight', () => {
    expect(segmentsOf([output, { ...output, name: 'read', namespace: 'mcp__files' }])).toMatchObject([
      { tool: { name: '', input: '' } },
      { tool: { name: 'mcp__files__read', input: '' } },
    ])
  })

  it('takes the latest of the calls that share an id', () => {
    const again = { ...call, name: 'read', arguments: '{}' }
    expect(segmentsOf([call, output, again, output])).toMatchObject([
      { tool: { name: 'grep' } },
      { tool: { name: 'read' } },
    ])
  })

  it('yields nothing opaque, nothing unknown and nothing empty', () => {
    const text = 'opaque'
    const input = [
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text }],
        content: [{ type: 'reasoning_text', text }],
      },
      { type: 'compaction', encrypted_content: text },
      { type: 'item_reference', id: text },
      { type: 'mcp_call', arguments: '{}', name: 'x', output: text },
      { type: 'web_search_call', action: { query: text } },
      { type: 'file_search_call', results: [{ text }] },
      { type: 'code_interpreter_call', code: text, outputs: [{ type: 'logs', logs: text }] },
      { type: 'tool_search_output', call_id: 'call_9', tools: [{ name: text, description: text }] },
      { type: 'additional_tools', role: 'developer', tools: [{ name: text }], content: text },
      { type: 'program_output', call_id: 'call_8', result: text },
      { type: 'future_item', role: 'user', content: text, output: text },
      { role: 'critic', content: text },
      {
        role: 'assistant',
        content: [
          { type: 'refusal', refusal: text },
          { type: 'output_text', text, annotations: [{ type: 'url_citation', start_index: 0, end_index: 6 }] },
          { type: 'text', text },
          { type: 'input_text', text: '' },
        ],
      },
      { ...output, output: '' },
      {
        ...output,
        output: [
          { type: 'encrypted_content', text },
          { type: 'input_file', file_data: text },
        ],
      },
      { type: 'computer_call_output', call_id: 'call_7', output: { type: 'computer_screenshot', image_url: text } },
      null,
      text,
    ]
    expect(segmentsOf(input)).toEqual([])
  })
})

function segmentsOf(input: readonly unknown[]): readonly Segment[] {
  return [...segments({ input })]
}
