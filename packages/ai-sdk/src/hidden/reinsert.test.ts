import { createMemoryStore } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import type { Message, Part } from '../types/call-options.ts'
import { exchangeUnder, keepExchange } from './exchange.ts'
import { reinsert } from './reinsert.ts'

const SIGNED = { anthropic: { signature: 's' } }
const CACHED = { anthropic: { cacheControl: { type: 'ephemeral' } } }
const USER: Message = { role: 'user', content: [text('Go.')] }
const LOOKED: Message[] = [
  said({ type: 'reasoning', text: 't1', providerOptions: SIGNED }, text('Wait. '), call('r1', 'headroom_retrieve')),
  { role: 'tool', content: [result('r1', 'original')] },
]
const ANSWER = said({ type: 'reasoning', text: 't2', providerOptions: SIGNED }, text('So.'))
const MIXED = said(call('u1'), call('r2', 'headroom_retrieve'), call('u2'))

function said(...content: Part[]): Message {
  return { role: 'assistant', content }
}

function text(words: string): Part {
  return { type: 'text', text: words }
}

function call(id: string, toolName = 'load'): Part {
  return { type: 'tool-call', toolCallId: id, toolName, input: {} }
}

function result(id: string, value: string): Part {
  return { type: 'tool-result', toolCallId: id, toolName: 'load', output: { type: 'text', value } }
}

function ids(message: Message | undefined): unknown[] {
  return typeof message?.content === 'object' ? message.content.map(({ toolCallId }) => toolCallId) : []
}

function filled(...given: Parameters<typeof reinsert>): readonly Message[] {
  return reinsert(...given).prompt
}

describe('reinsert', () => {
  it('gives the very prompt where nothing was hidden', () => {
    const prompt = [USER, ANSWER]
    expect(reinsert(prompt, [undefined, undefined])).toEqual({ prompt, exchanges: 0 })
    expect(filled(prompt, [undefined, undefined])).toBe(prompt)
  })

  it('puts the exchange in place of the message that stood for it', () => {
    const given = said(text('Wait. '), text('So.'))
    expect(filled([USER, given, USER], [undefined, { before: 0, messages: [...LOOKED, ANSWER], results: [] }])).toEqual(
      [USER, ...LOOKED, ANSWER, USER],
    )
  })

  it('leaves an exchange out that came after one that is lost', () => {
    const bound = { type: 'reasoning', text: 't2', providerOptions: { ...SIGNED, headroom: { exchanges: 2 } } }
    const given = said(bound, text('So.'))
    const later = { before: 1, messages: [...LOOKED, ANSWER], results: [] }
    expect(reinsert([USER, ANSWER, USER, given], [undefined, undefined, undefined, later])).toEqual({
      prompt: [USER, ANSWER, USER, said(text('So.'))],
      exchanges: 0,
    })
    expect(reinsert([given, given], [{ ...later, before: 0 }, later]).exchanges).toBe(2)
  })

  it('keeps what the client has added to the end of its message, and nothing that is no addition', () => {
    const cached = { ...text('So.'), providerOptions: CACHED }
    const given: Message = {
      ...said(text('Wait. '), { type: 'reasoning', text: 't2' }, cached),
      providerOptions: CACHED,
    }
    const [, , last] = filled([given], [{ before: 0, messages: [...LOOKED, ANSWER], results: [] }])
    expect(last).toEqual({
      ...said({ type: 'reasoning', text: 't2', providerOptions: SIGNED }, cached),
      providerOptions: CACHED,
    })
    const identified = said({ ...text('So.'), providerOptions: { openai: { itemId: 'msg_1' } } })
    const [kept] = filled([said(cached)], [{ before: 0, messages: [identified], results: [] }])
    expect(kept).toEqual(identified)
  })

  it('takes the inputs of calls as the client has them, with the defaults of its schema', () => {
    const refined = { ...call('u2'), input: { limit: 5 } }
    const [last] = filled([said(call('u1'), refined)], [{ before: 0, messages: [MIXED], results: [] }])
    expect(last).toEqual(said(call('u1'), call('r2', 'headroom_retrieve'), refined))
  })

  it('puts answers among the results of the client in the order of the calls', () => {
    const exchange = { before: 0, messages: [MIXED], results: [result('r2', 'original')] }
    const tool: Message = {
      role: 'tool',
      content: [result('u1', '1'), { type: 'tool-approval-response' }, result('u2', '2')],
    }
    const full = filled([USER, said(call('u1'), call('u2')), tool, USER], [undefined, exchange])
    expect(ids(full[1])).toEqual(['u1', 'r2', 'u2'])
    expect(ids(full[2])).toEqual(['u1', undefined, 'r2', 'u2'])
    expect(full).toHaveLength(4)
  })

  it('puts answers last where no later call was answered, and into a message of their own where there is none', () => {
    const exchange = { before: 0, messages: [MIXED], results: [result('r2', 'original')] }
    const given = said(call('u1'), call('u2'))
    const own: Message = { role: 'tool', content: exchange.results }
    const first: Message = { role: 'tool', content: [result('u1', '1')] }
    expect(ids(filled([given, first], [exchange])[1])).toEqual(['u1', 'r2'])
    expect(filled([given, USER], [exchange]).slice(1)).toEqual([own, USER])
    expect(filled([given], [exchange]).slice(1)).toEqual([own])
  })
})

describe('keepExchange', () => {
  it('gives back the same messages, URLs included', async () => {
    const store = createMemoryStore()
    const file = {
      type: 'file',
      mediaType: 'image/png',
      data: { type: 'url', url: new URL('https://example.com/a.png') },
    }
    const exchange = {
      before: 2,
      messages: [...LOOKED, said(file, { type: 'file', data: 'AAAA' }, text('\ud800'))],
      results: [result('r', '')],
    }
    await keepExchange(store, 'key', exchange)
    expect(await exchangeUnder(store, 'key')).toEqual(exchange)
  })

  it('has none under another key, and none where something else is kept', async () => {
    const store = createMemoryStore()
    await store.set('key', { kind: 'original', text: '{}' }, Infinity)
    await store.set('broken', { kind: 'exchange', text: '{' }, Infinity)
    expect(await Promise.all(['key', 'broken', 'other'].map((key) => exchangeUnder(store, key)))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
