import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { piecesOf } from './pieces.ts'

describe('piecesOf', () => {
  it('loses nothing', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 40 }),
            fc.constantFrom('a'.repeat(600), ' '.repeat(900), '='.repeat(300), '订'.repeat(999)),
          ),
        ),
        (parts) => {
          expect(piecesOf(parts.join('')).join('')).toBe(parts.join(''))
        },
      ),
      { seed: 1 },
    )
  })

  it('gives ordinary text in one piece', () => {
    const text = 'An ordinary line, with words and 12345678901234567890 numbers.\n'.repeat(50)
    expect(piecesOf(text)).toEqual([text])
  })

  it.each(['a', ' ', '\n', '=', '订', 'aé', '\u00A0 '])('cuts a long run of %j', (unit) => {
    const pieces = piecesOf(unit.repeat(20_000 / unit.length))
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(257)
  })

  it('cuts where a word ends before a symbol, if it can', () => {
    const path = 'node_modules/package/'.repeat(40)
    for (const piece of piecesOf(path).slice(1)) expect(piece).toMatch(/^[/_]/)
  })
})
