import { describe, expect, it } from 'vitest'
import { createCalls } from './streamed-calls.ts'

const READ = { id: 'call_1', type: 'function', function: { name: 'read', arguments: '{"path":"a"}' } }
const LIST = { id: 'call_2', type: 'function', function: { name: 'list', arguments: '{}' } }

describe('createCalls', () => {
  it('joins the fragments of parallel calls by index', () => {
    const fragments = [
      { index: 0, ...READ, function: { name: 'read', arguments: '' } },
      { index: 1, ...LIST, function: { name: 'list', arguments: '' } },
      { index: 1, function: { arguments: '{}' } },
      { index: 0, function: { arguments: '{"path":' } },
      { index: 0, function: { arguments: '"a"}' } },
    ]
    expect(callsOf(fragments)).toEqual([READ, LIST])
  })

  it('takes empty or repeated ids, types and names for what they repeat', () => {
    const again = { type: 'function', function: { name: 'read', arguments: '"a"}' } }
    for (const id of ['', 'call_1']) {
      const fragments = [
        { index: 0, ...READ, function: { name: 'read', arguments: '{"path":' } },
        { index: 0, ...again, id },
      ]
      expect(callsOf(fragments)).toEqual([READ])
      expect(callsOf([fragments[0], { index: 0, id, type: '', function: { name: '', arguments: '"a"}' } }])).toEqual([
        READ,
      ])
    }
  })

  it('goes by id where there is no index, and on with the last call where there is neither', () => {
    const begun = { ...READ, function: { name: 'read', arguments: '{"path":' } }
    expect(callsOf([begun, LIST, { id: 'call_1', function: { arguments: '"a"}' } }])).toEqual([READ, LIST])
    expect(callsOf([LIST, begun, { function: { arguments: '"a"}' } }])).toEqual([LIST, READ])
  })

  it('goes by index where two calls share an id', () => {
    const twin = { ...LIST, id: 'call_1' }
    expect(
      callsOf([
        { ...READ, index: 0 },
        { ...twin, index: 1 },
      ]),
    ).toEqual([READ, twin])
  })

  it('goes on with a call where a fragment names no tool, under whatever index or id', () => {
    const begun = { ...READ, function: { name: 'read', arguments: '{"path":' } }
    const end = { function: { arguments: '"a"}' } }
    expect(callsOf([begun, { ...end, index: 0 }])).toEqual([READ])
    expect(callsOf([begun, { ...end, id: 'call_9' }])).toEqual([READ])
    expect(
      callsOf([
        { ...begun, index: 0 },
        { ...end, index: 0, id: 'call_9' },
      ]),
    ).toEqual([READ])
  })

  it('takes whole calls apart that share an index, or have neither index nor id', () => {
    expect(callsOf([READ, LIST].map((call) => ({ ...call, index: 0 })))).toEqual([READ, LIST])
    const bare = [READ, LIST, LIST].map(({ type, function: called }) => ({ type, function: called }))
    expect(callsOf(bare)).toEqual(bare)
  })

  it('waits for an id or a name that comes late', () => {
    const [begun, end] = ['{"path":', '"a"}'].map((json) => ({
      type: 'function',
      function: { name: 'read', arguments: json },
    }))
    expect(
      callsOf([
        { ...begun, index: 0 },
        { ...end, id: 'call_1', index: 0 },
      ]),
    ).toEqual([READ])
    const nameless = [{ function: { arguments: '' } }, { type: 'function', function: READ.function }]
    expect(callsOf(nameless)).toEqual([{ type: 'function', function: READ.function }])
  })

  it('takes no repeated name for a beginning where an index tells', () => {
    const pieces = ['{"path":', '"a"}'].map((json) => ({ index: 0, function: { name: 'read', arguments: json } }))
    expect(callsOf(pieces)).toEqual([{ function: READ.function }])
  })

  it('goes on with the last of all calls, whether it has an id or not', () => {
    const bare = { function: READ.function }
    const begun = { ...LIST, function: { name: 'list', arguments: '{' } }
    expect(callsOf([bare, begun, { function: { arguments: '}' } }])).toEqual([bare, LIST])
  })

  it('joins the input of custom tools', () => {
    const fragments = [
      { index: 0, id: 'call_3', type: 'custom', custom: { name: 'exec', input: '' } },
      { index: 0, custom: { input: 'ls' } },
      { index: 0, custom: { input: ' -l' } },
    ]
    expect(callsOf(fragments)).toEqual([{ id: 'call_3', type: 'custom', custom: { name: 'exec', input: 'ls -l' } }])
  })

  it('keeps what a provider adds, and arguments that are an object', () => {
    const signed = { ...READ, extra_content: { google: { thought_signature: 'c2ln' } } }
    expect(
      callsOf([
        { ...signed, index: 0 },
        { index: 0, function: { arguments: '' } },
      ]),
    ).toEqual([signed])
    const parsed = { ...READ, function: { name: 'read', arguments: { path: 'a' } } }
    expect(callsOf([parsed])).toEqual([parsed])
  })

  it('passes over what is no fragment', () => {
    expect(callsOf([null, 5, 'x', [], {}, { index: 0 }])).toEqual([])
  })
})

function callsOf(fragments: readonly unknown[]): readonly object[] {
  const calls = createCalls()
  for (const fragment of fragments) calls.push([fragment])
  return calls.value()
}
