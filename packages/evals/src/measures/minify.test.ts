import { describe, expect, it } from 'vitest'
import { minifiedJson } from './minify.ts'

describe('minifiedJson', () => {
  it('takes out white space between lexemes and nothing else', () => {
    const text = '\uFEFF{ "a b" : [ 1.0,\t1e5, 12345678901234567890 ],\r\n "a b" : "x \\" y\\\\" , "c":null }\n'
    expect(minifiedJson(text)).toBe('{"a b":[1.0,1e5,12345678901234567890],"a b":"x \\" y\\\\","c":null}')
  })

  it('keeps lines of JSON as lines', () => {
    expect(minifiedJson('{ "a": 1 }\r\n\n[ 2 ]\n')).toBe('{"a":1}\n[2]')
  })

  it('knows what is no document of JSON', () => {
    for (const text of ['', '12', '"a"', '{"a":', '{"a":1} x', '[INFO] started\n[INFO] ended', '{"a":1}\n{'])
      expect(minifiedJson(text)).toBe(undefined)
  })
})
