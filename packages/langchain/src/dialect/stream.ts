import type { StreamReader } from '@headroom/core'
import type { Message } from '../types/request.ts'

/** A part of an answer that can be put together with the next one: `AIMessageChunk`, `ChatGenerationChunk`. */
export interface Part<Whole> {
  /** Both as one. */
  concat(next: Part<Whole>): Part<Whole> & Whole
}

/** Puts the parts of a streamed answer together, as LangChain does. Parts are joined when the answer is asked for. */
export function readParts<Whole>(): StreamReader<Whole> {
  const parts: Part<Whole>[] = []
  return {
    push(event) {
      if (isPart<Whole>(event)) parts.push(event)
    },
    reply() {
      const [first, ...others] = parts
      try {
        return others.reduce<unknown>((joined, part) => (joined as Part<Whole>).concat(part), first) as
          | Whole
          | undefined
      } catch {
        // Parts that do not fit together. Whoever joins them next will say so.
        return undefined
      }
    },
  }
}

/** Puts the chunks of a streamed message together. */
export function readStream(): StreamReader<Message> {
  return readParts()
}

function isPart<Whole>(event: unknown): event is Part<Whole> {
  return typeof (event as Part<Whole> | null | undefined)?.concat === 'function'
}
