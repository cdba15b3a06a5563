import { inTurns, type Steps } from '../steps.ts'
import type { Tokenizer } from '../types/tokenizer.ts'

/** What counting takes of the options. */
export interface Counting {
  readonly tokenizer: Tokenizer
  readonly signal: AbortSignal | undefined
}

/** Tokens of a text, counted in turns with whatever else waits in the event loop. */
export function countInTurns(text: string, options: Counting): Promise<number> {
  return inTurns(countSteps(text, options), options.signal)
}

/** Tokens of a text, in steps where the tokenizer has them. */
export function* countSteps(text: string, { tokenizer }: Pick<Counting, 'tokenizer'>): Steps<number> {
  return tokenizer.countSteps === undefined ? tokenizer.count(text) : yield* tokenizer.countSteps(text)
}
