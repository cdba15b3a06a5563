import { joinedBytes } from './joined-bytes.ts'
import type { Splitter } from './splitter.ts'

/**
 * A stream that can be edited piece by piece on its way, as `response.body.pipeThrough(editStream(createSseSplitter(), edit))`.
 *
 * Each piece goes on as soon as it is whole, and as the very bytes that came where `edit` gives it back; neighbours that lie in
 * one chunk go on as one. At the end, what was left unfinished is edited as a piece too.
 *
 * @param splitter A fresh one: it belongs to the stream from now on.
 * @param edit What to send in place of a piece: itself, other bytes, or nothing. What it throws ends the stream with that error.
 */
export function editStream(
  splitter: Splitter,
  edit: (piece: Uint8Array) => Uint8Array | undefined,
): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      for (const bytes of runsOf(splitter.push(chunk), edit)) controller.enqueue(bytes)
    },
    flush(controller) {
      for (const bytes of runsOf([splitter.rest()], edit)) controller.enqueue(bytes)
    },
  })
}

/** The edited pieces, those that lie side by side in memory as one. */
function runsOf(
  pieces: readonly Uint8Array[],
  edit: (piece: Uint8Array) => Uint8Array | undefined,
): readonly Uint8Array[] {
  const sent = pieces.flatMap((piece) => (piece.length === 0 ? [] : (edit(piece) ?? [])))
  return joinedBytes(sent)
}
