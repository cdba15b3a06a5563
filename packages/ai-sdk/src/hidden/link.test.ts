import { describe, expect, it } from 'vitest'
import type { Message, Part } from '../types/call-options.ts'
import { linkOf, linksOf } from './link.ts'

const CALL = { type: 'tool-call', toolCallId: 'c', toolName: 'load', input: { limit: 5 } }

function said(...content: Part[]): Message {
  return { role: 'assistant', content }
}

function gave(output: NonNullable<Part['output']>, toolCallId = 'c'): Message {
  return { role: 'tool', content: [{ type: 'tool-result', toolCallId, toolName: 'load', output }] }
}

function text(words: string): Part {
  return { type: 'text', text: words }
}

describe('linkOf', () => {
  it('is the same whatever a client drops or changes of an answer', async () => {
    const asGenerated = said({ type: 'reasoning', text: 'hm' }, text(''), text('One. '), text('Two.'), CALL)
    const variants = [
      said(
        { ...text('One. Two.'), providerOptions: { openai: { itemId: 'x' } } },
        { ...CALL, input: { limit: 5, page: 1 } },
      ),
      { ...said(text('One. '), CALL, text('Two.')), providerOptions: { anthropic: { cacheControl: {} } } },
    ]
    const link = await linkOf('', asGenerated, '')
    for (const variant of variants) expect(await linkOf('', variant, '')).toBe(link)
  })

  it('takes bytes and base64 for the same file', async () => {
    const files = [
      { type: 'data', data: new Uint8Array([1, 2, 3]) },
      { type: 'data', data: 'AQID' },
    ]
    const links = await Promise.all(
      files.map((data) => linkOf('', { role: 'user', content: [{ type: 'file', data }] }, '')),
    )
    expect(links[0]).toBe(links[1])
  })

  it('differs where a conversation differs in anything that it shows', async () => {
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
    ]
    const links = await Promise.all(
      messages.flatMap((message) => [
        linkOf('', message, ''),
        linkOf('', message, 'tenant'),
        linkOf('before', message, ''),
      ]),
    )
    expect(new Set(links).size).toBe(messages.length * 3)
  })
})

describe('linksOf', () => {
  it('gives each message a link that speaks of all before it', async () => {
    const first = [said(text('1')), said(text('2')), said(text('3'))]
    const second = [said(text('x')), said(text('2')), said(text('3'))]
    const [one, other] = [await linksOf(first, ''), await linksOf(second, '')]
    expect(new Set([...one, ...other]).size).toBe(6)
    expect(await linksOf(first.slice(0, 2), '')).toEqual(one.slice(0, 2))
  })
})
