import { describe, expect, it } from 'vitest'
import { hidden } from './hidden.ts'

type Value = Readonly<Record<string, unknown>>

const isHidden = (name: string): boolean => name === 'own'
const call = (call_id: string, name: string, more: Value = {}): Value => ({
  type: 'function_call',
  id: `fc_${call_id}`,
  call_id,
  name,
  arguments: '{}',
  ...more,
})
const message = (text: string): Value => ({
  type: 'message',
  role: 'assistant',
  content: [{ type: 'output_text', text }],
})
const reasoning = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'x' }
const shownBy = (item: unknown): readonly unknown[] => {
  const { kind, text, known } = hidden.shows(item)
  return [kind, text, known]
}

describe('hidden.history', () => {
  it('is the input, a text as what the user says', () => {
    const items = [{ role: 'user', content: 'Hi' }]
    expect(hidden.history({ input: items })).toEqual({ path: ['input'], items })
    expect(hidden.history({ input: 'Hi' })).toEqual({ path: ['input'], items })
    for (const input of ['', undefined, null, 5]) expect(hidden.history({ input }).items).toEqual([])
  })
})

describe('hidden.shows', () => {
  it('knows what the model said by texts and calls, without the ids of items', () => {
    expect(shownBy(message('Hello'))).toEqual(['answer', 'Hello', []])
    expect(shownBy({ role: 'assistant', content: 'Hello' })).toEqual(['answer', 'Hello', []])
    expect(shownBy(call('a', 'ls'))).toEqual(['answer', '', [['a', 'ls']]])
    expect(shownBy(call('a', 'ls', { id: undefined, status: 'completed' }))).toEqual(shownBy(call('a', 'ls')))
    expect(shownBy(call('a', 'ls', { namespace: 'mcp__x' }))).toEqual(['answer', '', [['a', 'mcp__x__ls']]])
    expect(shownBy({ type: 'custom_tool_call', call_id: 'b', name: 'exec', input: 'x' })).toEqual([
      'answer',
      '',
      [['b', 'exec']],
    ])
    for (const type of ['reasoning', 'compaction', 'web_search_call', 'mcp_call', 'program_output'])
      expect(shownBy({ type, id: 'x' })).toEqual(['answer', '', []])
  })

  it('knows what is referred to by its id, and reasoning not at all', () => {
    expect(shownBy({ type: 'item_reference', id: 'msg_1' })).toEqual(['answer', '', ['msg_1']])
    expect(shownBy({ type: 'item_reference', id: 'rs_1' })).toEqual(['answer', '', []])
    expect(hidden.reference?.(reasoning)).toEqual({ type: 'item_reference', id: 'rs_1' })
    expect(hidden.reference?.(call('a', 'ls', { id: undefined }))).toEqual(call('a', 'ls', { id: undefined }))
  })

  it('knows results by their call and their text', () => {
    const result = { type: 'function_call_output', call_id: 'a', output: 'ok' }
    expect(shownBy(result)).toEqual(['results', '', [['a', expect.any(String)]]])
    expect(shownBy({ ...result, output: [{ type: 'input_text', text: 'ok' }] })).toEqual(shownBy(result))
    expect(shownBy({ ...result, output: 'no' })).not.toEqual(shownBy(result))
    const shell = { type: 'shell_call_output', call_id: 'a', output: [{ stdout: 'ok', stderr: '' }] }
    expect(shownBy({ ...shell, output: [{ stdout: 'no', stderr: '' }] })).not.toEqual(shownBy(shell))
    expect(shownBy({ type: 'local_shell_call_output', id: 'a', output: 'ok' })).toEqual(shownBy(result))
    expect(shownBy({ type: 'mcp_approval_response', approval_request_id: 'p', approve: true })).toEqual([
      'results',
      '',
      [['p', true]],
    ])
    expect(hidden.shows({ type: 'tool_search_output', execution: 'client' }).kind).toBe('results')
    expect(hidden.shows({ type: 'tool_search_output', execution: 'server' }).kind).toBe('answer')
  })

  it('tells instructions from what the user says, and images apart', () => {
    for (const role of ['system', 'developer']) expect(hidden.shows({ role, content: 'Be.' }).kind).toBe('instructions')
    for (const type of ['additional_tools', 'configuration_update', 'compaction_trigger'])
      expect(hidden.shows({ type, role: 'developer' }).kind).toBe('instructions')
    const said = (image_url: string): Value => ({
      role: 'user',
      content: [
        { type: 'input_text', text: 'See' },
        { type: 'input_image', image_url },
      ],
    })
    expect(shownBy(said('a'))).toEqual(['said', 'See', [['input_image', expect.any(String)]]])
    expect(shownBy(said('a'))).not.toEqual(shownBy(said('b')))
  })

  it('reads anything', () => {
    for (const item of [undefined, null, 1, 'x', [], {}, { type: 5 }, { role: 'assistant', content: [null] }])
      expect(() => hidden.shows(item)).not.toThrow()
  })
})

describe('hidden.obstacle', () => {
  it('is a conversation out of sight that cannot be gone on from, and a reply that is fetched later', () => {
    const input: readonly unknown[] = []
    expect(hidden.obstacle({ input })).toBe(undefined)
    expect(hidden.obstacle({ input, store: false })).toBe(undefined)
    expect(hidden.obstacle({ input, previous_response_id: 'r' })).toBe(undefined)
    expect(hidden.obstacle({ input, previous_response_id: 'r', store: false })).toBe('kept-by-provider')
    expect(hidden.obstacle({ input, conversation: 'c' })).toBe('kept-by-provider')
    expect(hidden.obstacle({ input, conversation: { id: 'c' } })).toBe('kept-by-provider')
    expect(hidden.obstacle({ input, background: true })).toBe('background')
  })
})

describe('hidden.anchors', () => {
  it('are the id of the reply before, and of one that is kept', () => {
    expect(hidden.anchors?.of({ previous_response_id: 'r' })).toBe('r')
    expect(hidden.anchors?.of({ previous_response_id: null })).toBe(undefined)
    expect(hidden.anchors?.after({ id: 'r', store: true })).toBe('r')
    expect(hidden.anchors?.after({ response: { id: 'r' } })).toBe('r')
    expect(hidden.anchors?.after({ id: 'r', store: false })).toBe(undefined)
  })
})

describe('hidden.waits', () => {
  it('tells a reply that asks for an approval', () => {
    expect(hidden.waits?.({ output: [{ type: 'mcp_approval_request', id: 'p', name: 'x' }] })).toBe(true)
    expect(hidden.waits?.({ output: [message('Hi')] })).toBe(false)
  })
})

describe('hidden.shown', () => {
  const usage = { input_tokens: 10, output_tokens_details: { reasoning_tokens: 1 } }
  const first = { id: 'r1', status: 'completed', output: [reasoning, message('So'), call('a', 'own')], usage }
  const last = { id: 'r2', status: 'incomplete', output: [call('b', 'own'), message('Done.'), call('c', 'ls')], usage }

  it('lists the items of all rounds without hidden calls, and sums usage', () => {
    expect(hidden.shown([first, last], isHidden, 0)).toEqual({
      id: 'r2',
      status: 'incomplete',
      output: [reasoning, message('So'), message('Done.'), call('c', 'ls')],
      usage: { input_tokens: 20, output_tokens_details: { reasoning_tokens: 2 } },
    })
  })

  it('keeps a wrapped reply wrapped', () => {
    const type = 'response.done'
    expect(hidden.shown([{ type, response: first }] as never, isHidden, 0)).toEqual({
      type,
      response: { ...first, output: [reasoning, message('So')] },
    })
  })

  it('hides what the loop answers: also where the API puts the namespace of plain tools beside it', () => {
    const items = ['functions', 'own', 'mcp__x'].map((namespace) => call('a', 'own', { namespace }))
    expect(hidden.shown([{ output: items }], isHidden, 0)).toEqual({ output: items.slice(2) })
  })

  it('does not write into what it is given', () => {
    const before = structuredClone([first, last])
    hidden.shown([first, last], isHidden, 0)
    expect([first, last]).toEqual(before)
  })
})
