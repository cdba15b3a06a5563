import type { WireObject } from '../wire-value.ts'
import { objectOf } from '../wire-value.ts'
import { readStream } from './stream.ts'

/** A reply with and without what Code Assist wraps it in: the same object where nothing does. */
export interface WholeReply {
  readonly outer: WireObject | undefined
  readonly reply: WireObject | undefined
}

/** A reply as one, whether it came whole or as a list of its chunks. */
export function wholeOf(given: unknown): WholeReply {
  const outer = objectOf(Array.isArray(given) ? joined(given) : given)
  return { outer, reply: objectOf(outer?.['response']) ?? outer }
}

function joined(chunks: readonly unknown[]): unknown {
  const reader = readStream()
  for (const chunk of chunks) reader.push(chunk)
  return reader.reply()
}
