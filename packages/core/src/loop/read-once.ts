import type { Framed } from './stream-turn.ts'

/** A piece whose event is read when it is asked for. */
export function readOnce<Chunk>(chunk: Chunk, eventIn: (chunk: Chunk) => unknown): Framed<Chunk> {
  let read: { readonly event: unknown } | undefined
  return {
    chunk,
    get event() {
      read ??= { event: eventIn(chunk) }
      return read.event
    },
  }
}
