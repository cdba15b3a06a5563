import { describe, expect, it } from 'vitest'
import type { Message, Part } from '../types/call-options.ts'
import { linkOf, linksOf, START } from './link.ts'

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
    const link = await linkOf(START, asGenerated, '')
    for (const variant of variants) expect(await linkOf(START, variant, '')).toBe(link)
  })

  it('takes bytes and base64 for the same file', async () => {
    const files = [
      { type: 'data', data: new Uint8Array([1, 2, 3]) },
      { type: 'data', data: 'AQID' },
    ]
    const links = await Promise.all(
      files.map((data) => linkOf(START, { role: 'user', content: [{ type: 'file', data }] }, '')),
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
        linkOf(START, message, ''),
        linkOf(START, message, 'tenant'),
        linkOf({ ...START, link: 'before' }, message, ''),
      ]),
    )
    expect(new Set(links).size).toBe(messages.length * 3)
  })
})

describe('linksOf', () => {
  const asked: Message = { role: 'user', content: [text('And?')] }

  it('gives each answer a link that speaks of all before it', async () => {
    const rest = [said(text('2')), asked, said(text('3'))]
    const [one, other] = [await linksOf([said(text('1')), ...rest], ''), await linksOf([said(text('x')), ...rest], '')]
    const links = [...one.links, ...other.links].filter((link) => link !== undefined)
    expect(new Set(links).size).toBe(6)
    expect(one.links[2]).toBeUndefined()
    expect((await linksOf([said(text('1')), ...rest.slice(0, 2)], '')).links).toEqual(one.links.slice(0, 3))
  })

  it('says where the next answer stands', async () => {
    const prompt = [asked, said(text('1')), asked, gave({ type: 'text', value: 'a' })]
    const { end } = await linksOf(prompt, '')
    const { links } = await linksOf([...prompt, said(text('2'))], '')
    expect(await linkOf(end, said(text('2')), '')).toBe(links.at(-1))
    expect(await linkOf((await linksOf(prompt.slice(0, 3), '')).end, said(text('2')), '')).not.toBe(links.at(-1))
  })
})
