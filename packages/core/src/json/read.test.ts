import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../steps.ts'
import { type JsonReading, MAX_JSON_DEPTH, readJson, readJsonInSteps, tryReadJson } from './read.ts'
import { writeMinified } from './write.ts'

const readBetween = (text: string, start: number, end: number): JsonReading => atOnce(readJsonInSteps(text, start, end))

const SEED = { seed: 20_240_602, numRuns: 300 }

describe('readJson', () => {
  it.each([
    '12345678901234567890123',
    '1.0',
    '-0',
    '1e400',
    '1E+2',
    '0.10',
    '"\\u00e9\\ud83d"',
    '"\\/"',
    'true',
    'null',
    '[]',
    '{}',
  ])('keeps the lexeme %s', (lexeme) => {
    const node = readJson(` ${lexeme}\n`)
    expect(node && writeMinified(node)).toBe(lexeme)
  })

  it('keeps key order and repeated keys', () => {
    const node = readJson('{ "b": 1, "2": 2, "a": 3, "b": 4, "__proto__": {} }')
    expect(node && writeMinified(node)).toBe('{"b":1,"2":2,"a":3,"b":4,"__proto__":{}}')
  })

  it('knows where each value stands', () => {
    const text = '\uFEFF {"a": [1, "x\\"y"], "b": {"c": null}}'
    const node = readJson(text)
    const [array, object] = node?.kind === 'object' ? node.values : []
    expect(array && text.slice(array.start, array.end)).toBe('[1, "x\\"y"]')
    expect(object && text.slice(object.start, object.end)).toBe('{"c": null}')
  })

  it('reads what JSON.parse reads, and refuses what it refuses', () => {
    const broken = fc.tuple(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', '\\', '0', '.', 'e', ' ', '\n', 'x'),
    )
    fc.assert(
      fc.property(broken, ([json, at, sign]) => {
        const place = at % (json.length + 1)
        const text = json.slice(0, place) + sign + json.slice(place + (at % 2))
        expect(readJson(text) !== undefined, text).toBe(isJson(text))
      }),
      SEED,
    )
  })

  it('reads to the same value as JSON.parse', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const node = readJson(text)
        expect(node && JSON.parse(writeMinified(node))).toEqual(JSON.parse(text))
      }),
      SEED,
    )
  })

  it.each([
    '',
    ' ',
    '{',
    '[1',
    '"a',
    '"a\nb"',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    '01',
    '1.',
    '.5',
    '+1',
    '1e',
    '-',
    'nul',
    '"\\x"',
    '"\\u12g4"',
    '1 2',
    'NaN',
  ])('refuses %j', (text) => {
    expect(readJson(text)).toBeUndefined()
  })
})

describe('tryReadJson', () => {
  it('reads as deep as it says', () => {
    const text = '['.repeat(MAX_JSON_DEPTH) + ']'.repeat(MAX_JSON_DEPTH)
    expect(readJson(text)?.end).toBe(text.length)
  })

  it.each([MAX_JSON_DEPTH + 1, 10_000, 1_000_000])('refuses %i levels and says why', (depth) => {
    expect(tryReadJson('['.repeat(depth) + ']'.repeat(depth))).toEqual({
      refusal: { reason: 'too-deep', offset: MAX_JSON_DEPTH },
    })
    expect(tryReadJson('{"a":'.repeat(depth))).toMatchObject({ refusal: { reason: 'too-deep' } })
  })

  it('says where it stopped', () => {
    expect(tryReadJson('[1, 2, x]')).toEqual({ refusal: { reason: 'invalid', offset: 7 } })
    expect(tryReadJson('{} {}')).toEqual({ refusal: { reason: 'invalid', offset: 3 } })
  })
})

describe('readJsonInSteps', () => {
  it('reads a stretch, and nothing that reaches out of it', () => {
    const text = '[1]\n[2,\n3]'
    expect(readBetween(text, 0, 3)).toMatchObject({ node: { start: 0, end: 3 } })
    expect(readBetween(text, 4, 7)).toMatchObject({ refusal: { reason: 'invalid' } })
    expect(readBetween(text, 4, text.length)).toMatchObject({ node: { start: 4, end: 10 } })
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
