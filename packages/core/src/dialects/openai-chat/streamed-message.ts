import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf, toldBy } from '../wire-value.ts'
import { calledWith, createCalls } from './streamed-calls.ts'
import { pushPart } from './streamed-parts.ts'

/** A message that grows. */
export interface StreamedMessage {
  /** Takes the next delta. */
  push(delta: WireObject): void
  /** The message as far as it came. */
  value(): WireObject
}

/**
 * The message of a choice: texts are joined, lists go on where they ended, of every other member the latest counts. So reasoning, in
 * any of its fields, goes back to the provider as it would have sent it whole.
 */
export function createMessage(): StreamedMessage {
  const members = new Map<string, unknown>(Object.entries({ role: 'assistant', content: null }))
  const calls = createCalls()
  return {
    push(delta) {
      const { tool_calls: fragments, ...others } = toldBy(delta)
      calls.push(listOf(fragments))
      for (const [name, value] of Object.entries(others)) {
        if (!ONLY_STREAMED.has(name)) members.set(name, joined(name, members.get(name), value))
      }
    },
    value() {
      const message = Object.fromEntries([...members].map(([name, value]) => [name, copied(value)]))
      const made = calls.value()
      return made.length === 0 ? message : { ...message, tool_calls: made }
    },
  }
}

/** Members of deltas that no whole message has: the channel of a token (Groq), its number (Hugging Face). */
const ONLY_STREAMED: ReadonlySet<string> = new Set(['channel', 'token_id'])

/** Members that come in pieces. Sources: OpenAI; OpenRouter and Groq; DeepSeek and the many after it; GitHub Copilot. */
const TEXTS: ReadonlySet<string> = new Set(['content', 'refusal', 'reasoning', 'reasoning_content', 'reasoning_text'])

/** A list is ours to change, made when the first one came. */
function joined(name: string, before: unknown, value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = Array.isArray(before) ? before : partsOf(before)
    for (const part of value) pushPart(list, part)
    return list
  }
  if (Array.isArray(before) && typeof value === 'string') {
    if (value !== '') pushPart(before, { type: 'text', text: value })
    return before
  }
  if (TEXTS.has(name)) return stringOf(before) + stringOf(value)
  const object = objectOf(value)
  if (object === undefined) return value
  if (name === 'function_call') return calledWith(objectOf(before), object)
  return name === 'audio' ? audioWith(objectOf(before), object) : value
}

/** A text that a list comes after, as its first part. */
function partsOf(before: unknown): unknown[] {
  return stringOf(before) === '' ? [] : [{ type: 'text', text: before }]
}

function audioWith(before: WireObject | undefined, audio: WireObject): WireObject {
  const [data, transcript] = ['data', 'transcript'].map((name) => stringOf(before?.[name]) + stringOf(audio[name]))
  return { ...before, ...toldBy(audio), data, transcript }
}

function copied(value: unknown): unknown {
  return Array.isArray(value) ? [...value] : value
}
