import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countLineFeeds, linesOf, textOf } from './lines.ts'

describe('linesOf', () => {
  it('takes the line end that most lines have and notes the others', () => {
    const lines = linesOf('a\r\nb\r\nc\nd\r\n')
    expect(lines).toEqual({ lines: ['a', 'b', 'c', 'd', ''], end: '\r\n', bare: new Set([2]) })
  })

  it('leaves a carriage return in the line where most lines have none', () => {
    expect(linesOf('a\nb\r\nc\n')).toEqual({ lines: ['a', 'b\r', 'c', ''], end: '\n', bare: new Set() })
  })

  it('leaves a carriage return at the very end in the last line', () => {
    expect(linesOf('a\r\nb\r').lines).toEqual(['a', 'b\r'])
  })

  it('cuts a text of many steps as it cuts a short one', () => {
    const lines = Array.from({ length: 60_000 }, (_, index) => `line ${index}`)
    expect(linesOf(lines.join('\n')).lines).toEqual(lines)
    expect(linesOf(lines.join('\r\n')).lines).toEqual(lines)
    expect(textOf(linesOf(lines.join('\r\n')))).toBe(lines.join('\r\n'))
  })

  it('is undone by textOf', () => {
    const text = fc.array(fc.constantFrom('a', '\r', '\n', '\r\n', 'bc')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (any) => {
        expect(textOf(linesOf(any))).toBe(any)
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})

describe('countLineFeeds', () => {
  it('counts up to its limit', () => {
    expect(countLineFeeds('a\nb\n\n', 10)).toBe(3)
    expect(countLineFeeds('\n'.repeat(100), 7)).toBe(7)
  })
})
