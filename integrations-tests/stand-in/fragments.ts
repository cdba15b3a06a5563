/**
 * Cuts a text into the pieces that a stream delivers it in.
 *
 * @param size UTF-16 units in a piece, above 0. A piece may end between the two halves of a surrogate pair, as it does on the wire.
 * @returns At least one piece; an empty one for an empty text.
 */
export function fragments(text: string, size: number): readonly string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size))
  return pieces.length === 0 ? [''] : pieces
}
