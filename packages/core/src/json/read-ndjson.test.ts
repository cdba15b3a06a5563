import { describe, expect, it } from 'vitest'
import { readNdjson } from './read-ndjson.ts'
import { writeMinified } from './write.ts'

describe('readNdjson', () => {
  it('reads a value a line, whatever the line ends', () => {
    expect(readNdjson('{"a": 1}\r\n\n[2]\n')?.map(writeMinified)).toEqual(['{"a":1}', '[2]'])
  })

  it('skips a byte order mark', () => {
    expect(readNdjson('\uFEFF{"a":1}\n{"a":2}')).toHaveLength(2)
  })

  it('places values in the whole text', () => {
    const text = '{"a":1}\n  {"a":2}'
    expect(readNdjson(text)?.map(({ start, end }) => text.slice(start, end))).toEqual(['{"a":1}', '{"a":2}'])
  })

  it('refuses a single line, a value over two lines, bare scalars and anything else', () => {
    expect(readNdjson('{"a":1}')).toBeUndefined()
    expect(readNdjson('[1,\n2]')).toBeUndefined()
    expect(readNdjson('1\n2')).toBeUndefined()
    expect(readNdjson('{"a":1}\n{"a":')).toBeUndefined()
    expect(readNdjson('{"a":1}\nnot json')).toBeUndefined()
  })
})
