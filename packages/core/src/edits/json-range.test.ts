import { describe, expect, it } from 'vitest'
import type { Path } from '../types/segment.ts'
import { jsonRanges } from './json-range.ts'

describe('jsonRanges', () => {
  it('finds values of every kind, without the white space around them', () => {
    const json = ' { "a" : [ 1.0 , "x" , { "b" : null } ] , "c" : true } '
    expect(textsAt(json, ['a', 0], ['a', 1], ['a', 2], ['a', 2, 'b'], ['c'])).toEqual([
      '1.0',
      '"x"',
      '{ "b" : null }',
      'null',
      'true',
    ])
  })

  it('finds the whole value at the empty path', () => {
    expect(textsAt(' [1] ', [])).toEqual(['[1]'])
    expect(textsAt('7', [])).toEqual(['7'])
  })

  it('answers in the order of the paths, repeated ones too', () => {
    expect(textsAt('{"a":1,"b":2}', ['b'], ['a'], ['b'])).toEqual(['2', '1', '2'])
  })

  it('takes the last of duplicate keys', () => {
    expect(textsAt('{"a":1,"a":2,"a":3}', ['a'])).toEqual(['3'])
  })

  it('forgets what stood under an earlier duplicate', () => {
    const json = '{"a":{"b":1,"c":{"d":2}},"a":{"b":3}}'
    expect(textsAt(json, ['a', 'b'], ['a', 'c'], ['a', 'c', 'd'])).toEqual(['3', undefined, undefined])
    expect(textsAt('{"a":{"b":1},"a":5}', ['a'], ['a', 'b'])).toEqual(['5', undefined])
    expect(textsAt('{"a":[1,2],"a":[3]}', ['a', 0], ['a', 1])).toEqual(['3', undefined])
  })

  it('compares escaped keys decoded', () => {
    const json = String.raw`{"m\u0065ssages":1,"a\"b":2,"\ud800":3,"c\\":4}`
    expect(textsAt(json, ['messages'], ['a"b'], ['\ud800'], ['c\\'])).toEqual(['1', '2', '3', '4'])
  })

  it('takes __proto__ and integer-like keys for keys', () => {
    const json = '{"__proto__":{"x":1},"0":2,"constructor":3}'
    const paths: Path[] = [['__proto__', 'x'], ['0'], [0], ['constructor'], ['toString']]
    expect(textsAt(json, ...paths)).toEqual(['1', '2', '2', '3', undefined])
  })

  it('takes only decimal indices in an array', () => {
    const paths: Path[] = [[0], ['1'], ['01'], [2], [-1], ['-'], ['length'], [0.5]]
    expect(textsAt('[5,6]', ...paths)).toEqual(['5', '6', ...Array<undefined>(6).fill(undefined)])
  })

  it('has no range where nothing stands, or a scalar stands in the way', () => {
    expect(textsAt('{"a":"xyz"}', ['b'], ['a', 0], ['a', 'length'])).toEqual([undefined, undefined, undefined])
  })

  it('tolerates a byte order mark', () => {
    expect(textsAt('\ufeff{"a":1}', ['a'])).toEqual(['1'])
  })

  it('has no ranges in a text that ends or breaks early', () => {
    const broken = ['', ' ', '{', '{"a"', '{"a":', '{"a":1', '{"a":[1', '{"a":1,"b":"', '{"a" 1}', '{"a":1} x', '{1:2}']
    for (const json of broken) expect(jsonRanges(json, [['a'], ['a', 0]])).toEqual([undefined, undefined])
  })

  it('skips a key whose escapes are broken', () => {
    expect(textsAt(String.raw`{"\x":1,"a":2}`, ['x'], ['a'])).toEqual([undefined, '2'])
  })

  it('follows and skips any depth of nesting', () => {
    const depth = 100_000
    const json = `[${'['.repeat(depth)}1${']'.repeat(depth)},2]`
    const down: Path = Array<number>(depth + 1).fill(0)
    expect(textsAt(json, down, [1])).toEqual(['1', '2'])
    expect(jsonRanges('['.repeat(depth), [down])).toEqual([undefined])
  })

  it('answers for many paths below many duplicates of a key', () => {
    const members = Array.from({ length: 20_000 }, () => '"a":{"k1":0}')
    const paths = Array.from({ length: 2_000 }, (_, index): Path => ['a', `k${index}`])
    const ranges = jsonRanges(`{${members.join(',')}}`, paths)
    expect(ranges.flatMap((range, index) => (range === undefined ? [] : [index]))).toEqual([1])
  })
})

function textsAt(json: string, ...paths: readonly Path[]): readonly (string | undefined)[] {
  return jsonRanges(json, paths).map((range) => range && json.slice(range.start, range.end))
}
