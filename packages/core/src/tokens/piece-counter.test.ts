import fc from 'fast-check'
import { countTokens as cl100k } from 'gpt-tokenizer/encoding/cl100k_base'
import { countTokens as o200k } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { nextByExpression, nextOfO200k } from './next-piece.ts'
import { pieceCounter } from './piece-counter.ts'
import { SPLITS } from './split.ts'

const NEXT_PIECE = { o200k: nextOfO200k, cl100k: nextByExpression }
const AS_TEXT = { disallowedSpecial: new Set<string>() }
const mixed = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ' ',
        '  ',
        '\n',
        '\r\n',
        '\n\n  ',
        '\t',
        '/',
        '//',
        "don't",
        "HE'LL",
        'camelCase',
        'HTTPServer',
        '订单',
        'Größe',
        '🙂',
        '1234567',
        '"key": ',
        '},\n    {',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

describe('pieceCounter', () => {
  it.each([
    ['o200k', o200k],
    ['cl100k', cl100k],
  ] as const)('counts what the library counts (%s)', (encoding, count) => {
    const tokenizer = pieceCounter(NEXT_PIECE[encoding](SPLITS[encoding]), (piece) => count(piece, AS_TEXT))
    fc.assert(
      fc.property(mixed, (text) => {
        expect(tokenizer.count(text)).toBe(count(text, AS_TEXT))
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })

  it('counts a long text in chunks as it would whole', () => {
    const text = Array.from(
      { length: 30_000 },
      (_, line) => `${line % 7 === 0 ? '  ' : ''}line ${line} of /var/log\n${line % 5 === 0 ? '\n' : ''}`,
    ).join('')
    expect(text.length).toBeGreaterThan(1 << 19)
    expect(pieceCounter(nextOfO200k(SPLITS.o200k), (piece) => o200k(piece, AS_TEXT)).count(text)).toBe(
      o200k(text, AS_TEXT),
    )
  })

  it('gives the library no piece longer than 256', () => {
    const lengths: number[] = []
    const tokenizer = pieceCounter(nextOfO200k(SPLITS.o200k), (piece) => lengths.push(piece.length))
    for (const unit of ['a', 'A', ' ', '\n', '=', '订', 'é', '\u00A0']) tokenizer.count(unit.repeat(20_000))
    expect(Math.max(...lengths)).toBe(256)
  })
})
