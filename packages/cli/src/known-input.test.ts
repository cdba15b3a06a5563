import { describe, expect, it } from 'vitest'
import { knownInput } from './known-input.ts'

const kindOf = (text: string): string => knownInput(new TextEncoder().encode(text)).kind
const MESSAGE = { role: 'user', content: 'Hello' }
const CALL = { role: 'assistant', tool_calls: [] }

describe('knownInput', () => {
  it('tells bodies, lists of messages and transcripts from tool outputs', () => {
    expect(kindOf(JSON.stringify({ model: 'm', messages: [MESSAGE] }))).toBe('body')
    expect(kindOf(JSON.stringify([MESSAGE]))).toBe('messages')
    expect(kindOf(JSON.stringify({ trajectory: [MESSAGE] }))).toBe('messages')
    expect(kindOf(`${JSON.stringify(MESSAGE)}\n${JSON.stringify(CALL)}\n\n`)).toBe('transcript')
    expect(kindOf(`{"type":"summary"}\n{"message":${JSON.stringify(MESSAGE)}}\n`)).toBe('transcript')
  })

  it('takes anything else for a tool output', () => {
    for (const text of [
      'plain',
      '{"a":1}',
      '[]',
      '[1,2]',
      '[{"role":"admin","content":"x"}]',
      '{"messages":[{"id":1,"text":"a row"}]}',
      '{"messages":"none"}',
      '{"message":"log"}\n{"message":"lines"}',
      '{"a":1}\nx',
      '{"role":"user","name":"Ann"}\n{"role":"system","name":"cron"}',
      '{"role":"user","content":"x"}\n{"role":"admin","content":"x"}',
    ]) {
      expect([text, kindOf(text)]).toEqual([text, 'text'])
    }
  })

  it('knows what is no text', () => {
    expect(kindOf('a\0b')).toBe('binary')
    expect(knownInput(new Uint8Array([0xc3, 0x28])).kind).toBe('binary')
  })

  it('leads from messages to their places in the input', () => {
    const list = knownInput(new TextEncoder().encode(JSON.stringify([MESSAGE])))
    expect(list.kind === 'messages' && list.pathOf(['messages', 0, 'content'])).toEqual([0, 'content'])
    const nested = knownInput(new TextEncoder().encode(JSON.stringify({ history: [MESSAGE] })))
    expect(nested.kind === 'messages' && nested.pathOf(['messages', 0, 'content'])).toEqual(['history', 0, 'content'])
  })

  it('leads from messages to their lines, whole or inside of a record', () => {
    const [bare, inside] = [JSON.stringify(MESSAGE), JSON.stringify({ message: MESSAGE })]
    const placesOf = (text: string): unknown => {
      const input = knownInput(new TextEncoder().encode(text))
      return input.kind === 'transcript' && input.places
    }
    expect(placesOf(`${bare}\n\n${bare}`)).toEqual([
      { line: 0, path: [] },
      { line: 2, path: [] },
    ])
    expect(placesOf(`{"type":"summary"}\n${inside}`)).toEqual([{ line: 1, path: ['message'] }])
  })

  it('keeps a byte order mark', () => {
    const input = knownInput(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))
    expect(input).toEqual({ kind: 'text', text: '\uFEFFa' })
  })
})
