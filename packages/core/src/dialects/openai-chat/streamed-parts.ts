import type { WireObject } from '../wire-value.ts'
import { listOf, objectOf, stringOf, toldBy } from '../wire-value.ts'

/**
 * Adds the next part to a list that comes in pieces: a fragment of the last one's text is joined to it, a part of the same index takes
 * its place with what it had and has not now (Groq's `executed_tools`), every other part is one more.
 *
 * What is sealed stays as it came: a part that has `data` (encrypted) or a signature is complete.
 */
export function pushPart(parts: unknown[], part: unknown): void {
  const last = objectOf(parts.at(-1))
  const next = objectOf(part)
  const both = last && next && isSamePart(last, next) ? joined(last, next) : undefined
  if (both === undefined) parts.push(part)
  else parts[parts.length - 1] = both
}

/**
 * Where the text of a part stands, by its type. Sources: content parts of OpenAI and Mistral; OpenRouter's `reasoning_details`;
 * LiteLLM's `thinking_blocks` and Mistral's thinking, a list of texts.
 */
const TEXT_OF: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['text', 'text'],
  ['reasoning.text', 'text'],
  ['reasoning.summary', 'summary'],
  ['thinking', 'thinking'],
])

function isSamePart(last: WireObject, next: WireObject): boolean {
  if (last['type'] !== next['type'] || stringOf(last['data']) !== '' || stringOf(last['signature']) !== '') return false
  return ['index', 'id'].every((name) => isAbsent(last[name]) || isAbsent(next[name]) || last[name] === next[name])
}

function joined(last: WireObject, next: WireObject): WireObject | undefined {
  const member = TEXT_OF.get(next['type'])
  if (member === undefined) return isAbsent(next['index']) ? undefined : { ...last, ...toldBy(next) }
  const text = textWith(last[member], next[member])
  return text === undefined ? undefined : { ...last, ...toldBy(next), [member]: text }
}

/** Undefined where the two cannot be one. */
function textWith(before: unknown, more: unknown): unknown {
  if (isAbsent(more)) return before
  if (isAbsent(before)) return more
  if (typeof before === 'string' && typeof more === 'string') return before + more
  const [first, second] = [before, more].map(onlyText)
  return first === undefined || second === undefined ? undefined : [{ type: 'text', text: first + second }]
}

/** The text of a list that holds no more than one. */
function onlyText(value: unknown): string | undefined {
  const list = listOf(value)
  const part = objectOf(list[0])
  return list.length === 1 && part?.['type'] === 'text' ? stringOf(part['text']) : undefined
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}
