import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { type Place, spelled, spellingOf } from './spelling.ts'

const value = { id: 1, 'a:b,{"c"}': ['x\\', [], {}, [[2]], { deep: null }], list: [1.5, true], text: 'a": [1, {' }
const minified = JSON.stringify(value)
const python =
  '{"id": 1, "a:b,{\\"c\\"}": ["x\\\\", [], {}, [[2]], {"deep": null}], "list": [1.5, true], "text": "a\\": [1, {"}'

function written(json: string, spelling: string, place: Place, maxLength?: number): string | undefined {
  return atOnce(spelled(json, spelling, place, maxLength))
}

const atStart: Place = { before: '', after: '' }

describe('spelled', () => {
  it.each([
    ['indent 1', 1],
    ['indent 2', 2],
    ['indent 8', 8],
    ['tabs', '\t'],
  ])('writes with %s as JSON.stringify does', (spelling, unit) => {
    expect(written(minified, spelling, atStart)).toBe(JSON.stringify(value, null, unit))
  })

  it('writes with spaces as Python does', () => {
    expect(written(minified, 'spaced', atStart)).toBe(python)
  })

  it('indents as the line does, and ends lines alike', () => {
    const indented = JSON.stringify(value, null, 2)
    expect(written(minified, 'indent 2', { before: '  \tname: ', after: '\n' })).toBe(
      indented.replaceAll('\n', '\n  \t'),
    )
    expect(written(minified, 'indent 2', { before: '', after: '\r' })).toBe(indented.replaceAll('\n', '\r\n'))
  })

  it('writes each of several values on lines of its own', () => {
    const text = written('{"a":1}\n[2]', 'indent 2', { before: ' ', after: '\n' })
    expect(text).toBe('{\n   "a": 1\n }\n [\n   2\n ]')
    expect(written('{"a":1}\n[2,3]', 'spaced', { before: ' ', after: '\r' })).toBe('{"a": 1}\r\n [2, 3]')
  })

  it.each(['{"a":1', ']', '[]]', '{"a":1}}', '[1]\n]'])('has nothing for %s', (text) => {
    expect(written(text, 'indent 2', atStart)).toBeUndefined()
    expect(written(text, 'spaced', atStart)).toBeUndefined()
  })

  it('writes a hundred levels and no more', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`
    expect(written(nested(100), 'indent 2', atStart)).toBe(JSON.stringify(JSON.parse(nested(100)), null, 2))
    expect(written(nested(101), 'indent 2', atStart)).toBeUndefined()
  })

  it('stops where more would be written than asked for', () => {
    const text = `[${'1,'.repeat(200_000)}1]`
    expect(written(text, 'spaced', atStart, 100_000)).toBeUndefined()
    expect(written(text, 'spaced', atStart, 600_003)).toHaveLength(600_003)
  })
})

describe('spellingOf', () => {
  const spellingIn = (text: string, json: string, place = atStart): string | undefined =>
    atOnce(spellingOf(text, json, place))

  it('names the spelling that gives the text', () => {
    expect(spellingIn(python, minified)).toBe('spaced')
    for (let unit = 1; unit <= 8; unit++)
      expect(spellingIn(JSON.stringify(value, null, unit), minified)).toBe(`indent ${unit}`)
    expect(spellingIn(JSON.stringify(value, null, '\t'), minified)).toBe('tabs')
    const deep = JSON.stringify(value, null, 4).replaceAll('\n', '\r\n  ')
    expect(spellingIn(deep, minified, { before: '  x: ', after: '\r' })).toBe('indent 4')
  })

  it.each([
    ['nine spaces', JSON.stringify(value, null, ' '.repeat(9))],
    ['tabs and spaces', JSON.stringify(value, null, '\t ')],
    ['two tabs', JSON.stringify(value, null, '\t\t')],
    ['no indentation', JSON.stringify(value, null, 2).replaceAll(/\n +/g, '\n')],
    ['a space before a colon', JSON.stringify(value, null, 2).replace('":', '" :')],
    ['one line that is longer', JSON.stringify(value, null, 2).replace('[\n    1.5,\n    true\n  ]', '[1.5, true]')],
    ['line ends of two kinds', JSON.stringify(value, null, 2).replace('\n', '\r\n')],
    ['a space at a line end', JSON.stringify(value, null, 2).replace(',\n', ', \n')],
    ['spaces in brackets', python.replace('{', '{ ')],
    ['nothing, as it is minified', minified],
  ])('has no name for %s', (_, text) => {
    expect(spellingIn(text, minified)).toBeUndefined()
  })

  it('knows what any JSON was spelled with', () => {
    const json = fc.oneof(
      fc.array(fc.jsonValue(), { minLength: 1 }),
      fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
    )
    const unit = fc.constantFrom(1, 2, 3, 4, 8, '\t')
    const indent = fc.constantFrom('', '  ', '\t', '    ')
    fc.assert(
      fc.property(json, unit, indent, fc.boolean(), (any, step, before, isWindows) => {
        const end = `${isWindows ? '\r\n' : '\n'}${before}`
        const text = JSON.stringify(any, null, step).replaceAll('\n', end)
        const place = { before, after: isWindows ? '\r' : '\n' }
        const spelling = spellingIn(text, JSON.stringify(any), place)
        expect(spelling).toBe(step === '\t' ? 'tabs' : `indent ${step}`)
      }),
      { seed: 20_261_122, numRuns: 300 },
    )
  })
})
