import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextByExpression, type NextPiece, nextOfO200k } from './next-piece.ts'
import { SPLITS } from './split.ts'
import { unitsOf } from './units.ts'

const fast = nextOfO200k(SPLITS.o200k)
const slow = nextByExpression(SPLITS.o200k)

const piecesOf = (text: string, nextPiece: NextPiece): string[] => {
  const pieces: string[] = []
  for (let at = 0; at < text.length;) {
    const end = nextPiece(unitsOf(text), at)
    pieces.push(text.slice(at, end))
    at = end
  }
  return pieces
}

/** Every kind of unit that the expression tells apart, and what stands at the borders between kinds. */
const signs = fc.constantFrom(
  'a',
  'b',
  'Z',
  'Q',
  'ǅ',
  'ʰ',
  '中',
  'ª',
  'é',
  'É',
  '\u0301',
  '\u20dd',
  '0',
  '7',
  '²',
  'Ⅷ',
  '٣',
  '𝟘',
  '𝐀',
  '𐐨',
  '🙂',

  ' ',
  '\t',
  '\n',
  '\r',
  '\u00a0',
  '\u3000',
  '\ufeff',
  '\u0085',
  '\u0000',
  '/',
  '-',
  '"',
  '_',
  '€',
  '\ud800',
  '\udc00',
  "'",
  "'s",
  "'LL",
  "'vE",
  "'ſ",
  "'l",
  '  ',
  '\r\n',
  ' /\n/',
)

describe('nextOfO200k', () => {
  it('cuts a text where the expression cuts it', () => {
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 24 }), (parts) => {
        const text = parts.join('')
        expect(piecesOf(text, fast)).toEqual(text.match(SPLITS.o200k) ?? [])
      }),
      { seed: 1, numRuns: 20_000 },
    )
  })

  it('cuts any text where the expression cuts it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(piecesOf(text, fast)).toEqual(piecesOf(text, slow))
      }),
      { seed: 2, numRuns: 5_000 },
    )
  })

  it('knows every unit of the first plane, between letters and alone', () => {
    const wrong: number[] = []
    for (let code = 0; code < 0x10000; code++) {
      for (const text of [`a${String.fromCharCode(code)}b`, ` ${String.fromCharCode(code)}A1`]) {
        if (piecesOf(text, fast).join('|') !== (text.match(SPLITS.o200k) ?? []).join('|')) wrong.push(code)
      }
    }
    expect(wrong).toEqual([])
  })
})
