import { describe, expect, it } from 'vitest'
import { parseExactly } from '../../json/parse-exactly.ts'
import { hidden } from './hidden.ts'

const isHidden = (name: string): boolean => name === 'own'
const call = (name: string, beside: object = {}): object => ({ functionCall: { name, args: {} }, ...beside })
const model = (...parts: readonly unknown[]): object => ({ role: 'model', parts })
const user = (...parts: readonly unknown[]): object => ({ role: 'user', parts })

describe('hidden.history', () => {
  it('stands where the contents do, wrapped or not', () => {
    const contents = [user({ text: 'x' })]
    expect(hidden.history({ contents })).toEqual({ path: ['contents'], items: contents })
    expect(hidden.history({ request: { contents } })).toEqual({ path: ['request', 'contents'], items: contents })
    expect(hidden.history({ contents: contents[0] })).toEqual({ path: ['contents'], items: contents })
  })
})

describe('hidden.shows', () => {
  it('knows an answer by its text and its calls, without thoughts and whatever its ids', () => {
    const shown = hidden.shows(model({ text: 'hm', thought: true }, { text: 'Hel' }, { text: 'lo' }, call('ls')))
    expect(shown).toEqual({ kind: 'answer', text: 'Hello', known: [['ls', expect.any(String)]] })
    const withId = model({ text: 'Hello', thoughtSignature: 's' }, { function_call: { name: 'ls', id: 'x' } })
    expect(hidden.shows(withId)).toEqual(shown)
  })

  it('tells answers apart by arguments, and by the first signature of a call in any alphabet', () => {
    const known = (...parts: readonly unknown[]): unknown => hidden.shows(model(...parts)).known
    expect(known({ functionCall: { name: 'ls', args: { a: 1 } } })).not.toEqual(known(call('ls')))
    expect(known(call('ls', { thoughtSignature: 'a' }))).not.toEqual(known(call('ls', { thoughtSignature: 'b' })))
    expect(known(call('ls', { thought_signature: 'a-_' }))).toEqual(known(call('ls', { thoughtSignature: 'a+/=' })))
  })

  it('knows a call again, however a client writes its arguments', () => {
    const known = (args: unknown): unknown => hidden.shows(model({ functionCall: { name: 'ls', args } })).known
    const said = parseExactly('{"b":{"d":1.0,"c":[1e2,{"y":1,"x":2}]},"a":9007199254740993}')
    const kept = JSON.parse('{"a":9007199254740993,"b":{"c":[100,{"x":2,"y":1}],"d":1}}') as unknown
    expect(known(said)).toEqual(known(kept))
    expect(known({ a: [1, 2] })).not.toEqual(known({ a: [2, 1] }))
    expect(known({ a: { b: 1 } })).not.toEqual(known({ a: { b: 2 } }))
    expect(known(undefined)).toEqual(known({}))
  })

  it('knows results by their call and their response', () => {
    const result = (response: unknown): unknown =>
      hidden.shows(user({ functionResponse: { name: 'ls', id: 'a', response } }))
    expect(result({ output: 'x' })).toEqual({
      kind: 'results',
      text: '',
      known: [['a', 'ls', expect.any(String)]],
    })
    expect(result({ output: 'y' })).not.toEqual(result({ output: 'x' }))
  })

  it('tells apart what the user gives beside text', () => {
    const given = (...parts: readonly unknown[]): unknown => hidden.shows(user({ text: 'See' }, ...parts))
    expect(given()).toEqual({ kind: 'said', text: 'See', known: [] })
    expect(given({ inlineData: { data: 'a' } })).not.toEqual(given({ inline_data: { data: 'b' } }))
    expect(given({ file_data: { file_uri: 'a' } })).not.toEqual(given({ fileData: { fileUri: 'b' } }))
  })

  it('reads anything', () => {
    for (const item of [undefined, null, 1, 'x', [], {}, { role: 'model', parts: [null, 1, { functionCall: 1 }] }])
      expect(() => hidden.shows(item)).not.toThrow()
  })
})

describe('hidden.shown', () => {
  const reply = (...parts: readonly unknown[]): object => ({
    candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 10, cachedContentTokenCount: 4, totalTokenCount: 12 },
  })

  it('joins what was said, leaves out hidden calls with their signatures and sums usage', () => {
    const replies: [object, object] = [
      reply({ text: 'Let me ' }, call('own', { thoughtSignature: 's' })),
      { ...reply({ text: 'see.' }, call('own'), call('ls')), responseId: 'r' },
    ]
    expect(hidden.shown(replies, isHidden, 0)).toEqual({
      candidates: [{ content: { role: 'model', parts: [{ text: 'Let me see.' }, call('ls')] }, finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 20, cachedContentTokenCount: 8, totalTokenCount: 24 },
      responseId: 'r',
    })
  })

  it('keeps what was said where the last reply has no candidate', () => {
    const refused = { promptFeedback: { blockReason: 'OTHER' } }
    expect(hidden.shown([reply({ text: 'So' }, call('own')), refused], isHidden, 0)).toEqual({
      promptFeedback: { blockReason: 'OTHER' },
      candidates: [{ content: { role: 'model', parts: [{ text: 'So' }] } }],
      usageMetadata: { promptTokenCount: 10, cachedContentTokenCount: 4, totalTokenCount: 12 },
    })
  })

  it('gives a list of chunks where the reply came as one', () => {
    const shown = hidden.shown([[reply({ text: 'a' }), reply(call('own'))]], isHidden, 0)
    expect(shown).toEqual([reply({ text: 'a' })])
  })
})
