import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../json-value.ts'
import { checkOpenaiResponses } from './check.ts'
import { createItemMemory } from './item-memory.ts'

const SETTINGS = { strict: true, prefixCheck: false, chunkSize: 9, minimumCachedTokens: 1024 }
const ASK = { role: 'user', content: [{ type: 'input_text', text: 'question' }] }
const REASONING = { type: 'reasoning', id: 'rs_1', summary: [] }
const A = { type: 'function_call', id: 'fc_a', call_id: 'call_a', name: 'read', arguments: '{}' }
const B = { type: 'function_call', id: 'fc_b', call_id: 'call_b', name: 'read', arguments: '{}' }
const EXEC = { type: 'custom_tool_call', id: 'ctc_e', call_id: 'call_e', name: 'exec', input: 'ls' }
const OUT_EXEC = { type: 'custom_tool_call_output', call_id: 'call_e', output: [{ type: 'input_text', text: 'rows' }] }
const OUT_A = { type: 'function_call_output', call_id: 'call_a', output: 'rows' }
const OUT_B = { type: 'function_call_output', call_id: 'call_b', output: 'rows' }

describe('checkOpenaiResponses', () => {
  it('accepts reasoning with its calls, answered in any order', () => {
    expect(strict([ASK, REASONING, A, B, OUT_B, OUT_A])).toBeUndefined()
    expect(strict([ASK, REASONING, EXEC, OUT_EXEC])).toBeUndefined()
  })

  it.each([
    ['a call without output', [ASK, A, B, OUT_A], 'No tool output found for function call call_b.'],
    ['an output without call', [ASK, OUT_A], 'No tool call found for function call output with call_id call_a.'],
    ['a custom call without output', [ASK, EXEC], 'No tool output found for custom tool call call_e.'],
    [
      'a custom output without call',
      [ASK, OUT_EXEC],
      'No tool call found for custom tool call output with call_id call_e.',
    ],
    ['an output of another kind', [ASK, A, { ...OUT_EXEC, call_id: 'call_a' }], 'No tool output found for function'],
    ['an output before its call', [ASK, OUT_A, A], 'No tool call found'],
    [
      'reasoning at the end',
      [ASK, REASONING],
      "Item 'rs_1' of type 'reasoning' was provided without its required following item.",
    ],
    ['reasoning before a question', [ASK, REASONING, ASK], 'without its required following item'],
    ['reasoning of which the call is gone', [ASK, A, REASONING, OUT_A], 'without its required following item'],
  ])('refuses %s', (_, input, wording) => {
    expect(strict(input)).toContain(wording)
  })

  it('refuses tools of one name', () => {
    const tool = { type: 'function', name: 'read' }
    const request = { input: [ASK], tools: [tool, tool] }
    expect(checkOpenaiResponses(request, createItemMemory(), SETTINGS)?.message).toContain('declared twice')
  })

  it('takes tools of one name in several namespaces, and refuses them in one', () => {
    const inside = (name: string) => ({ type: 'namespace', name, tools: [{ type: 'function', name: 'read' }] })
    const additional = (...tools: readonly JsonObject[]) => ({ type: 'additional_tools', role: 'developer', tools })
    const tool = { type: 'function', name: 'read' }
    expect(strict([additional(tool, inside('files'), inside('mail')), ASK])).toBeUndefined()
    expect(strict([additional(inside('files'), inside('files')), ASK])).toContain("'files.read' is declared twice")
    expect(strict([additional(tool), additional(tool), ASK])).toContain('declared twice')
  })

  it('refuses a call of its own without the reasoning it came with', () => {
    const memory = createItemMemory()
    memory.keep({ input: [ASK] }, 'resp_1', [REASONING, A])
    expect(strict([ASK, REASONING, A, OUT_A], memory)).toBeUndefined()
    expect(strict([ASK, A, OUT_A], memory)).toBe(
      "Item 'fc_a' of type 'function_call' was provided without its required 'reasoning' item: 'rs_1'.",
    )
  })

  it('reads what it keeps behind references and previous responses', () => {
    const memory = createItemMemory()
    memory.keep({ input: [ASK] }, 'resp_1', [REASONING, A])
    const references = ['rs_1', 'fc_a'].map((id) => ({ type: 'item_reference', id }))
    expect(strict([ASK, ...references, OUT_A], memory)).toBeUndefined()
    expect(strict([ASK, ...references.slice(0, 1), OUT_A], memory)).toContain('No tool call found')
    const next = { previous_response_id: 'resp_1', input: [OUT_A] }
    expect(checkOpenaiResponses(next, memory, SETTINGS)).toBeUndefined()
  })

  it('reads conversations, which grow by every reply that was to be stored', () => {
    const memory = createItemMemory()
    const conversation = memory.converse([ASK])
    memory.keep({ conversation, input: [] }, 'resp_1', [REASONING, A])
    expect(checkOpenaiResponses({ conversation, input: [OUT_A] }, memory, SETTINGS)).toBeUndefined()
    expect(checkOpenaiResponses({ conversation: { id: conversation }, input: [ASK] }, memory, SETTINGS)).toMatchObject({
      message: 'No tool output found for function call call_a.',
    })
    memory.keep({ conversation, store: false, input: [OUT_A] }, 'resp_2', [EXEC])
    expect(memory.wholeInput({ conversation, input: [OUT_EXEC] })).toEqual({ items: [ASK, REASONING, A, OUT_EXEC] })
  })

  it('refuses an unknown conversation, and one beside a previous response', () => {
    const memory = createItemMemory()
    const request = { conversation: 'conv_x', input: [ASK] }
    expect(checkOpenaiResponses(request, memory, SETTINGS)).toMatchObject({
      status: 404,
      message: "Conversation with id 'conv_x' not found.",
    })
    const both = { ...request, previous_response_id: 'resp_x' }
    expect(checkOpenaiResponses(both, memory, SETTINGS)).toMatchObject({
      status: 400,
      code: 'mutually_exclusive_parameters',
    })
    const neither = { conversation: null, previous_response_id: null, input: [ASK] }
    expect(checkOpenaiResponses(neither, memory, SETTINGS)).toBeUndefined()
  })

  it('answers 404 to an unknown item and 400 to an unknown response', () => {
    const memory = createItemMemory()
    memory.keep({ input: [ASK], store: false }, 'resp_1', [REASONING, A])
    const reference = { input: [{ type: 'item_reference', id: 'rs_1' }] }
    expect(checkOpenaiResponses(reference, memory, SETTINGS)).toMatchObject({ status: 404 })
    const previous = { previous_response_id: 'resp_1', input: [] }
    const refusal = { status: 400, code: 'previous_response_not_found' }
    expect(checkOpenaiResponses(previous, memory, SETTINGS)).toMatchObject(refusal)
  })
})

function strict(input: readonly JsonObject[], memory = createItemMemory()): string | undefined {
  return checkOpenaiResponses({ input }, memory, SETTINGS)?.message
}
