import { describe, expect, it } from 'vitest'
import type { Message, Part } from '../types/call-options.ts'
import type { Content, GenerateReply } from '../types/reply.ts'
import { hidden } from './hidden.ts'

const CALL = { type: 'tool-call', toolCallId: 'c', toolName: 'load', input: { limit: 5 } }
const isHidden = (name: string): boolean => name === 'hide'

function said(...content: Part[]): Message {
  return { role: 'assistant', content }
}

function gave(output: NonNullable<Part['output']>, toolCallId = 'c'): Message {
  return { role: 'tool', content: [{ type: 'tool-result', toolCallId, toolName: 'load', output }] }
}

function text(words: string): Part {
  return { type: 'text', text: words }
}

describe('hidden.shows', () => {
  it('is the same whatever a client drops or changes of an answer', () => {
    const asGenerated = said({ type: 'reasoning', text: 'hm' }, text(''), text('One. '), text('Two.'), CALL)
    const variants = [
      said(
        { ...text('One. Two.'), providerOptions: { openai: { itemId: 'x' } } },
        { ...CALL, input: { limit: 5, page: 1 } },
      ),
      { ...said(text('One. '), CALL, text('Two.')), providerOptions: { anthropic: { cacheControl: {} } } },
    ]
    for (const variant of variants) expect(hidden.shows(variant)).toEqual(hidden.shows(asGenerated))
  })

  it('takes bytes and base64 for the same file', () => {
    const [bytes, base64] = [new Uint8Array([1, 2, 3]), 'AQID'].map((data) =>
      hidden.shows({ role: 'user', content: [{ type: 'file', data: { type: 'data', data } }] }),
    )
    expect(bytes).toEqual(base64)
  })

  it('differs where a message differs in anything that it shows', () => {
    const messages: Message[] = [
      { role: 'system', content: 'a' },
      { role: 'user', content: [text('a')] },
      said(text('a')),
      said(text('b')),
      said(text('a'), CALL),
      said(text('a'), { ...CALL, toolCallId: 'd' }),
      said(text('a'), { ...CALL, toolName: 'save' }),
      gave({ type: 'text', value: 'a' }),
      gave({ type: 'text', value: 'b' }),
      gave({ type: 'json', value: { a: 1 } }),
      gave({ type: 'execution-denied', reason: 'no' }),
      gave({ type: 'text', value: 'a' }, 'd'),
      { role: 'user', content: [text('a'), { type: 'file', data: 'AQID' }] },
      { role: 'user', content: [text('a'), { type: 'file', data: 'AQIE' }] },
    ]
    expect(new Set(messages.map((message) => JSON.stringify(hidden.shows(message)))).size).toBe(messages.length)
  })

  it('tells who speaks, results of providers not taken for those of tools', () => {
    const result: Part = { type: 'tool-result', toolCallId: 'w', output: { type: 'json', value: [] } }
    const messages = [
      { role: 'system', content: 'a' },
      { role: 'user', content: [] },
      said(result),
      gave({ type: 'x' }),
    ]
    expect(messages.map((message) => hidden.shows(message).kind)).toEqual(['instructions', 'said', 'answer', 'results'])
    expect(hidden.shows(said(result)).known).toEqual([])
  })
})

describe('hidden.shown', () => {
  it('gives all rounds as one: what was said, figures summed, warnings once, the rest as in the last', () => {
    const warning = { type: 'other', message: 'w' }
    const first = {
      ...replyOf(text('One. '), called('a', 'hide')),
      warnings: [warning],
      providerMetadata: { p: { a: 1 } },
    }
    const last = { ...replyOf(text('Two.')), warnings: [{ ...warning }], providerMetadata: { p: { a: 2 } } }
    expect(hidden.shown([first, last], isHidden, 0)).toEqual({
      ...last,
      content: [text('One. '), text('Two.')],
      usage: {
        inputTokens: { ...first.usage.inputTokens, total: 10 },
        outputTokens: { total: 4, text: 2, reasoning: 2 },
      },
      warnings: [warning],
    })
  })

  it('says that calls are why it ended only where one is left, or a question for consent', () => {
    const calls = { unified: 'tool-calls', raw: 'tool_use' }
    const reasons = [[], [called('u', 'load')], [{ type: 'tool-approval-request' }]].map((beside: Content[]) => {
      const reply = { ...replyOf(called('a', 'hide'), ...beside), finishReason: calls }
      return hidden.shown([reply], isHidden, 0).finishReason
    })
    expect(reasons).toEqual([{ unified: 'stop', raw: 'tool_use' }, calls, calls])
  })

  it('hides no call that the provider runs itself', () => {
    const own = { ...called('a', 'hide'), providerExecuted: true }
    expect(hidden.shown([replyOf(own)], isHidden, 0).content).toEqual([own])
  })
})

describe('hidden.waits', () => {
  it('tells a reply that asks for consent', () => {
    expect(hidden.waits?.(replyOf({ type: 'tool-approval-request' }))).toBe(true)
    expect(hidden.waits?.(replyOf(called('u', 'load')))).toBe(false)
  })
})

function called(toolCallId: string, toolName: string): Content {
  return { type: 'tool-call', toolCallId, toolName, input: '{}' }
}

function replyOf(...content: Content[]): GenerateReply {
  return {
    content,
    finishReason: { unified: 'stop', raw: 'end' },
    usage: {
      inputTokens: { total: 5, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
      outputTokens: { total: 2, text: 1, reasoning: 1 },
    },
    warnings: [],
  }
}
