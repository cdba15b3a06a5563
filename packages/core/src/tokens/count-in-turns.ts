import type { ResolvedOptions } from '../options.ts'
import { inTurns, type Steps } from '../steps.ts'

/** Tokens of a text, counted in turns with whatever else waits in the event loop. */
export function countInTurns(text: string, options: Pick<ResolvedOptions, 'tokenizer' | 'signal'>): Promise<number> {
  return inTurns(countSteps(text, options), options.signal)
}

/** Tokens of a text, in steps where the tokenizer has them. */
export function* countSteps(text: string, { tokenizer }: Pick<ResolvedOptions, 'tokenizer'>): Steps<number> {
  return tokenizer.countSteps === undefined ? tokenizer.count(text) : yield* tokenizer.countSteps(text)
}
