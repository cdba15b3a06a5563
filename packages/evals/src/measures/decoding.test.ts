import { describe, expect, it } from 'vitest'
import { engine } from '../subject.ts'
import { decodingOf } from './decoding.ts'

const decoder = (decode: (text: string) => string | undefined): ReturnType<typeof engine> => ({
  ...engine([]),
  decode: (_, text) => decode(text),
})

describe('decodingOf', () => {
  it('accepts the text, and the minified text of JSON', () => {
    expect(
      decodingOf(
        'a 1',
        'x',
        'a',
        decoder(() => 'a 1'),
      ),
    ).toEqual({ decoded: 'a 1' })
    expect(
      decodingOf(
        '{ "a": 1.0 }',
        'x',
        'a',
        decoder(() => '{"a":1.0}'),
      ),
    ).toEqual({ decoded: '{"a":1.0}' })
  })

  it('accepts no other spelling', () => {
    const { problem } = decodingOf(
      '{ "a": 1.0 }',
      'x',
      'json-rows',
      decoder(() => '{"a":1}'),
    )
    expect(problem).toBe('json-rows decodes to another text: at 6 of 9, "}" instead of ".0}"')
    expect(
      decodingOf(
        'a  1',
        'x',
        'log',
        decoder(() => 'a 1'),
      ).problem,
    ).toContain('another text')
    expect(
      decodingOf(
        'took 2007',
        'x',
        'log',
        decoder(() => 'took 2008'),
      ).problem,
    ).toContain('another text')
  })

  it('says where two texts part, at their very start and past the end of one', () => {
    const problemOf = (text: string, decoded: string): string | undefined =>
      decodingOf(
        text,
        'x',
        'log',
        decoder(() => decoded),
      ).problem
    expect(problemOf('abc', 'xbc')).toContain('at 0 of 3, "xbc" instead of "abc"')
    expect(problemOf('abc', 'abcd')).toContain('at 3 of 3, "d" instead of ""')
  })

  it('tells of a decoder that is missing or throws', () => {
    expect(
      decodingOf(
        'a',
        'x',
        'log',
        decoder(() => undefined),
      ).problem,
    ).toBe('log has no decoder')
    const throwing = decoder(() => {
      throw new Error('no head')
    })
    expect(decodingOf('a', 'x', 'log', throwing).problem).toBe('log cannot decode: no head')
  })
})
