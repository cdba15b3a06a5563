/** Chunks that lie side by side in memory, each such run as one: nothing is copied. Empty ones are left out. */
export function joinedBytes(chunks: readonly Uint8Array[]): readonly Uint8Array[] {
  const runs: Uint8Array[] = []
  for (const chunk of chunks) {
    const last = runs.at(-1)
    if (chunk.length === 0) continue
    if (last !== undefined && last.buffer === chunk.buffer && last.byteOffset + last.length === chunk.byteOffset)
      runs[runs.length - 1] = new Uint8Array(last.buffer, last.byteOffset, last.length + chunk.length)
    else runs.push(chunk)
  }
  return runs
}
