import { describe, expect, it } from 'vitest'
import type { Message, Part } from '../types/call-options.ts'
import { boundTo, withoutOrphans } from './bound-reasoning.ts'

const SIGNED = { anthropic: { signature: 's' } }

function thought(exchanges?: number): Part {
  const headroom = exchanges === undefined ? {} : { headroom: { exchanges } }
  return { type: 'reasoning', text: 't', providerOptions: { ...SIGNED, ...headroom } }
}

function said(...content: Part[]): Message {
  return { role: 'assistant', content }
}

describe('boundTo', () => {
  it('says after how many exchanges something signed was thought', () => {
    const piece = { type: 'reasoning-end', id: '0', providerMetadata: SIGNED }
    expect(boundTo(2, piece)).toEqual({ ...piece, providerMetadata: { ...SIGNED, headroom: { exchanges: 2 } } })
  })

  it('gives the very piece where nothing binds it', () => {
    const piece = { type: 'reasoning', text: 't', providerMetadata: SIGNED }
    const unsigned = { type: 'reasoning', text: 't' }
    const text = { type: 'text', text: 't', providerMetadata: SIGNED }
    expect(
      [boundTo(0, piece), boundTo(1, unsigned), boundTo(1, text)].map((given) =>
        [piece, unsigned, text].indexOf(given as never),
      ),
    ).toEqual([0, 1, 2])
  })
})

describe('withoutOrphans', () => {
  it('keeps a message whose exchanges were all found, or that says nothing of any', () => {
    const messages = [
      said(thought(2), { type: 'text', text: 'a' }),
      said(thought()),
      said({ type: 'text', text: 'a' }),
      { role: 'assistant', content: 'a' },
    ]
    for (const message of messages) expect(withoutOrphans(message, 2)).toBe(message)
  })

  it('leaves out reasoning and the ids of items where one is lost, and nothing else', () => {
    const text = { type: 'text', text: 'a', providerOptions: { openai: { itemId: 'msg_1', phase: 'final' } } }
    const call = {
      type: 'tool-call',
      toolCallId: 'c',
      toolName: 'load',
      input: {},
      providerOptions: { google: { thoughtSignature: 's' } },
    }
    expect(withoutOrphans(said(thought(), text, thought(2), call), 1)).toEqual(
      said({ ...text, providerOptions: { openai: { phase: 'final' } } }, call),
    )
  })
})
