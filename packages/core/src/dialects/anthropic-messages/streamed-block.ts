import { streamedInput } from '../streamed-input.ts'
import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf } from '../wire-value.ts'

/** A content block that grows. */
export interface StreamedBlock {
  /** Takes the next delta. One of an unknown type changes nothing. */
  push(delta: WireObject): void
  /** The block as far as it came. */
  value(): WireObject
}

/**
 * The block of a `content_block_start`. One that comes whole (results of server tools, `fallback`, `redacted_thinking`) stays as it
 * is. For input that is no JSON object see `streamedInput`.
 */
export function createBlock(started: WireObject): StreamedBlock {
  let block = started
  let input = ''
  const citations = [...listOf(started['citations'])]
  return {
    push(delta) {
      if (delta['type'] === 'input_json_delta') input += stringOf(delta['partial_json'])
      else if (delta['type'] === 'citations_delta') citations.push(delta['citation'])
      else block = withDelta(block, delta)
    },
    value() {
      const cited = citations.length > 0 ? { ...block, citations: [...citations] } : block
      if (input.trim() !== '') return { ...cited, input: streamedInput(input) }
      const lacksInput = block['type'] === 'tool_use' && objectOf(block['input']) === undefined
      return lacksInput ? { ...cited, input: {} } : cited
    },
  }
}

function withDelta(block: WireObject, { type, ...delta }: WireObject): WireObject {
  if (type === 'text_delta') return { ...block, text: stringOf(block['text']) + stringOf(delta['text']) }
  if (type === 'thinking_delta')
    return { ...block, thinking: stringOf(block['thinking']) + stringOf(delta['thinking']) }
  if (type === 'signature_delta') return { ...block, signature: stringOf(delta['signature']) }
  return type === 'compaction_delta' ? { ...block, ...delta } : block
}
