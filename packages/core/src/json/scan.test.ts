import { describe, expect, it } from 'vitest'
import { afterLastNonSpace, endOfContainer, endOfString, endOfValue, nextNonSpace } from './scan.ts'

describe('nextNonSpace', () => {
  it('skips the four white space characters of JSON', () => {
    expect(nextNonSpace(' \t\r\n1', 0)).toBe(4)
    expect(nextNonSpace('x', 0)).toBe(0)
  })

  it('takes a no-break space for content', () => {
    expect(nextNonSpace('\u00a01', 0)).toBe(0)
  })

  it('gives the length where only white space is left', () => {
    expect(nextNonSpace('1  ', 1)).toBe(3)
    expect(nextNonSpace('', 0)).toBe(0)
  })
})

describe('afterLastNonSpace', () => {
  it('looks back over white space', () => {
    expect(afterLastNonSpace('[1 \n]', 4)).toBe(2)
    expect(afterLastNonSpace('  ', 2)).toBe(0)
  })
})

describe('endOfString', () => {
  it('ends after the closing quote', () => {
    expect(endOfString('"ab",', 0)).toBe(4)
    expect(endOfString('x""', 1)).toBe(3)
  })

  it('skips escaped quotes and takes a quote after an escaped backslash for the end', () => {
    expect(endOfString(String.raw`"a\"b"`, 0)).toBe(6)
    expect(endOfString(String.raw`"a\\"b"`, 0)).toBe(5)
    expect(endOfString(String.raw`"\\\""`, 0)).toBe(6)
  })

  it('gives -1 where no string starts or it is not closed', () => {
    expect(endOfString('1', 0)).toBe(-1)
    expect(endOfString('"abc', 0)).toBe(-1)
    expect(endOfString(String.raw`"abc\"`, 0)).toBe(-1)
    expect(endOfString('', 0)).toBe(-1)
  })
})

describe('endOfValue', () => {
  it('ends after a scalar', () => {
    expect(endOfValue('-1.5e+3,', 0)).toBe(7)
    expect(endOfValue('true ', 0)).toBe(4)
    expect(endOfValue('null', 0)).toBe(4)
    expect(endOfValue('7]', 0)).toBe(1)
  })

  it('ends after a container, whatever brackets stand in its strings', () => {
    expect(endOfValue('{"]":"}\\"}",  "a":[1,{"b":[]}]} ', 0)).toBe(31)
    expect(endOfValue('[]', 0)).toBe(2)
  })

  it('gives -1 where no value starts or it is not closed', () => {
    for (const text of ['', ',', ']', '{', '[1,[2]', '{"a', '[[["']) expect(endOfValue(text, 0)).toBe(-1)
  })

  it('skips any depth of nesting', () => {
    const depth = 1_000_000
    expect(endOfValue(`${'['.repeat(depth)}${']'.repeat(depth)}`, 0)).toBe(2 * depth)
    expect(endOfValue('{"a":'.repeat(depth), 0)).toBe(-1)
  })

  it('skips a megabyte of backslashes or escaped quotes', () => {
    expect(endOfValue(`"${'\\'.repeat(1_000_000)}"`, 0)).toBe(1_000_002)
    expect(endOfValue(`["${'\\"'.repeat(500_000)}"]`, 0)).toBe(1_000_004)
    expect(endOfValue(`"${'\\'.repeat(999_999)}"`, 0)).toBe(-1)
  })
})

describe('endOfContainer', () => {
  it('ends after the bracket that closes what stands around', () => {
    expect(endOfContainer('[1,[2],3] x', 2)).toBe(9)
    expect(endOfContainer('[1,[2],3', 2)).toBe(-1)
  })
})
