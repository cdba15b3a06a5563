import { describe, expect, it } from 'vitest'
import { isPlain } from './plain.ts'

const plain = (text: string): boolean => isPlain(text, 0, text.length)
const many = (line: string): string => Array.from({ length: 12 }, () => line).join('\n')

describe('isPlain', () => {
  it.each([
    ['prose', 'The service was slow this morning, so we looked at what it wrote (and at who uses it).'],
    ['prose with a number', 'The service was slow for 3 hours this morning, so we looked at what it wrote'],
    ['statements before spaces', 'const total = sum(items);  '],
    ['prose without spaces', 'ワークフローステップは三つの異なるユーザーイベントから構成されます'],
    ['statements', '    const total = sum(items);'],
    ['assignments', '  self.name = name or "unknown"'],
    ['arguments', '        cached_prompt_tokens,'],
    ['keywords', '  return sum + item.price'],
    ['comments', '// counts what is kept'],
    ['markup', '  <li class="item">first</li>'],
  ])('is true of %s', (_, line) => {
    expect(plain(many(line))).toBe(true)
    expect(plain(many(line).replaceAll('\n', '\r\n\r\n'))).toBe(true)
  })

  it.each([
    ['a log', '2026-03-04T10:00:00Z the service was slow this morning so we looked;'],
    ['times without a date', 'the service was slow at 10:31 this morning so we looked at it'],
    ['search results', 'src/main.ts:12:  const total = sum(items);'],
    ['lines around search results', 'src/main.ts-12-  const total = sum(items);'],
    ['a table', '| name of user | role that it has | notes of ours |'],
    ['columns', 'name of user   role that it has   notes that we made'],
    ['tabs between words', 'name of user\trole that it has\tnotes that we made'],
    ['paths', 'src/compressors/mixed/index.ts'],
    ['numbers in words', 'it took 120 of 500 steps and 31 of 40 parts'],
    ['signs', '~ ^ a ~ ^ ~ b ~ ~ ^ c ~ ^ ~ d ~ ^ ~'],
    ['signs of a patch', '+const total = sum(items);'],
    ['base64', `x = ${'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ'.repeat(4)};`],
    ['minified code', `${'function a(b) { return b } '.repeat(20)};`],
    ['settings', 'timeout=30 retries=5'],
    ['values that end in commas', 'name,role,notes,'],
  ])('is false of %s', (_, line) => {
    expect(plain(many(line))).toBe(false)
  })

  it.each(['@@ -1,4 +1,6 @@ function sum', 'diff --git a/x b/x', '--- a/x', 'Traceback (most recent call last):'])(
    'is false where one line is %s',
    (line) => {
      expect(plain(`${many('const total = sum(items);')}\n${line}`)).toBe(false)
    },
  )

  it('needs seven in ten lines', () => {
    const lines = (count: number): string =>
      Array.from({ length: 20 }, (_, at) => (at < count ? 'return sum;' : 'name,role')).join('\n')
    expect(plain(lines(15))).toBe(true)
    expect(plain(lines(14))).toBe(false)
    expect(plain('')).toBe(false)
  })

  it('looks at the start, the middle and the end of what it is given', () => {
    const code = 'const total = sum(items);\n'.repeat(100)
    const table = 'name,role,notes\n'.repeat(100)
    expect(plain(code + code + code)).toBe(true)
    for (const text of [table + code + code, code + table + code, code + code + table]) expect(plain(text)).toBe(false)
    const text = table + code + table
    expect(isPlain(text, table.length, table.length + code.length)).toBe(true)
  })
})
