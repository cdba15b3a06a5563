import { retrieveTool, type Segment } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import type { AgentRequest, AgentTool } from '../types.ts'
import { addTool, matches, segments } from './request.ts'

const CALL = { type: 'function_call', callId: 'c1', name: 'load', arguments: '{"table":"users"}' }

function requestOf(input: readonly unknown[], tools: readonly AgentTool[] = []): AgentRequest {
  return { input, tools, modelSettings: {} }
}

function resultOf(output: unknown, members: object = {}): object {
  return { type: 'function_call_result', callId: 'c1', name: 'load', status: 'completed', output, ...members }
}

function ofTools(...input: readonly unknown[]): Segment[] {
  return [...segments(requestOf(input))].filter(({ role }) => role === 'tool')
}

describe('segments', () => {
  it('yields texts of every role, with the call that a result answers', () => {
    const input = [
      { role: 'system', content: 'Be kind.' },
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'Load it.' },
          { type: 'input_image', image: 'data:' },
        ],
      },
      { role: 'user', content: 'Now.' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Loading.' }, { type: 'refusal' }] },
      CALL,
      resultOf({ type: 'text', text: 'rows' }),
    ]
    const tool = { name: 'load', input: '{"table":"users"}' }
    expect([...segments({ ...requestOf(input), instructions: 'Be brief.' })]).toEqual([
      { path: ['instructions'], text: 'Be brief.', role: 'system', turn: -1 },
      { path: ['input', 0, 'content'], text: 'Be kind.', role: 'system', turn: 0 },
      { path: ['input', 1, 'content', 0, 'text'], text: 'Load it.', role: 'user', turn: 1 },
      { path: ['input', 2, 'content'], text: 'Now.', role: 'user', turn: 2 },
      { path: ['input', 3, 'content', 0, 'text'], text: 'Loading.', role: 'assistant', turn: 3 },
      { path: ['input', 5, 'output', 'text'], text: 'rows', role: 'tool', turn: 5, tool },
    ])
  })

  it('reads a result as a text, as an object with one, and as a list', () => {
    const list = [
      { type: 'input_text', text: 'one' },
      { type: 'input_file', file: 'x' },
      { type: 'input_text', text: '' },
      { type: 'input_text', text: 'two' },
    ]
    const found = ofTools(resultOf('rows'), resultOf({ type: 'text', text: 'rows' }), resultOf(list))
    expect(found.map(({ path, text }) => [path.slice(2), text])).toEqual([
      [['output'], 'rows'],
      [['output', 'text'], 'rows'],
      [['output', 0, 'text'], 'one'],
      [['output', 3, 'text'], 'two'],
    ])
  })

  it('yields nothing of results with images and files only, and of what holds no text', () => {
    const outputs = [{ type: 'image', image: 'data:' }, [{ type: 'input_image' }], undefined, null, 7, [null], {}]
    expect(ofTools(...outputs.map((output) => resultOf(output)), null, 7, 'text', {})).toEqual([])
  })

  it('tells a tool by the result where the call is kept by the provider', () => {
    expect(ofTools(resultOf('rows'))).toMatchObject([{ tool: { name: 'load', input: '' } }])
  })

  it('puts the namespace of a tool before its name', () => {
    const spaced = { ...CALL, namespace: 'mcp__db' }
    expect(ofTools(spaced, resultOf('rows'))).toMatchObject([{ tool: { name: 'mcp__db__load' } }])
    expect(ofTools({ ...CALL, namespace: 'load' }, resultOf('rows'))).toMatchObject([{ tool: { name: 'load' } }])
    expect(ofTools(resultOf('rows', { namespace: 'db' }))).toMatchObject([{ tool: { name: 'db__load' } }])
  })

  it('reads what shells print, and what patches say', () => {
    const output = [{ stdout: 'out', stderr: 'err', outcome: { type: 'exit', exitCode: 1 } }, { stdout: '' }, null]
    const found = ofTools(
      { type: 'shell_call', callId: 's', action: { commands: ['make'] } },
      { type: 'shell_call_output', callId: 's', output },
      { type: 'apply_patch_call', callId: 'p', operation: { type: 'delete_file', path: 'a' } },
      { type: 'apply_patch_call_output', callId: 'p', status: 'completed', output: 'done' },
      { type: 'apply_patch_call_output', callId: 'p', status: 'failed', output: 'no such file' },
    )
    const shell = { name: 'shell', input: '{"commands":["make"]}' }
    const patch = { name: 'apply_patch', input: '{"type":"delete_file","path":"a"}' }
    expect(found.map(({ path, text, tool, isError }) => [path.slice(2), text, tool, isError])).toEqual([
      [['output', 0, 'stdout'], 'out', shell, undefined],
      [['output', 0, 'stderr'], 'err', shell, undefined],
      [['output'], 'done', patch, undefined],
      [['output'], 'no such file', patch, true],
    ])
  })

  it('yields nothing that the provider runs, sees or signs, and nothing that a program reads', () => {
    const caller = { type: 'program', callerId: 'p' }
    const input = [
      { type: 'reasoning', content: [{ type: 'input_text', text: 'hm' }] },
      { type: 'hosted_tool_call', name: 'file_search_call', output: 'found' },
      { type: 'program_output', callId: 'p', output: 'sum', status: 'completed' },
      { type: 'computer_call_result', callId: 'c', output: { type: 'computer_screenshot', data: 'data:' } },
      { type: 'tool_search_output', tools: [{ name: 'a' }] },
      { type: 'compaction', encrypted_content: 'x' },
      { type: 'unknown', providerData: { text: 'y' } },
      { ...CALL, caller },
      resultOf('rows'),
      resultOf('rows', { callId: 'c2', caller }),
    ]
    expect([...segments(requestOf(input))]).toEqual([])
  })

  it("yields nothing of a shell in a container of the provider's", () => {
    const input = [{ type: 'shell_call_output', callId: 's', output: [{ stdout: 'out', stderr: '' }] }]
    const hosted = { type: 'shell', environment: { type: 'container_auto' } }
    expect([...segments(requestOf(input, [hosted]))]).toEqual([])
    expect([...segments(requestOf(input, [{ ...hosted, environment: { type: 'local' } }]))]).toHaveLength(1)
  })
})

describe('addTool', () => {
  it('declares the tool last, and none twice', () => {
    const value = { type: 'function', ...retrieveTool }
    expect(addTool(requestOf([]), retrieveTool)).toEqual([{ op: 'add', path: ['tools', '-'], value }])
    expect(addTool(requestOf([], [retrieveTool]), retrieveTool)).toEqual([])
  })
})

describe('matches', () => {
  it('knows a request by its items', () => {
    expect(matches(requestOf([]))).toBe(true)
    expect([undefined, null, 7, {}, { input: 'hi' }].some(matches)).toBe(false)
  })
})
