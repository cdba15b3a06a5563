import { eventFraming, type Framing } from '@headroom/core'
import type { Form } from './dialect/chat-model-dialect.ts'
import { isHiddenCall } from './dialect/hidden-call.ts'
import type { Answer, ModelEvent } from './types/reply.ts'

/** Pieces of a chat model's streams as they come. Until a tool is named in one, nobody has to read them. */
export const framings: Readonly<Record<Form, () => Framing<unknown>>> = {
  chunks: () => framing(callsInChunk),
  events: () => framing((event) => [(event as Partial<ModelEvent>).content]),
}

function framing(callsIn: (piece: unknown) => readonly unknown[]): Framing<unknown> {
  const mentions = (pieces: readonly unknown[], text: string): boolean =>
    pieces.some((piece) => callsIn(piece).some((call) => isHiddenCall(call, (name) => name === text)))
  return { ...eventFraming(), mentions }
}

// Whole calls are looked at only where there are no pieces of calls: reading them puts those together.
function callsInChunk(chunk: unknown): readonly unknown[] {
  const { message }: Partial<Answer> = Object(chunk)
  const { tool_call_chunks: pieces }: { readonly tool_call_chunks?: unknown } = Object(message)
  const calls = Array.isArray(pieces) && pieces.length > 0 ? pieces : (message?.tool_calls ?? [])
  // OpenAI's Responses repeat what was declared.
  return [...calls, ...listOf(message?.content), ...listOf(message?.response_metadata?.['tools'])]
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
