import { describe, expect, it } from 'vitest'
import { parseExactly } from '../../json/parse-exactly.ts'
import { createPartialArgs } from './partial-args.ts'

describe('createPartialArgs', () => {
  it('sets values of every kind where their paths lead', () => {
    const pieces = [
      { jsonPath: '$.text', stringValue: 'x' },
      { jsonPath: '$.count', numberValue: 0 },
      { jsonPath: '$.isOn', boolValue: false },
      { jsonPath: '$.none', nullValue: 'NULL_VALUE' },
      { jsonPath: '$.deep[\'a b\'].list[0]["c"]', stringValue: 'y' },
      { jsonPath: '$.deep["a b"].list[1]', numberValue: 2 },
    ]
    expect(argsOf(pieces)).toEqual({
      text: 'x',
      count: 0,
      isOn: false,
      none: null,
      deep: { 'a b': { list: [{ c: 'y' }, 2] } },
    })
  })

  it('goes on with a string only where the piece before said so', () => {
    const path = { jsonPath: '$.a' }
    const more = { ...path, stringValue: 'x', willContinue: true }
    expect(argsOf([more, more, { ...path, stringValue: 'y' }])).toEqual({ a: 'xxy' })
    expect(
      argsOf([
        { ...path, stringValue: 'x' },
        { ...path, stringValue: 'y' },
      ]),
    ).toEqual({ a: 'y' })
    expect(argsOf([more, { jsonPath: '$.b', stringValue: 'z' }, { ...path, stringValue: 'y' }])).toEqual({
      a: 'y',
      b: 'z',
    })
  })

  it.each(['', 'a', '$', '$.', '$..a', '$.a[', '$[0]', '$.a[2]', '$.a[-1]', '$.a.b', '$[*]', `$${'.b'.repeat(65)}`])(
    'passes over a piece at %s, where there is no place',
    (jsonPath) => {
      expect(
        argsOf([
          { jsonPath: '$.a[0]', numberValue: 1 },
          { jsonPath, numberValue: 2 },
        ]),
      ).toEqual({ a: [1] })
    },
  )

  it('takes __proto__ for a name like any other', () => {
    const args = argsOf([{ jsonPath: '$.__proto__.polluted', boolValue: true }])
    expect(JSON.stringify(args)).toBe('{"__proto__":{"polluted":true}}')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('gives arguments that later pieces leave alone', () => {
    const args = createPartialArgs()
    args.push([{ jsonPath: '$.a[0]', numberValue: 1 }])
    const early = args.args()
    args.push([{ jsonPath: '$.a[1]', numberValue: 2 }])
    expect([early, args.args()]).toEqual([{ a: [1] }, { a: [1, 2] }])
  })

  it('keeps numbers that keep their spelling, where the host has parsed them so', () => {
    const piece = parseExactly('{"jsonPath":"$.a[0]","numberValue":12345678901234567890}')
    expect(JSON.stringify(argsOf([piece, { jsonPath: '$.b', numberValue: 1 }]))).toBe(
      '{"a":[12345678901234567890],"b":1}',
    )
    expect(argsOf([piece, { jsonPath: '$.a[0].c', boolValue: true }])).toEqual({ a: [{ c: true }] })
  })

  it('passes over what is no piece', () => {
    expect(argsOf([null, 5, {}, { jsonPath: 5 }])).toEqual({})
    expect(argsOf('x')).toEqual({})
  })
})

function argsOf(pieces: unknown): unknown {
  const args = createPartialArgs()
  args.push(pieces)
  return args.args()
}
