import type { Splitter } from '@headroom/core'

/** Bytes of a chunk: from every split there is, to several events at once. */
export const CHUNK_SIZES: readonly number[] = [1, 2, 3, 7, 40]

/** Bytes in chunks of one size, the last as long as it comes. */
export function chunksOf(bytes: Uint8Array, size: number): readonly Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) {
    chunks.push(new Uint8Array(bytes.buffer, bytes.byteOffset + at, Math.min(size, bytes.length - at)))
  }
  return chunks
}

/** The pieces that a splitter makes of chunks, what is left at the end included. */
export function piecesOf(splitter: Splitter, chunks: readonly Uint8Array[]): readonly Uint8Array[] {
  const pieces = chunks.flatMap((chunk) => splitter.push(chunk))
  const rest = splitter.rest()
  return rest.length === 0 ? pieces : [...pieces, rest]
}
