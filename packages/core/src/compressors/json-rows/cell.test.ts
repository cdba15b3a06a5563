import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfCell, guardCell, isJsonText, readCell, writeCell } from './cell.ts'

describe('writeCell', () => {
  it.each([
    ['"api-gateway"', 'api-gateway'],
    ['"say \\"hi\\""', 'say \\"hi\\"'],
    ['1.0', '1.0'],
    ['null', 'null'],
    [undefined, '~'],
    ['"null"', '"null"'],
    ['"1.0"', '"1.0"'],
    ['"01"', '01'],
    ['""', '""'],
    ['"~"', '"~"'],
    ['"="', '"="'],
    ['" x"', '" x"'],
    ['"[x"', '"[x"'],
    ['["a",1]', '["a",1]'],
  ])('writes %s as %s', (json, cell) => {
    expect(writeCell(json, 'any')).toBe(cell)
    expect(readCell(cell, 'any')).toBe(json)
  })

  it('leaves texts bare that look like numbers, where all cells are texts', () => {
    expect(writeCell('"042"', 'text')).toBe('042')
    expect(writeCell('"42"', 'text')).toBe('42')
    expect(readCell('42', 'text')).toBe('"42"')
  })

  it('leaves out the escapes of JSON in a text, where it is JSON and escaped as usual', () => {
    const json = JSON.stringify('{"a":["b"]}')
    expect(writeCell(json, 'json')).toBe('{"a":["b"]}')
    expect(readCell('{"a":["b"]}', 'json')).toBe(json)
    for (const other of ['"{\\""', '"{\\"a\\":1} x"', '"{\\"a\\":\\"\\u0062\\"}"', '"{\\n\\"a\\":1}"', '"[1]"']) {
      expect(writeCell(other, 'json'), other).toBe(other)
      expect(readCell(other, 'json'), other).toBe(other)
    }
  })

  it('is read back from a line, whatever stands between the cells', () => {
    const json = fc.oneof(
      fc.json({ maxDepth: 2 }),
      fc.string().map((text) => JSON.stringify(text)),
    )
    fc.assert(
      fc.property(
        fc.array(json, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(' ', '|', ','),
        (values, separator) => {
          const line = values.map((value) => guardCell(writeCell(value, 'any'), separator)).join(separator)
          const read: (string | undefined)[] = []
          for (let at = 0; at <= line.length;) {
            const end = endOfCell(line, at, separator)
            read.push(readCell(line.slice(at, end), 'any'))
            at = end + separator.length
          }
          expect(read).toEqual(values)
        },
      ),
      { seed: 20_240_603, numRuns: 500 },
    )
  })
})

describe('isJsonText', () => {
  it('takes no array or object for a text that holds JSON, whatever stands in it', () => {
    expect(isJsonText(`[{"toString":0,"\\"":""}]`)).toBe(false)
    expect(isJsonText(`{[{"a":"\\""}]}`)).toBe(false)
    expect(isJsonText(JSON.stringify('{"a":1}'))).toBe(true)
  })
})
