import { streamedInput } from '../streamed-input.ts'
import type { WireObject } from '../wire-value.ts'
import { objectOf, stringOf } from '../wire-value.ts'

/** One content block of a streamed reply, while it comes. */
export interface StreamedBlock {
  /** Takes what a block begins with, an object named by its only key: `{ toolUse }`, `{ toolResult }`, `{ image }`. */
  start(value: unknown): void
  /** Takes a delta, an object named by its only key. */
  add(delta: unknown): void
  /** Takes nothing any more. */
  stop(): void
  /** The block as the provider would have sent it whole; undefined where nothing came. */
  value(): WireObject | undefined
}

/** A block of which nothing has come yet. */
export function createBlock(): StreamedBlock {
  const results: unknown[] = []
  const citations: unknown[] = []
  let started: WireObject = {}
  let text = ''
  let input = ''
  let reasoning: WireObject | undefined
  let image: WireObject | undefined
  let isOpen = true

  function take(delta: WireObject): void {
    const { toolUse, toolResult, citation } = delta
    text += stringOf(delta['text'])
    input += stringOf(objectOf(toolUse)?.['input'])
    if (Array.isArray(toolResult)) for (const part of toolResult) results.push(part)
    if (citation !== undefined) citations.push(citation)
    const thought = objectOf(delta['reasoningContent'])
    if (thought !== undefined) reasoning = withThought(reasoning, thought)
    image = objectOf(delta['image']) ?? image
  }

  return {
    start(value) {
      if (isOpen) started = objectOf(value) ?? started
    },
    add(delta) {
      const known = isOpen ? objectOf(delta) : undefined
      if (known !== undefined) take(known)
    },
    stop() {
      isOpen = false
    },
    value() {
      const { toolUse, toolResult } = started
      if (objectOf(toolUse) !== undefined) return { toolUse: { ...objectOf(toolUse), input: streamedInput(input) } }
      if (objectOf(toolResult) !== undefined) {
        return { toolResult: { ...objectOf(toolResult), content: results.slice() } }
      }
      if (image !== undefined) return { image: { ...objectOf(started['image']), ...image } }
      if (reasoning !== undefined) return { reasoningContent: reasoning }
      const content = text === '' ? {} : { content: [{ text }] }
      if (citations.length > 0) return { citationsContent: { ...content, citations: citations.slice() } }
      // The API takes no block of an empty text back.
      return text === '' ? undefined : { text }
    },
  }
}

/** Reasoning with the next delta of it: more of its text, its signature, or what of it is redacted, which comes whole. */
function withThought(reasoning: WireObject | undefined, delta: WireObject): WireObject {
  if (delta['redactedContent'] !== undefined) return { redactedContent: delta['redactedContent'] }
  const { text, signature } = objectOf(reasoning?.['reasoningText']) ?? {}
  const joined = stringOf(signature) + stringOf(delta['signature'])
  const reasoningText = { text: stringOf(text) + stringOf(delta['text']), ...(joined !== '' && { signature: joined }) }
  return { reasoningText }
}
