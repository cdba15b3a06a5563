import { describe, expect, it } from 'vitest'
import type { Message, Part } from '../types/call-options.ts'
import { withGiven } from './with-given.ts'

const SIGNED = { anthropic: { signature: 's' } }
const CACHED = { anthropic: { cacheControl: { type: 'ephemeral' } } }
const THOUGHT: Part = { type: 'reasoning', text: 't', providerOptions: SIGNED }

function said(...content: Part[]): Message {
  return { role: 'assistant', content }
}

function text(words: string, providerOptions?: Part['providerOptions']): Part {
  return { type: 'text', text: words, ...(providerOptions === undefined ? {} : { providerOptions }) }
}

function call(id: string, toolName = 'load', input: object = {}): Part {
  return { type: 'tool-call', toolCallId: id, toolName, input }
}

describe('withGiven', () => {
  it('keeps what the client has added to the end of its message', () => {
    const given = said(text('Wait. '), { type: 'reasoning', text: 't' }, text('So.', CACHED))
    expect(withGiven(said(THOUGHT, text('So.')), { ...given, providerOptions: CACHED })).toEqual({
      ...said(THOUGHT, text('So.', CACHED)),
      providerOptions: CACHED,
    })
  })

  it('keeps nothing that is no addition', () => {
    const identified = said(text('So.', { openai: { itemId: 'msg_1' } }))
    expect(withGiven(identified, said(text('So.', CACHED)))).toEqual(identified)
    expect(withGiven(said(text('So. ')), said(text('So.', CACHED)))).toEqual(said(text('So. ')))
  })

  it('takes the inputs of calls as the client has them, with the defaults of its schema', () => {
    const refined = call('u2', 'load', { limit: 5 })
    const recorded = said(text('Both.'), call('u1'), call('r', 'headroom_retrieve'), call('u2'))
    expect(withGiven(recorded, said(text('Both.', CACHED), call('u1'), refined))).toEqual(
      said(text('Both.', CACHED), call('u1'), call('r', 'headroom_retrieve'), refined),
    )
  })

  it('gives the very message where it ends in answers of hidden calls', () => {
    const recorded = { role: 'tool', content: [{ type: 'tool-result', toolCallId: 'r' }] }
    expect(withGiven(recorded, said(text('So.', CACHED)))).toBe(recorded)
  })
})
