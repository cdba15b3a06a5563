/** What is known of texts, by their content. */
export interface TextMemo<V> {
  get(text: string): V | undefined
  set(text: string, value: V): void
  delete(text: string): void
}

/**
 * Remembers something about texts, so that it is worked out once: a conversation repeats all of its texts every turn.
 * The oldest are forgotten first.
 *
 * @param maxUnits UTF-16 units of text to hold, 1 or 2 bytes each.
 */
export function createTextMemo<V>(maxUnits: number): TextMemo<V> {
  const values = new Map<string, V>()
  let held = 0
  return {
    get: (text) => values.get(text),
    delete(text) {
      if (values.delete(text)) held -= text.length
    },
    set(text, value) {
      if (!values.has(text)) held += text.length
      values.set(text, value)
      for (const oldest of values.keys()) {
        if (held <= maxUnits) break
        values.delete(oldest)
        held -= oldest.length
      }
    },
  }
}
