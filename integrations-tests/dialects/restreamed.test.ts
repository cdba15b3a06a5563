import { describe, expect, it } from 'vitest'
import { hasShared } from '../shared-data.ts'
import { type Recording, recordings } from './recordings.ts'

type Value = Readonly<Record<string, unknown>>

/** Characters of a fragment: one that cuts escapes and surrogate pairs, and one that cuts nothing. */
const LENGTHS = [3, 1_000_000]

/** Recorded replies that came whole. */
const WHOLE: readonly Recording[] = recordings().filter(({ reply }) => typeof reply === 'object' && reply !== null)

describe.skipIf(!hasShared)('readStream of every recorded whole reply, streamed as its API would', () => {
  it.each(LENGTHS)('gives each message of Anthropic again, in fragments of %d characters', (length) => {
    const messages = WHOLE.filter(({ reply }) => Object(reply).type === 'message' && 'stop_reason' in Object(reply))
    for (const { name, dialect, reply } of messages) {
      const reader = dialect.readStream()
      for (const event of messageEvents(reply as Value, length)) reader.push(event)
      expect(reader.reply(), `of ${name}`).toEqual(reply)
    }
    expect(messages).toHaveLength(175)
  })

  it.each(LENGTHS)('gives each chat completion again, in fragments of %d characters', (length) => {
    const completions = WHOLE.filter(
      ({ reply }) => Array.isArray(Object(reply).choices) && 'message' in Object(reply).choices[0],
    )
    for (const { name, dialect, reply } of completions) {
      const reader = dialect.readStream()
      for (const chunk of chunksOf(reply as Value, length)) reader.push(chunk)
      const { choices } = reader.reply() as { choices: [Value] }
      expect(choices[0]['message'], `of ${name}`).toEqual(streamable(messageIn(reply as Value)))
      for (const read of [dialect.usage, dialect.stopReason])
        expect(read(reader.reply()), `of ${name}`).toEqual(read(reply))
    }
    expect(completions).toHaveLength(332)
  })
})

function* messageEvents({ content, stop_reason, stop_sequence, ...rest }: Value, length: number): Generator<unknown> {
  const { output_tokens, ...counts } = rest['usage'] as Value
  const usage = { ...counts, output_tokens: 1 }
  yield { type: 'message_start', message: { ...rest, content: [], stop_reason: null, stop_sequence: null, usage } }
  for (const [index, block] of (content as readonly Value[]).entries()) {
    const { started, deltas } = streamedBlock(block, length)
    yield { type: 'content_block_start', index, content_block: started }
    for (const delta of deltas) yield { type: 'content_block_delta', index, delta }
    yield { type: 'content_block_stop', index }
  }
  yield { type: 'message_delta', delta: { stop_reason, stop_sequence }, usage: { output_tokens } }
  yield { type: 'message_stop' }
}

function streamedBlock(block: Value, length: number): { readonly started: Value; readonly deltas: readonly Value[] } {
  const { type, text, thinking, signature, input, citations } = block
  if (type === 'text') {
    const cited = Array.isArray(citations)
      ? citations.map((citation: unknown): Value => ({ type: 'citations_delta', citation }))
      : []
    const deltas = fragments(text, length).map((piece) => ({ type: 'text_delta', text: piece }))
    return {
      started: { ...block, text: '', ...(cited.length > 0 && { citations: [] }) },
      deltas: [...cited, ...deltas],
    }
  }
  if (type === 'thinking') {
    const deltas = fragments(thinking, length).map((piece) => ({ type: 'thinking_delta', thinking: piece }))
    return {
      started: { ...block, thinking: '', signature: '' },
      deltas: [...deltas, { type: 'signature_delta', signature }],
    }
  }
  if (type === 'tool_use' || type === 'server_tool_use') {
    const json = JSON.stringify(input) === '{}' ? '' : JSON.stringify(input)
    const deltas = ['', ...fragments(json, length)].map((piece) => ({ type: 'input_json_delta', partial_json: piece }))
    return { started: { ...block, input: {} }, deltas }
  }
  return { started: block, deltas: [] }
}

function* chunksOf({ choices, usage, ...rest }: Value, length: number): Generator<unknown> {
  const { finish_reason } = (choices as [Value])[0]
  const message = messageIn({ choices })
  const chunk = (delta: Value, reason: unknown = null): Value => ({
    ...rest,
    choices: [{ index: 0, delta, finish_reason: reason, logprobs: null }],
  })
  yield chunk({ role: 'assistant' })
  for (const [member, value] of Object.entries(message)) {
    const calls = member === 'tool_calls' && Array.isArray(value) ? (value as readonly Value[]) : undefined
    if (calls !== undefined) for (const delta of callDeltas(calls, length)) yield chunk(delta)
    else if (TEXTS.has(member) && typeof value === 'string') {
      for (const piece of ['', ...fragments(value, length)]) yield chunk({ [member]: piece })
    } else yield chunk({ [member]: value })
  }
  yield chunk({}, finish_reason)
  yield { ...rest, choices: [], usage }
}

const TEXTS: ReadonlySet<string> = new Set(['content', 'refusal', 'reasoning', 'reasoning_content'])

/** All calls begin before any goes on, so that their fragments alternate. */
function* callDeltas(calls: readonly Value[], length: number): Generator<Value> {
  for (const [index, call] of calls.entries()) {
    const { arguments: json, ...called } = call['function'] as Value
    const begun = { ...called, ...(json !== undefined && { arguments: '' }) }
    yield { tool_calls: [{ ...call, index, function: begun }] }
  }
  const pieces = calls.map((call) => fragments((call['function'] as Value)['arguments'], length))
  for (let turn = 0; turn < Math.max(...pieces.map((own) => own.length)); turn += 1) {
    for (const [index, own] of pieces.entries()) {
      if (own[turn] !== undefined) yield { tool_calls: [{ index, function: { arguments: own[turn] } }] }
    }
  }
}

function messageIn({ choices }: Value): Value {
  return (choices as [{ message: Value }])[0].message
}

/** A message without what a stream cannot tell: nulls, and the numbers of calls. */
function streamable({ tool_calls: calls, ...message }: Value): Value {
  const told = Object.fromEntries(
    Object.entries(message).filter(([name, value]) => name === 'content' || value !== null),
  )
  if (!Array.isArray(calls) || calls.length === 0) return { content: null, ...told }
  return { content: null, ...told, tool_calls: calls.map(withoutIndex) }
}

function withoutIndex(call: Value): Value {
  return Object.fromEntries(Object.entries(call).filter(([name]) => name !== 'index'))
}

function fragments(text: unknown, length: number): readonly string[] {
  const whole = typeof text === 'string' ? text : ''
  return Array.from({ length: Math.ceil(whole.length / length) }, (_, index) =>
    whole.slice(index * length, (index + 1) * length),
  )
}
