import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { cutBlocks } from './cut.ts'

function blocksOf(text: string, minLength = 10): readonly (readonly string[])[] {
  return atOnce(cutBlocks(text, minLength)).map((run) => run.map(({ start, end }) => text.slice(start, end)))
}

const object = '{\n  "id": 1,\n  "tags": ["a}", "b\\"{"]\n}'

describe('cutBlocks', () => {
  it('cuts paragraphs at empty lines and keeps them in a run', () => {
    expect(blocksOf('one\ntwo\n\n \nthree\n')).toEqual([['one\ntwo', 'three']])
  })

  it.each(['$ ls -la', '==> a.txt <==', '<output>', '</output>', '<code>0</code>'])('ends a run at %s', (line) => {
    expect(blocksOf(`one\n${line}\ntwo`)).toEqual([['one'], ['two']])
  })

  it.each(['# Heading', '---', '=== RUN two ===', '======'])('ends a block at %s, but not the run', (line) => {
    expect(blocksOf(`one\n${line}\ntwo`)).toEqual([['one', 'two']])
  })

  it('takes server-sent events as one block', () => {
    const events = 'event: a\ndata: {"type":"a"}\n\nevent: b\ndata: {"type":"b"}\n\ndata: [DONE]'
    expect(blocksOf(`ok\n\n${events}\n\nbye`)).toEqual([['ok', events, 'bye']])
  })

  it('takes the body of a fence, with fences of fewer signs in it, as one run', () => {
    expect(blocksOf('see\n````md\n```js\nx\n```\n````\nafter')).toEqual([['see'], ['```js\nx\n```'], ['after']])
    expect(blocksOf('~~~\n```\n~~~\nafter')).toEqual([['```'], ['after']])
    expect(blocksOf('    ```\n    a\n    ```\nafter')).toEqual([['    a'], ['after']])
  })

  it('takes a fence that is never closed to the end', () => {
    expect(blocksOf('see\n```\na\n\nb')).toEqual([['see'], ['a\n\nb']])
  })

  it('takes JSON of several lines from its bracket to its bracket', () => {
    expect(blocksOf(`Output::\n\n    ${object}\n\nDone.`)).toEqual([['Output::'], [object], ['Done.']])
    expect(blocksOf(`meta: ${object}\nDone.`)).toEqual([[object], ['Done.']])
    expect(blocksOf('Links: [{"title":"x"},{"title":"y"}]\nDone.')).toEqual([
      ['[{"title":"x"},{"title":"y"}]'],
      ['Done.'],
    ])
  })

  it('takes JSON values that follow on each other as lines of one block', () => {
    const [run] = atOnce(cutBlocks(`got\n${object}\n{\n "id": 2\n}\nend`, 10)).slice(1)
    expect(run).toHaveLength(1)
    expect(run?.[0]?.lines).toBe('{"id":1,"tags":["a}","b\\"{"]}\n{"id":2}')
  })

  it('ends a list of values at one behind a name, and has none where one is no JSON', () => {
    expect(blocksOf(`${object}\nmeta: ${object}`)).toEqual([[object], [object]])
    const broken = `${object}\n{\n  "id" 2\n}`
    expect(
      atOnce(cutBlocks(broken, 10))
        .flat()
        .filter(({ lines }) => lines !== undefined),
    ).toEqual([])
  })

  it('leaves lines of JSON, logs in brackets and code in their paragraphs', () => {
    for (const text of [
      '{"a": 1, "b": 2}\n{"a": 2, "b": 3}',
      '[2026-01-01] start\n[2026-01-02] stop',
      '[1, 2, 3, 4, 5]\n[2, 3, 4, 5, 6]',
      'see\nmeta: {"a": [1, 2, 3], "b: 2}\nmore',
      'function f() {\n  return [\n    first,\n  ]\n}',
      '{ not json\n[ nor this',
    ]) {
      expect(blocksOf(text)).toEqual([[text]])
      expect(atOnce(cutBlocks(text, 10))[0]?.[0]?.lines).toBeUndefined()
    }
  })

  it('tells on which line a block begins', () => {
    const text = `a\n\nb\n${object}\nc\n\`\`\`\nd\n\`\`\`\ne`
    const lines = atOnce(cutBlocks(text, 10)).flat()
    for (const { start, line } of lines) expect(line).toBe(text.slice(0, start).split('\n').length)
    expect(lines.map(({ line }) => line)).toEqual([1, 3, 4, 8, 10, 12])
  })

  it('cuts any text into blocks in order, each from a line or a bracket to a line end', () => {
    const pieces = [
      '\n',
      '\n\n',
      '\r\n',
      '```',
      '~~~',
      '````\n',
      ' ',
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      '1',
      'key: ',
      '# h\n',
    ]
    const piece = fc.constantFrom(...pieces, object, '\ud800')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (chosen) => {
        const text = chosen.join('')
        let above = 0
        for (const { start, end, line } of atOnce(cutBlocks(text, 4)).flat()) {
          expect(start).toBeGreaterThanOrEqual(above)
          expect(end).toBeGreaterThan(start)
          expect(text.slice(end)).toMatch(/^[ \t\r]*(?:\n|$)/)
          expect(line).toBe(text.slice(0, start).split('\n').length)
          above = end
        }
      }),
      { seed: 20_261_122, numRuns: 1_000 },
    )
  })

  it('gives up on values that never end instead of looking for each again', () => {
    const text = '{"a":\n'.repeat(20_000)
    expect(blocksOf(text)).toEqual([[text.trimEnd()]])
  })
})
