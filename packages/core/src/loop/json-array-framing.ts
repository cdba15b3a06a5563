import { parsedExactly } from '../json/parsed-exactly.ts'
import { joinedBytes } from '../sse/joined-bytes.ts'
import { type ArrayPiece, createJsonArraySplitter } from './split-json-array.ts'
import type { Framed, Framing } from './stream-turn.ts'

/**
 * The framing of a JSON array whose elements come one by one, as Gemini streams without `alt=sse`: what the client gets of all rounds
 * is one array, whichever elements are left out or added. Where nothing is, its very bytes.
 *
 * @returns Starts the framing of each round in turn. One of these belongs to one turn: `framing: jsonArrayFraming()`.
 */
export function jsonArrayFraming(): () => Framing<Uint8Array> {
  let isOpen = false
  let hasElements = false

  /** An element with or without a separator before it, as the array has it so far. */
  function placed(chunk: Uint8Array, start: number): Uint8Array {
    const needsComma = hasElements
    hasElements = true
    if (chunk.subarray(0, start).includes(COMMA) === needsComma) return chunk
    const element = chunk.subarray(start)
    return needsComma ? joint(SEPARATOR, element) : element
  }

  return () => {
    const splitter = createJsonArraySplitter()
    /** Where the element begins in a chunk that may still be left out. */
    const starts = new Map<Uint8Array, number>()
    const closing = new WeakSet<Uint8Array>()
    let isPushing = false

    function framed({ bytes, kind }: ArrayPiece): readonly Framed<Uint8Array>[] {
      const isLater = kind === 'opening' && isOpen
      if (kind === 'opening') isOpen = true
      if (kind === 'closing') closing.add(bytes)
      if (kind !== 'element') return isLater ? [] : [{ chunk: bytes, event: undefined }]
      const start = bytes.indexOf(OPENING_BRACE)
      starts.set(bytes, start)
      return [{ chunk: bytes, event: parsedExactly(DECODER.decode(bytes.subarray(start))) }]
    }

    return {
      push(chunk) {
        isPushing = true
        return splitter.push(chunk).flatMap(framed)
      },
      rest() {
        const chunk = splitter.rest()
        return chunk.length === 0 ? [] : [{ chunk, event: undefined }]
      },
      isEnd: ({ chunk }) => closing.has(chunk),
      write(event) {
        const isLast = typeof event === 'object' && event !== null && 'error' in event
        const chunk = ENCODER.encode(`${JSON.stringify(event)}${isLast ? '\n]\n' : ''}`)
        if (!isPushing) return placed(chunk, 0)
        starts.set(chunk, 0)
        return chunk
      },
      joined(chunks) {
        isPushing = false
        const sent = chunks.map((chunk) => {
          const start = starts.get(chunk)
          return start === undefined ? chunk : placed(chunk, start)
        })
        starts.clear()
        return joinedBytes(sent)
      },
    }
  }
}

const ENCODER = new TextEncoder()
const DECODER = new TextDecoder()
const SEPARATOR = ENCODER.encode(',\n')
const COMMA = 0x2c
const OPENING_BRACE = 0x7b

function joint(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(left.length + right.length)
  bytes.set(left)
  bytes.set(right, left.length)
  return bytes
}
