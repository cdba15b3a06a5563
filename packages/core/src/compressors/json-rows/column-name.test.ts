import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readColumnName, writeColumnName } from './column-name.ts'

describe('writeColumnName', () => {
  it('joins keys with dots and puts indices in brackets', () => {
    expect(writeColumnName(['"metadata"', '"host"'])).toBe('metadata.host')
    expect(writeColumnName(['"matches"', 0, '"line"'])).toBe('matches[0].line')
    expect(writeColumnName([0, 1])).toBe('[0][1]')
    expect(writeColumnName([])).toBe('(row)')
  })

  it('quotes keys with other signs', () => {
    expect(writeColumnName(['"a.b"', '""', '"On- or off-budget"'])).toBe('"a.b"."".\u0022On- or off-budget"')
  })

  it('is read back, whatever the keys', () => {
    const step = fc.oneof(
      fc.nat(99),
      fc.string().map((key) => JSON.stringify(key)),
      fc.constantFrom('"id"', '"a-b"', '"(key)"', '"[0]"'),
    )
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('', ', next', '=1', ': x', '{a=1}', '}'),
        (path, rest) => {
          const name = writeColumnName(path)
          expect(readColumnName(`x ${name}${rest}`, 2)).toEqual({ path, end: name.length + 2 })
        },
      ),
      { seed: 20_240_604, numRuns: 500 },
    )
  })
})
