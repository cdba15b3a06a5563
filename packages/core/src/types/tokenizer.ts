import type { Steps } from '../steps.ts'

/** Counts tokens. */
export interface Tokenizer {
  /** Tokens in a text, as a whole number, 0 for the empty text. Deterministic. Never throws on any string. */
  count(text: string): number
  /** The same number, in steps, so that a text of megabytes does not block the event loop. */
  countSteps?(text: string): Steps<number>
}
