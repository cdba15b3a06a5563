import { createTextMemo } from '../memory/text-memo.ts'
import { atOnce, type Steps } from '../steps.ts'
import type { Tokenizer } from '../types/tokenizer.ts'

/** UTF-16 units of text whose counts are remembered by one tokenizer: 16 to 32 MiB, some fifty long conversations. */
const MAX_UNITS = 1 << 24

/** A tokenizer that counts a text once. */
export function counted(tokenizer: Tokenizer): Required<Tokenizer> {
  const counts = createTextMemo<number>(MAX_UNITS)
  function* countSteps(text: string): Steps<number> {
    const known = counts.get(text)
    if (known !== undefined) return known
    const count = tokenizer.countSteps === undefined ? tokenizer.count(text) : yield* tokenizer.countSteps(text)
    counts.set(text, count)
    return count
  }
  return { countSteps, count: (text) => atOnce(countSteps(text)) }
}
