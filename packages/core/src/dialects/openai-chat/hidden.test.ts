import { describe, expect, it } from 'vitest'
import { hidden } from './hidden.ts'
import type { ChatReply } from './reply.ts'

type Value = Readonly<Record<string, unknown>>

const isHidden = (name: string): boolean => name === 'own'
const call = (id: string, name: string): Value => ({ id, type: 'function', function: { name, arguments: '{}' } })
const shownBy = (item: unknown): readonly unknown[] => {
  const { kind, text, known } = hidden.shows(item)
  return [kind, text, known]
}

describe('hidden.shows', () => {
  it('knows an answer by its text and its calls, however its content is cut', () => {
    const tool_calls = [call('a', 'ls'), { id: 'b', type: 'custom', custom: { name: 'sh', input: 'x' } }]
    const parts = [
      { type: 'thinking', thinking: 'hm' },
      { type: 'text', text: 'Hel', cache_control: {} },
      { type: 'text', text: 'lo' },
    ]
    const calls = [
      ['a', 'ls'],
      ['b', 'sh'],
    ]
    expect(shownBy({ role: 'assistant', content: 'Hello', tool_calls, reasoning: 'hm' })).toEqual([
      'answer',
      'Hello',
      calls,
    ])
    expect(shownBy({ role: 'assistant', content: parts, tool_calls })).toEqual(['answer', 'Hello', calls])
    const older = { role: 'assistant', content: null, function_call: { name: 'ls', arguments: '{}' } }
    expect(shownBy(older)).toEqual(['answer', '', [['', 'ls']]])
  })

  it('knows results by their call and their text', () => {
    const result = { role: 'tool', tool_call_id: 'a', content: 'ok' }
    expect(shownBy(result)).toEqual(['results', '', [['a', expect.any(String)]]])
    expect(shownBy({ ...result, content: [{ type: 'text', text: 'ok' }] })).toEqual(shownBy(result))
    expect(shownBy({ ...result, content: 'no' })).not.toEqual(shownBy(result))
    expect(shownBy({ role: 'function', name: 'ls', content: 'ok' })).toEqual([
      'results',
      '',
      [['ls', expect.any(String)]],
    ])
  })

  it('tells instructions from what the user says, and images apart', () => {
    for (const role of ['system', 'developer'])
      expect(shownBy({ role, content: 'Be.' })).toEqual(['instructions', 'Be.', []])
    const image = (url: string): Value => ({ type: 'image_url', image_url: { url } })
    const said = (...parts: readonly Value[]): Value => ({
      role: 'user',
      content: [{ type: 'text', text: 'See' }, ...parts],
    })
    expect(shownBy(said(image('a')))).toEqual(['said', 'See', [['image_url', expect.any(String)]]])
    expect(shownBy(said(image('a')))).not.toEqual(shownBy(said(image('b'))))
    const sound = (data: string): Value => ({ type: 'input_audio', input_audio: { data, format: 'wav' } })
    expect(shownBy(said(sound('a')))).not.toEqual(shownBy(said(sound('b'))))
  })

  it('reads anything', () => {
    for (const item of [undefined, null, 1, 'x', [], {}, { role: 'assistant', content: 5, tool_calls: [null] }])
      expect(() => hidden.shows(item)).not.toThrow()
  })
})

describe('hidden.obstacle', () => {
  it('is several answers at once', () => {
    expect(hidden.obstacle({ messages: [], n: 2 })).toBe('several-answers')
    expect(hidden.obstacle({ messages: [], n: 1 })).toBe(undefined)
    expect(hidden.obstacle({ messages: [] })).toBe(undefined)
  })
})

describe('hidden.shown', () => {
  const first = reply(
    { content: 'Let me see. ', reasoning: 'hm', refusal: null, tool_calls: [call('a', 'own')] },
    'tool_calls',
  )
  const second = reply({
    content: null,
    reasoning: ', so',
    reasoning_details: [{ type: 'x' }],
    tool_calls: [call('b', 'own')],
  })

  it('joins what was said, leaves out hidden calls and sums usage', () => {
    const last = reply({ content: 'Done.', refusal: null, annotations: [{ type: 'url_citation' }] }, 'stop', 'id_2')
    expect(hidden.shown([first, second, last], isHidden, 0)).toEqual({
      id: 'id_2',
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          message: {
            role: 'assistant',
            content: 'Let me see. Done.',
            reasoning: 'hm, so',
            reasoning_details: [{ type: 'x' }],
            refusal: null,
            annotations: [{ type: 'url_citation' }],
          },
        },
      ],
      usage: { prompt_tokens: 30, completion_tokens_details: { reasoning_tokens: 3 } },
    })
  })

  it('keeps the calls of the client, and says that they are why the reply ended', () => {
    const last = reply({ content: null, tool_calls: [call('c', 'ls'), call('d', 'own')] }, 'tool_calls')
    expect(hidden.shown([last], isHidden, 0).choices).toEqual([
      {
        index: 0,
        finish_reason: 'tool_calls',
        message: { role: 'assistant', content: null, tool_calls: [call('c', 'ls')] },
      },
    ])
  })

  it('says `stop` where no call is left, and nothing where nothing was said', () => {
    expect(hidden.shown([second], () => true, 0).choices).toMatchObject([
      { finish_reason: 'stop', message: { content: null } },
    ])
    const older = reply({ content: null, function_call: { name: 'own', arguments: '{}' } }, 'function_call')
    expect(hidden.shown([older], isHidden, 0).choices).toEqual([
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: null } },
    ])
  })

  it('gives an error in place of a last reply as it is', () => {
    const usage = { prompt_tokens: 10, completion_tokens_details: { reasoning_tokens: 1 } }
    expect(hidden.shown([first, { error: { message: 'no' } }], isHidden, 0)).toEqual({
      error: { message: 'no' },
      usage,
    })
  })

  it('does not write into what it is given', () => {
    const before = structuredClone([first, second])
    hidden.shown([first, second], isHidden, 0)
    expect([first, second]).toEqual(before)
  })
})

function reply(message: Value, finish_reason = 'tool_calls', id = 'id_1'): ChatReply & Value {
  const usage = { prompt_tokens: 10, completion_tokens_details: { reasoning_tokens: 1 } }
  return { id, choices: [{ index: 0, finish_reason, message: { role: 'assistant', ...message } }], usage }
}
