import { describe, expect, it } from 'vitest'
import { stopReason, toolCalls, usage } from './reply.ts'
import { readStream } from './stream.ts'

describe('readStream', () => {
  it('joins reasoning in every field that providers have for it', () => {
    for (const field of ['reasoning', 'reasoning_content', 'reasoning_text']) {
      expect(messageOf([{ [field]: 'hm,' }, { [field]: null }, { [field]: ' so' }, { content: 'Yes.' }])).toEqual({
        role: 'assistant',
        [field]: 'hm, so',
        content: 'Yes.',
      })
    }
  })

  it('joins refusals and older function calls, and keeps the latest of other members', () => {
    const deltas = [
      { role: null, refusal: 'I ', function_call: { name: 'ls', arguments: '{' }, reasoning_opaque: 'a' },
      { role: 'assistant', refusal: 'cannot.', function_call: { arguments: '}' }, reasoning_opaque: 'b' },
    ]
    expect(messageOf(deltas)).toEqual({
      role: 'assistant',
      content: null,
      refusal: 'I cannot.',
      function_call: { name: 'ls', arguments: '{}' },
      reasoning_opaque: 'b',
    })
  })

  it('leaves out what only streams have', () => {
    expect(messageOf([{ content: 'a', channel: 'analysis', token_id: 5 }])).toEqual({ role: 'assistant', content: 'a' })
    const choice = {
      index: 0,
      delta: { content: 'a' },
      message: { content: 'all' },
      text: 'a',
      logprobs: { content: [] },
    }
    expect(read([{ choices: [choice] }])).toEqual({
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: 'a' }, finish_reason: null }],
    })
  })

  it('joins the texts of Mistral’s parts, whatever form the content takes', () => {
    const thinking = (text: string): object => ({ type: 'thinking', thinking: [{ type: 'text', text }] })
    const deltas = ['', [thinking('hm,')], '', [thinking(' so')], [{ type: 'text', text: '1' }], '44', '']
    expect(messageOf(deltas.map((content) => ({ content })))?.['content']).toEqual([
      thinking('hm, so'),
      { type: 'text', text: '144' },
    ])
    expect(messageOf([{ content: 'a' }, { content: [thinking('hm')] }, { content: 'b' }])?.['content']).toEqual([
      { type: 'text', text: 'a' },
      thinking('hm'),
      { type: 'text', text: 'b' },
    ])
  })

  it('keeps the pieces of audio together', () => {
    const deltas = [
      { audio: { id: 'a', data: 'AA', transcript: 'Hel' } },
      { audio: { id: null, data: 'BB', transcript: 'lo' } },
    ]
    expect(messageOf(deltas)?.['audio']).toEqual({ id: 'a', data: 'AABB', transcript: 'Hello' })
  })

  it('takes the usage of whichever chunk has it', () => {
    const count = { prompt_tokens: 5, completion_tokens: 1 }
    const events = [
      { choices: [], usage: { ...count, completion_tokens: 0 } },
      { choices: [], usage: count },
    ]
    expect(usage(read([...events, { choices: [], usage: null }]) ?? {})).toEqual({ input: 5, output: 1 })
  })

  it('tells several choices apart, and takes those without index for one', () => {
    const [second, first] = [1, 0].map((index) => ({ choices: [{ index, delta: { content: `${index}` } }] }))
    const unnumbered = { choices: [{ delta: { content: '!' }, finish_reason: 'stop' }] }
    expect(read([second, first, unnumbered])?.choices).toEqual([
      { index: 0, message: { role: 'assistant', content: '0!' }, finish_reason: 'stop' },
      { index: 1, message: { role: 'assistant', content: '1' }, finish_reason: null },
    ])
  })

  it('keeps what came before an error', () => {
    const error = { error: { message: 'Overloaded' } }
    const reply = read([{ choices: [{ delta: { content: 'So' } }] }, error])
    expect(reply).toMatchObject({ choices: [{ message: { content: 'So' } }] })
    expect(stopReason(reply ?? {})).toBe('failed')
    expect(read([error])).toEqual(error)
  })

  it('keeps a member named as the prototype for a member', () => {
    const delta: unknown = JSON.parse('{"__proto__": "a", "content": "b"}')
    expect(Object.keys(messageOf([delta]) ?? {})).toContain('__proto__')
  })

  it('gives replies that later events leave alone', () => {
    const reader = readStream()
    reader.push({
      choices: [{ delta: { reasoning_details: [{ type: 'reasoning.text', text: 'a' }], tool_calls: [CALL] } }],
    })
    const early = reader.reply()
    const text = JSON.stringify(early)
    reader.push({
      choices: [{ delta: { reasoning_details: [{ type: 'reasoning.text', text: 'b' }], tool_calls: [CALL] } }],
    })
    expect(JSON.stringify(early)).toBe(text)
    expect([...toolCalls(early ?? {})]).toHaveLength(1)
  })
})

const CALL = { index: 0, id: 'call_1', function: { name: 'ls', arguments: '{}' } }

function read(events: readonly unknown[]): ReturnType<ReturnType<typeof readStream>['reply']> {
  const reader = readStream()
  for (const event of events) reader.push(event)
  return reader.reply()
}

/** The message that deltas amount to. */
function messageOf(deltas: readonly unknown[]): Record<string, unknown> | undefined {
  const choices = read(deltas.map((delta) => ({ choices: [{ index: 0, delta }] })))?.choices as [{ message: object }]
  return { ...choices[0].message }
}
