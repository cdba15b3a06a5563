import type { Tokenizer } from '../types/tokenizer.ts'
import { countSteps } from './count-in-turns.ts'

/**
 * A tokenizer that counts texts as the JSON strings they become.
 *
 * @param unquoted The one text that stands as it is.
 */
export function quoted(tokenizer: Tokenizer, unquoted: string): Required<Tokenizer> {
  const spelled = (text: string): string => (text === unquoted ? text : JSON.stringify(text))
  return {
    count: (text) => tokenizer.count(spelled(text)),
    countSteps: (text) => countSteps(spelled(text), { tokenizer }),
  }
}
