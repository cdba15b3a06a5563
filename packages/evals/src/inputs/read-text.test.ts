import { describe, expect, it } from 'vitest'
import { textOf } from './read-text.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string, mark: readonly number[], isLittle: boolean): Uint8Array =>
  Uint8Array.from([
    ...mark,
    ...[...text].flatMap((sign) => {
      const code = sign.charCodeAt(0)
      return isLittle ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff]
    }),
  ])

describe('textOf', () => {
  it('takes a log with a few NULs for text, every one of them kept', () => {
    const log = `${'a line of a log\n'.repeat(500)}\0\0\0\u001B[31mred\u001B[0m\n`
    expect(textOf(bytesOf(log))).toEqual({ text: log })
    const names = Array.from({ length: 500 }, (_, at) => `src/session/file-${at}.ts\0`).join('')
    expect(textOf(bytesOf(names))).toEqual({ text: names })
  })

  it('takes bytes for binary by their share of control characters', () => {
    expect(textOf(Uint8Array.from({ length: 9000 }, (_, at) => (at * 7919) & 0xff))).toEqual({ why: 'binary' })
    expect(textOf(utf16('no mark', [], true))).toEqual({ why: 'binary' })
    const late = new Uint8Array(20_000).fill(0x61).fill(0, 8192)
    expect(textOf(late)).toMatchObject({ text: expect.stringContaining('aaa') as string })
  })

  it('takes bytes for binary by how they begin', () => {
    for (const start of ['%PDF-1.7\n', 'GIF89a', 'PK\u0003\u0004', '\u007FELF'])
      expect(textOf(bytesOf(start + 'plain words '.repeat(40)))).toEqual({ why: 'binary' })
    expect(textOf(bytesOf('%PD'))).toEqual({ text: '%PD' })
  })

  it('decodes UTF-16 where its byte order mark says so', () => {
    expect(textOf(utf16('é: ok\n', [0xff, 0xfe], true))).toEqual({ text: 'é: ok\n' })
    expect(textOf(utf16('é: ok\n', [0xfe, 0xff], false))).toEqual({ text: 'é: ok\n' })
    expect(textOf(Uint8Array.from([0xff, 0xfe, 0x61]))).toEqual({ why: 'not UTF-16, though it begins as that' })
  })

  it('keeps the byte order mark of UTF-8, and names what is neither', () => {
    expect(textOf(bytesOf('\uFEFFa'))).toEqual({ text: '\uFEFFa' })
    expect(textOf(Uint8Array.from([0xe9, 0x20]))).toEqual({ why: 'not UTF-8' })
    expect(textOf(new Uint8Array())).toEqual({ why: 'empty' })
  })
})
