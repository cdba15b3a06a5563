import type { Tokenizer } from '../types/tokenizer.ts'

/** Characters of text whose counts are remembered by one tokenizer: 16 Mi UTF-16 units, at most 32 MiB. */
const MAX_REMEMBERED = 1 << 24

/**
 * A tokenizer that counts a text once: a conversation repeats all of its texts every turn.
 * The oldest texts are forgotten first. Remembers texts by content, so equal texts of different requests meet.
 */
export function counted(tokenizer: Tokenizer): Tokenizer {
  const counts = new Map<string, number>()
  let held = 0
  return {
    count(text) {
      const known = counts.get(text)
      if (known !== undefined) return known
      const count = tokenizer.count(text)
      counts.set(text, count)
      held += text.length
      for (const [oldest] of counts) {
        if (held <= MAX_REMEMBERED) break
        counts.delete(oldest)
        held -= oldest.length
      }
      return count
    },
  }
}
