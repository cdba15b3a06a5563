import type { Framing } from './stream-turn.ts'

/** The framing of a stream whose chunks are events, as clients' libraries give them. */
export function eventFraming(): Framing<unknown> {
  return {
    push: (event) => [{ chunk: event, event }],
    rest: () => [],
    isEnd: () => false,
    write: (event) => event,
    joined: (chunks) => chunks,
  }
}
