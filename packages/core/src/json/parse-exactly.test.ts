import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExactly } from './parse-exactly.ts'

describe('parseExactly', () => {
  it.each([
    '12345678901234567890',
    '-9007199254740993',
    '9999999999999999',
    '1.0',
    '1.50',
    '0.0',
    '-0',
    '-0.0',
    '1e3',
    '1E+3',
    '1e-7',
    '0.0000001',
    '0.1234567890123456789',
    '123456789.12345678',
    '1e999',
  ])('keeps %s as it is written, wherever it stands', (lexeme) => {
    const json = `{"a":${lexeme},"b":[1,${lexeme},{"c":${lexeme}}],"d":"${lexeme}"}`
    expect(JSON.stringify(parseExactly(json))).toBe(json)
    expect(JSON.stringify(parseExactly(lexeme))).toBe(lexeme)
  })

  it('gives plain numbers where JavaScript writes them the same', () => {
    const json = '{"a":[0,1,-1.5,9007199254740991,0.1,1.25],"b":"1.0 12345678901234567890"}'
    expect(parseExactly(json)).toEqual(JSON.parse(json))
    expect(JSON.stringify(parseExactly(json))).toBe(json)
  })

  it('writes any number as it was written', () => {
    const digits = fc.stringMatching(/^[0-9]{1,25}$/)
    const whole = fc.stringMatching(/^-?(?:0|[1-9][0-9]{0,24})$/)
    const exponent = fc.constantFrom('', 'e5', 'E-30', 'e+0')
    const lexeme = fc
      .tuple(whole, fc.option(digits, { nil: undefined }), exponent)
      .map(([head, tail, end]) => `${head}${tail === undefined ? '' : `.${tail}`}${end}`)
    fc.assert(
      fc.property(fc.array(lexeme), (lexemes) => {
        const json = `[${lexemes.join(',')}]`
        expect(JSON.stringify(parseExactly(json))).toBe(json)
      }),
      { seed: 4, numRuns: 2000 },
    )
  })

  it('takes the last of several members of a name, and any name', () => {
    expect(JSON.stringify(parseExactly('{"a":1.0,"a":2.0,"__proto__":3.0}'))).toBe('{"a":2.0,"__proto__":3.0}')
  })

  it('reads what is nested too deep for exactness as JSON.parse does', () => {
    const depth = 200_000
    let value = parseExactly(`${'['.repeat(depth)}1.0${']'.repeat(depth)}`)
    while (Array.isArray(value)) value = value[0]
    expect(value).toBe(1)
  })

  it.each(['', '{', '1.0.0', '[1.0', '01e5', 'NaN'])('throws a SyntaxError for %s', (json) => {
    expect(() => parseExactly(json)).toThrow(SyntaxError)
  })
})
