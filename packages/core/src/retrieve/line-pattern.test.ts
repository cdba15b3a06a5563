import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linePattern } from './line-pattern.ts'

const characters = fc.constantFrom('a', 'b', 'A', ' ', '1', '_', '-', 'é', '😀')
const atoms = fc.constantFrom('a', 'b', '.', '\\d', '\\w', '\\b', '^', '$', '[^a]', '[a-c1]', 'é', '\\S', '\\-', '\\.')
const quantifiers = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '{0,}', '*?')

const part: fc.Arbitrary<string> = fc
  .tuple(atoms, quantifiers)
  .map(([atom, quantifier]) => (isAssertion(atom) ? atom : atom + quantifier))

function expressionsOf(depth: number): fc.Arbitrary<string> {
  const inner = depth === 0 ? part : fc.oneof(part, grouped(expressionsOf(depth - 1)))
  return fc.array(inner, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))
}

function grouped(inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const group = fc.tuple(inner, quantifiers).map(([text, quantifier]) => `(${text})${quantifier}`)
  return fc.oneof(
    group,
    fc.tuple(inner, inner).map(([left, right]) => `(?:${left}|${right})`),
  )
}

function isAssertion(atom: string): boolean {
  return ['\\b', '^', '$'].includes(atom)
}

describe('linePattern', () => {
  it('matches what JavaScript matches', () => {
    fc.assert(
      fc.property(expressionsOf(2), fc.string({ unit: characters, maxLength: 8 }), (source, line) => {
        // JavaScript without the flag `u` reads half an emoji as a character, with it refuses `\-`.
        const expected = new RegExp(source.replaceAll('\\-', '-'), 'u').test(line)
        expect(linePattern(source).test(line)).toBe(expected)
      }),
      { seed: 7, numRuns: 3_000 },
    )
  })

  it('ignores case when asked, also by (?i)', () => {
    expect(linePattern('error', true).test('An ERROR')).toBe(true)
    expect(linePattern('(?i)[a-f]RR').test('ERR')).toBe(true)
    expect(linePattern('error').test('An ERROR')).toBe(false)
  })

  it('reads escapes that models write', () => {
    expect(linePattern('\\"id\\":\\s*17\\b').test('{"id": 17}')).toBe(true)
    expect(linePattern('[\\"\\-_]x').test('-x')).toBe(true)
    expect(linePattern('\\p{Lu}\\u0041\\x42').test('ÉAB')).toBe(true)
    expect(linePattern('a{,2}').test('a{,2}')).toBe(true)
  })

  it('refuses what takes backtracking, and what is no expression', () => {
    for (const source of ['(a)\\1', '(?=a)', '(?<!a)b', '\\k<x>', '(', ')', '[a', '*a', 'a**', '(?x)a', 'a{2,1}']) {
      expect(() => linePattern(source)).toThrow(SyntaxError)
    }
    expect(() => linePattern('(a{1000}){1000}')).toThrow('repeats too much')
    expect(() => linePattern('('.repeat(2_000))).toThrow(SyntaxError)
    expect(() => linePattern('('.repeat(500))).toThrow('deeper than')
  })

  it('takes linear work where backtracking takes for ever', () => {
    const line = 'a'.repeat(200_000)
    for (const source of ['(a+)+$x', '(a|aa)+b', 'a*a*a*a*a*b', '(.*)*y', '.*A.*B.*C', '(a?){30}a{30}b']) {
      expect([source, linePattern(source).test(line)]).toEqual([source, false])
    }
  })

  it('gives up rather than go on for ever', () => {
    const pattern = linePattern('a.{900}b')
    let random = 1
    const line = Array.from({ length: 100_000 }, () =>
      (random = (random * 48_271) % 2_147_483_647) % 2 ? 'a' : 'c',
    ).join('')
    expect(pattern.test(line)).toBeUndefined()
    expect(pattern.test('ax')).toBeUndefined()
  })
})
