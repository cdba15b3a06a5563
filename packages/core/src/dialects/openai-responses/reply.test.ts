import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../edits/apply.ts'
import { continueWith, stopReason, toolCalls, usage } from './reply.ts'
import type { ResponsesRequest } from './request.ts'

const reasoning = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'ZGF0YQ==' }
const read = {
  type: 'function_call',
  id: 'fc_1',
  call_id: 'call_1',
  name: 'read',
  arguments: '{ "path": "a" }',
  status: 'completed',
}
const exec = { type: 'custom_tool_call', id: 'ct_1', call_id: 'call_2', name: 'exec', input: 'ls' }
const search = { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'x' } }
const answer = { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Yes.', annotations: [] }] }
const reply = { object: 'response', status: 'completed', output: [reasoning, search, read, exec] }
const results = [
  { id: 'call_1', name: 'read', text: 'A' },
  { id: 'call_2', name: 'exec', text: 'B', isError: true },
]
const outputs = [
  { type: 'function_call_output', call_id: 'call_1', output: 'A' },
  { type: 'custom_tool_call_output', call_id: 'call_2', output: 'B' },
]

describe('toolCalls', () => {
  it('gives the calls that the client has to answer, arguments verbatim', () => {
    expect([...toolCalls(reply)]).toEqual([
      { id: 'call_1', name: 'read', input: '{ "path": "a" }' },
      { id: 'call_2', name: 'exec', input: 'ls' },
    ])
  })

  it('reads a response that is wrapped, as in an event', () => {
    expect([...toolCalls({ response: reply })]).toEqual([...toolCalls(reply)])
    expect(stopReason({ response: reply })).toBe('calls')
  })

  it('leaves out a call that the provider has answered itself', () => {
    const printed = { type: 'shell_call_output', call_id: 'call_3', output: [] }
    expect([...toolCalls({ output: [{ type: 'shell_call', call_id: 'call_3', action: {} }, printed] })]).toEqual([])
  })

  it('gives none where there are no items', () => {
    for (const output of [undefined, null, 'x', [], [null, 5, {}], [answer]])
      expect([...toolCalls({ output })]).toEqual([])
  })
})

describe('continueWith', () => {
  const user = { role: 'user', content: 'Go.' }

  it('appends the items as they came and one output per result, each of its call’s kind', () => {
    const { input } = continued({ input: [user] })
    expect(input).toEqual([user, ...reply.output, ...outputs])
    expect((input as readonly unknown[])[1]).toBe(reasoning)
  })

  it('makes a list of an input that is a text', () => {
    expect(continued({ input: 'Go.' }).input).toEqual([user, ...reply.output, ...outputs])
    expect(continued({ input: '' }).input).toEqual([...reply.output, ...outputs])
    expect(continued({}).input).toEqual([...reply.output, ...outputs])
  })

  it('gives only the results to a conversation that the provider keeps', () => {
    expect(continued({ input: [user], conversation: 'conv_1' })).toEqual({ input: outputs, conversation: 'conv_1' })
    expect(continueWith({ input: [user], conversation: 'conv_1' }, { output: [answer] }, [])).toEqual([])
  })

  it('answers built-in tools in their own form, errors marked', () => {
    const calls = [
      { type: 'local_shell_call', id: 'ls_1', call_id: 'call_1', action: {} },
      { type: 'shell_call', call_id: 'call_2', action: { commands: ['ls'], max_output_length: 100 } },
      { type: 'apply_patch_call', call_id: 'call_3', operation: {} },
      { type: 'apply_patch_call', call_id: 'call_4', operation: {} },
    ]
    const given = calls.map(({ call_id: id }, index) => ({ id, name: 'x', text: 'A', isError: index % 2 === 1 }))
    const { input } = applyEdits({ input: [] }, continueWith({ input: [] }, { output: calls }, given))
    expect(input.slice(calls.length)).toEqual([
      { type: 'local_shell_call_output', id: 'call_1', output: 'A' },
      {
        type: 'shell_call_output',
        call_id: 'call_2',
        max_output_length: 100,
        output: [{ stdout: 'A', stderr: '', outcome: { type: 'exit', exit_code: 1 } }],
      },
      { type: 'apply_patch_call_output', call_id: 'call_3', status: 'completed', output: 'A' },
      { type: 'apply_patch_call_output', call_id: 'call_4', status: 'failed', output: 'A' },
    ])
  })

  it('says again which program made the call', () => {
    const caller = { type: 'program', caller_id: 'call_0' }
    const { input } = applyEdits(
      { input: [] },
      continueWith({ input: [] }, { output: [{ ...read, caller }] }, results.slice(0, 1)),
    )
    expect(input[1]).toEqual({ ...outputs[0], caller })
  })

  it('makes no edit where there are no items, and none after a compaction', () => {
    expect(continueWith({ input: [user] }, { output: [] }, results)).toEqual([])
    expect(continueWith({ input: [user] }, { object: 'response.compaction', output: [user] }, [])).toEqual([])
  })

  function continued(request: ResponsesRequest): ResponsesRequest {
    return applyEdits(request, continueWith(request, reply, results))
  }
})

describe('usage', () => {
  const counts = { input_tokens: 100, output_tokens: 20, total_tokens: 120 }

  it('takes cached tokens out of the input', () => {
    const details = { input_tokens_details: { cached_tokens: 64 }, output_tokens_details: { reasoning_tokens: 8 } }
    expect(usage({ usage: { ...counts, ...details } })).toEqual({ input: 36, cacheRead: 64, output: 20, reasoning: 8 })
  })

  it('tells what was written to the cache, and for how long', () => {
    const written = { cached_tokens: 10, cache_write_tokens: 60, cache_write_tokens_details: { ttl_12h_tokens: 40 } }
    expect(usage({ response: { usage: { ...counts, input_tokens_details: written } } })).toEqual({
      input: 30,
      cacheRead: 10,
      cacheWrite: 60,
      cacheWriteLong: 40,
      output: 20,
    })
  })

  it('is never negative', () => {
    const details = { cached_tokens: 300, cache_write_tokens: 5 }
    expect(usage({ usage: { ...counts, input_tokens_details: details } })).toMatchObject({
      input: 0,
      cacheRead: 100,
      cacheWrite: 0,
    })
  })

  it('is undefined where input or output is not told', () => {
    for (const reported of [
      undefined,
      null,
      {},
      { input_tokens: 1 },
      { output_tokens: 1 },
      { input_tokens: '1', output_tokens: 1 },
    ]) {
      expect(usage({ usage: reported })).toBe(undefined)
    }
    expect(usage({ object: 'response.input_tokens', input_tokens: 5 } as object)).toBe(undefined)
  })
})

describe('stopReason', () => {
  const refusal = { type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] }

  it.each<[object, string | undefined]>([
    [{ status: 'completed', output: [answer] }, 'end'],
    [{ status: 'completed', output: [read] }, 'calls'],
    [{ status: 'completed', output: [search, answer] }, 'end'],
    [{ status: 'completed', output: [{ type: 'mcp_approval_request', id: 'mcpr_1' }] }, 'end'],
    [{ status: 'completed', output: [refusal] }, 'refused'],
    [{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output: [read] }, 'length'],
    [{ status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, 'refused'],
    [{ status: 'incomplete', incomplete_details: { reason: 'steered' }, output: [answer] }, 'end'],
    [{ status: 'incomplete', incomplete_details: { reason: 'steered' }, output: [read] }, 'calls'],
    [{ status: 'failed', output: [] }, 'failed'],
    [{ status: 'cancelled' }, 'failed'],
    [{ status: 'in_progress', output: [read] }, undefined],
    [{ status: 'queued' }, undefined],
    [{ error: { message: 'x' } }, undefined],
  ])('of %j is %s', (given, expected) => {
    expect(stopReason(given)).toBe(expected)
  })
})
