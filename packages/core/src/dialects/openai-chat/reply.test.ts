import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../edits/apply.ts'
import { continueWith, stopReason, toolCalls, usage } from './reply.ts'

const message = {
  role: 'assistant',
  content: null,
  reasoning_content: 'hm',
  reasoning_details: [{ type: 'reasoning.encrypted', data: 'ZGF0YQ==' }],
  tool_calls: [
    { id: 'call_1', type: 'function', function: { name: 'read', arguments: '{ "path": "a" }' } },
    { id: 'call_2', type: 'custom', custom: { name: 'exec', input: 'ls' } },
  ],
}

describe('toolCalls', () => {
  it('gives the calls of the first choice, arguments verbatim', () => {
    expect([...toolCalls({ choices: [{ message }, { message: {} }] })]).toEqual([
      { id: 'call_1', name: 'read', input: '{ "path": "a" }' },
      { id: 'call_2', name: 'exec', input: 'ls' },
    ])
  })

  it('gives an older function call without id', () => {
    const older = { role: 'assistant', function_call: { name: 'read', arguments: '{}' } }
    expect([...toolCalls({ choices: [{ message: older }] })]).toEqual([{ id: '', name: 'read', input: '{}' }])
  })

  it('does not take an empty function call for one', () => {
    const empty = { ...message, function_call: { name: '', arguments: '' } }
    expect([...toolCalls({ choices: [{ message: empty }] })]).toHaveLength(2)
  })

  it('gives none where there is no message', () => {
    for (const choices of [undefined, [], [null], [{ message: null }], [{ message: { tool_calls: [5, {}] } }]]) {
      expect([...toolCalls({ choices })]).toEqual([])
    }
  })
})

describe('continueWith', () => {
  const request = { messages: [{ role: 'user', content: 'Go.' }] }

  it('appends the message as it came and one message per result', () => {
    const results = [
      { id: 'call_1', name: 'read', text: 'A' },
      { id: 'call_2', name: 'exec', text: 'B', isError: true },
    ]
    const continued = applyEdits(request, continueWith(request, { choices: [{ message }] }, results))
    expect(continued.messages).toEqual([
      { role: 'user', content: 'Go.' },
      message,
      { role: 'tool', tool_call_id: 'call_1', content: 'A' },
      { role: 'tool', tool_call_id: 'call_2', content: 'B' },
    ])
    expect(continued.messages[1]).toBe(message)
  })

  it('answers an older function call by its name, and tool calls without ids as such', () => {
    const result = { id: '', name: 'read', text: 'A' }
    const older = { role: 'assistant', content: null, function_call: { name: 'read', arguments: '{}' } }
    const idless = { role: 'assistant', tool_calls: [{ id: '', function: { name: 'read', arguments: '{}' } }] }
    const answers = [older, idless].map((made) => continueWith(request, { choices: [{ message: made }] }, [result])[1])
    expect(answers.map((edit) => edit?.value)).toEqual([
      { role: 'function', name: 'read', content: 'A' },
      { role: 'tool', tool_call_id: '', content: 'A' },
    ])
  })

  it('makes no edit where the reply holds no message', () => {
    expect(continueWith(request, { choices: [] }, [{ id: 'call_1', name: 'read', text: 'A' }])).toEqual([])
  })
})

describe('usage', () => {
  it('takes cached tokens out of the prompt', () => {
    const reported = {
      prompt_tokens: 1000,
      completion_tokens: 50,
      total_tokens: 1050,
      prompt_tokens_details: { cached_tokens: 600, cache_write_tokens: 300 },
      completion_tokens_details: { reasoning_tokens: 20 },
    }
    expect(usage({ usage: reported })).toEqual({
      input: 100,
      cacheRead: 600,
      cacheWrite: 300,
      output: 50,
      reasoning: 20,
    })
  })

  it('reads the names that other providers give to cached tokens', () => {
    const plain = { prompt_tokens: 100, completion_tokens: 5 }
    const expected = { input: 60, cacheRead: 40, output: 5 }
    expect(usage({ usage: { ...plain, prompt_cache_hit_tokens: 40, prompt_cache_miss_tokens: 60 } })).toEqual(expected)
    expect(usage({ usage: { ...plain, cached_tokens: 40 } })).toEqual(expected)
    expect(usage({ usage: { ...plain, prompt_tokens_details: { cached_tokens: 40 }, cached_tokens: 7 } })).toEqual(
      expected,
    )
    expect(usage({ usage: { ...plain, cache_creation_input_tokens: 30 } })).toEqual({
      input: 70,
      cacheWrite: 30,
      output: 5,
    })
  })

  it('adds reasoning to the output where a provider counts it beside', () => {
    const details = { completion_tokens_details: { reasoning_tokens: 30 } }
    const beside = { prompt_tokens: 100, completion_tokens: 70, total_tokens: 200, ...details }
    expect(usage({ usage: beside })).toEqual({ input: 100, output: 100, reasoning: 30 })
    const more = { prompt_tokens: 100, completion_tokens: 2, total_tokens: 102, ...details }
    expect(usage({ usage: more })).toEqual({ input: 100, output: 32, reasoning: 30 })
    const within = { prompt_tokens: 100, completion_tokens: 70, total_tokens: 170, ...details }
    expect(usage({ usage: within })).toEqual({ input: 100, output: 70, reasoning: 30 })
  })

  it('never counts more cached tokens than the prompt has', () => {
    const reported = { prompt_tokens: 10, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 40 } }
    expect(usage({ usage: reported })).toEqual({ input: 0, cacheRead: 10, output: 1 })
    const details = { cached_tokens: 6, cache_write_tokens: 9 }
    expect(usage({ usage: { prompt_tokens: 10, completion_tokens: 1, prompt_tokens_details: details } })).toEqual({
      input: 0,
      cacheRead: 6,
      cacheWrite: 4,
      output: 1,
    })
  })

  it('gives nothing where input or output is not told', () => {
    for (const reported of [
      undefined,
      null,
      5,
      {},
      { prompt_tokens: 5 },
      { prompt_tokens: '5', completion_tokens: 1 },
    ]) {
      expect(usage({ usage: reported })).toBe(undefined)
    }
  })
})

describe('stopReason', () => {
  const said = { role: 'assistant', content: 'Done.', refusal: null }

  it.each([
    ['stop', 'end'],
    ['', 'end'],
    ['eos_token', 'end'],
    ['stop_sequence', 'end'],
    ['tool_calls', 'calls'],
    ['function_call', 'calls'],
    ['length', 'length'],
    ['model_length', 'length'],
    ['content_filter', 'refused'],
    ['error', 'failed'],
    ['insufficient_system_resource', 'failed'],
    ['something_new', undefined],
    [null, undefined],
  ])('of "%s" is %s', (finish_reason, reason) => {
    expect(stopReason({ choices: [{ finish_reason, message: said }] })).toBe(reason)
  })

  it('is calls where the turn ended with calls under another name', () => {
    for (const finish_reason of ['stop', '']) {
      expect(stopReason({ choices: [{ finish_reason, message }] })).toBe('calls')
    }
    expect(stopReason({ choices: [{ finish_reason: 'length', message }] })).toBe('length')
    expect(stopReason({ choices: [{ finish_reason: null, message }] })).toBe(undefined)
  })

  it('is refused where the model says so', () => {
    const refusal = { ...said, content: null, refusal: 'I cannot.' }
    expect(stopReason({ choices: [{ finish_reason: 'stop', message: refusal }] })).toBe('refused')
  })

  it('of an error is failed, whatever came before it', () => {
    const error = { code: 502, message: 'Provider disconnected' }
    expect(stopReason({ error })).toBe('failed')
    expect(stopReason({ error, choices: [{ finish_reason: 'stop', message: said }] })).toBe('failed')
    expect(stopReason({ choices: [{ error, finish_reason: 'stop', message: said }] })).toBe('failed')
    expect(stopReason({})).toBe(undefined)
  })
})
