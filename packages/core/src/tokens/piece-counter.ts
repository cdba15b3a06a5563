import { atOnce, STEP_LENGTH, type Steps } from '../steps.ts'
import type { Tokenizer } from '../types/tokenizer.ts'
import type { NextPiece } from './next-piece.ts'
import { type PieceCounts, pieceCounts } from './piece-counts.ts'
import { chunksOf } from './split.ts'
import { type Units, unitsOf } from './units.ts'

/**
 * Longest piece, in UTF-16 units, that is given to a BPE library whole. All of them are quadratic in a piece: 100,000 letters take
 * 5 to 30 s whole and 4 to 30 ms in parts of 256, at an error of at most 0.08 %. Measured on gpt-tokenizer, ai-tokenizer, tiktoken and js-tiktoken.
 */
const MAX_PIECE = 256

/**
 * A tokenizer that splits a text itself and asks a library only for pieces it has not seen: several times as fast as the library
 * alone, with the same counts.
 *
 * @param nextPiece Where the piece that starts at a place ends.
 * @param countPiece Counts the tokens of one piece.
 */
export function pieceCounter(nextPiece: NextPiece, countPiece: (piece: string) => number): Required<Tokenizer> {
  const counts = pieceCounts(countPiece)
  function* countSteps(text: string): Steps<number> {
    let tokens = 0
    for (const chunk of chunksOf(text)) {
      const units = unitsOf(chunk)
      for (let at = 0; at < chunk.length;) {
        const stop = Math.min(at + STEP_LENGTH, chunk.length)
        while (at < stop) {
          const end = nextPiece(units, at)
          tokens += countInParts(counts, units, at, end)
          at = end
        }
        if (at < text.length) yield
      }
    }
    return tokens
  }
  return { countSteps, count: (text) => atOnce(countSteps(text)) }
}

function countInParts(counts: PieceCounts, units: Units, from: number, to: number): number {
  if (to - from <= MAX_PIECE) return counts.countOf(units, from, to)
  let tokens = 0
  for (let at = from; at < to; at += MAX_PIECE) tokens += counts.countOf(units, at, Math.min(at + MAX_PIECE, to))
  return tokens
}
