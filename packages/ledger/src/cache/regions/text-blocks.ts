/** A content as a list of blocks: a text is one block of it; what is neither text nor list has none. */
export function textBlocks(content: unknown, type = 'text'): readonly unknown[] {
  if (typeof content === 'string') return [{ type, text: content }]
  return Array.isArray(content) ? content : []
}
