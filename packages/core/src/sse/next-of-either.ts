/**
 * Finds the next of two bytes from an index that never decreases; the length where there is none. Searches each byte once.
 *
 * @param chunk Must not change meanwhile.
 */
export function nextOfEither(chunk: Uint8Array, one: number, other: number): (from: number) => number {
  let [nextOne, nextOther] = [-1, -1]
  const nextOf = (byte: number, from: number): number => {
    const at = chunk.indexOf(byte, from)
    return at === -1 ? chunk.length : at
  }
  return (from) => {
    if (nextOne < from) nextOne = nextOf(one, from)
    if (nextOther < from) nextOther = nextOf(other, from)
    return Math.min(nextOne, nextOther)
  }
}
