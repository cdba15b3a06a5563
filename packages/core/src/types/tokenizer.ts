/** Counts tokens. */
export interface Tokenizer {
  /** Tokens in a text, as a whole number, 0 for the empty text. Deterministic. Never throws on any string. */
  count(text: string): number
}
