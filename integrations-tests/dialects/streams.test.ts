import { applyEdits, type ToolCall } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { hasShared } from '../shared-data.ts'
import { type Recording, recordings } from './recordings.ts'

const STREAMED: readonly Recording[] = recordings().filter(({ events }) => events.length > 0)

/** What the tests read of an event of Anthropic's. */
interface RecordedEvent {
  readonly type: string
  readonly index: number
  readonly content_block: { readonly type: string; readonly id: string; readonly name: string }
  readonly delta: Readonly<Record<string, string>>
  readonly message: { readonly usage: RecordedCounts }
  readonly usage: RecordedCounts
}

interface RecordedCounts {
  readonly input_tokens?: number
  readonly output_tokens: number
  readonly iterations?: readonly { readonly type: string; readonly output_tokens: number }[]
}

/** What the tests read of a chunk of a chat completion. */
interface RecordedChunk {
  readonly choices?: readonly {
    readonly delta: {
      readonly content?: unknown
      readonly reasoning?: string | null
      readonly reasoning_content?: string | null
      readonly tool_calls?: readonly RecordedFragment[] | null
    }
    readonly finish_reason?: string | null
  }[]
  readonly error?: unknown
  readonly usage?: { readonly prompt_tokens: number } | null
}

interface RecordedFragment {
  readonly index: number
  readonly id?: string
  readonly function: { readonly name?: string; readonly arguments: string }
}

describe.skipIf(!hasShared)('readStream of every recorded stream of Anthropic', () => {
  it('gives every block, in order, with all of its text', () => {
    let blocks = 0
    for (const { name, reply, events } of streamed('anthropic-messages')) {
      const started = events.filter(({ type }) => type === 'content_block_start')
      const content = (reply as { content: readonly Record<string, unknown>[] }).content
      expect(
        content.map(({ type }) => type),
        `of ${name}`,
      ).toEqual(started.map((event) => event.content_block.type))
      const deltas = events.filter(({ type }) => type === 'content_block_delta')
      for (const [index, block] of content.entries()) {
        const own = deltas.filter((event) => event.index === index).map(({ delta }) => delta)
        for (const member of ['text', 'thinking', 'signature', 'content']) {
          const joined = own.map((delta) => delta[member] ?? '').join('')
          if (joined !== '') expect(block[member], `${member} of ${name}`).toBe(joined)
        }
        const citations = own.flatMap(({ citation }) => citation ?? [])
        if (citations.length > 0) expect(block['citations'], `of ${name}`).toEqual(citations)
      }
      blocks += content.length
    }
    expect(blocks).toBe(261)
  })

  it('gives every call, with the input that its fragments amount to', () => {
    const calls = streamed('anthropic-messages').flatMap(({ name, dialect, reply, events }) => {
      const started = events.filter(({ content_block: block }) => block?.type === 'tool_use')
      const expected = started.map(({ index, content_block: { id, name: called } }) => {
        const fragments = events.filter((event) => event.index === index && event.delta?.['partial_json'] !== undefined)
        const json = fragments.map(({ delta }) => delta['partial_json']).join('')
        return { id, name: called, input: JSON.stringify(JSON.parse(json === '' ? '{}' : json)) }
      })
      expect([...dialect.toolCalls(reply)], `of ${name}`).toEqual(expected)
      return expected
    })
    expect(calls).toHaveLength(24)
  })

  it('ends with the reason and the counts of the last message_delta', () => {
    const reasons = new Map<unknown, number>()
    for (const { name, dialect, reply, events } of streamed('anthropic-messages')) {
      const end = events.findLast(({ type }) => type === 'message_delta')
      const begin = events.find(({ type }) => type === 'message_start')?.message.usage
      const compacted = end?.usage.iterations?.find(({ type }) => type === 'compaction')
      const reason = dialect.stopReason(reply)
      expect(reason, `of ${name}`).toBe(REASONS[end?.delta['stop_reason'] ?? ''])
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
      const usage = dialect.usage(reply)
      expect(usage?.output, `of ${name}`).toBe((end?.usage.output_tokens ?? 0) + (compacted?.output_tokens ?? 0))
      if (compacted === undefined)
        expect(usage?.input, `of ${name}`).toBe(end?.usage.input_tokens ?? begin?.input_tokens)
    }
    expect(Object.fromEntries(reasons)).toEqual({ end: 48, calls: 22, pause: 1 })
  })
})

describe.skipIf(!hasShared)('readStream of every recorded stream of chat completions', () => {
  it('gives every call, arguments verbatim', () => {
    const calls = streamed('openai-chat').flatMap(({ name, dialect, reply, events }) => {
      const fragments = (events as unknown as RecordedChunk[]).flatMap((chunk) =>
        (chunk.choices ?? []).flatMap(({ delta }) => delta.tool_calls ?? []),
      )
      const expected = [...new Set(fragments.map(({ index }) => index))].map((index): ToolCall => {
        const own = fragments.filter((fragment) => fragment.index === index)
        return {
          id: own.find(({ id }) => id)?.id ?? '',
          name: own.find((fragment) => fragment.function.name)?.function.name ?? '',
          input: own.map((fragment) => fragment.function.arguments).join(''),
        }
      })
      expect([...dialect.toolCalls(reply)], `of ${name}`).toEqual(expected)
      return expected
    })
    expect(calls.length).toBeGreaterThan(60)
  })

  it('gives all of the text and of the reasoning', () => {
    for (const { name, reply, events } of streamed('openai-chat')) {
      const deltas = (events as unknown as RecordedChunk[]).flatMap(
        ({ choices }) => choices?.map(({ delta }) => delta) ?? [],
      )
      const message = (reply as { choices?: { message: Record<string, unknown> }[] }).choices?.[0]?.message
      for (const member of ['reasoning', 'reasoning_content'] as const) {
        expect(message?.[member] ?? '', `of ${name}`).toBe(deltas.map((delta) => delta[member] ?? '').join(''))
      }
      expect(textIn(message?.['content']), `of ${name}`).toBe(deltas.map(({ content }) => textIn(content)).join(''))
    }
  })

  it('ends with the reason and the counts of the chunks that have them', () => {
    const reasons = new Map<unknown, number>()
    for (const { name, dialect, reply, events } of streamed('openai-chat')) {
      const chunks = events as unknown as RecordedChunk[]
      const finish = chunks.flatMap(({ choices }) => choices?.[0]?.finish_reason ?? []).at(-1) ?? ''
      const reason = dialect.stopReason(reply)
      const expected = chunks.some(({ error }) => error) ? 'failed' : REASONS[finish]
      expect(reason, `of ${name}`).toBe(expected)
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
      const { input = 0, cacheRead = 0, cacheWrite = 0 } = dialect.usage(reply) ?? {}
      const prompt = chunks.findLast(({ usage }) => usage)?.usage?.prompt_tokens ?? 0
      expect(input + cacheRead + cacheWrite, `of ${name}`).toBe(prompt)
    }
    // Snowflake gives no reason.
    expect(Object.fromEntries(reasons)).toEqual({ end: 99, calls: 59, length: 1, failed: 3, undefined: 1 })
  })
})

describe.skipIf(!hasShared)('continueWith a reply that was streamed', () => {
  it('makes a request whose last segments are the results, each with its call', () => {
    let continued = 0
    for (const { name, dialect, json, reply } of [...streamed('anthropic-messages'), ...streamed('openai-chat')]) {
      const calls = [...dialect.toolCalls(reply)]
      if (calls.length === 0 || json === undefined) continue
      const request: unknown = JSON.parse(json)
      const results = calls.map(({ id, name: called }) => ({ id, name: called, text: `result of ${id}` }))
      const next = applyEdits(request, dialect.continueWith(request, reply, results))
      const segments = [...dialect.segments(next)].slice(-results.length)
      expect(
        segments.map(({ text, tool }) => ({ text, ...tool })),
        `of ${name}`,
      ).toEqual(calls.map(({ id, ...tool }) => ({ text: `result of ${id}`, ...tool })))
      continued += 1
    }
    expect(continued).toBeGreaterThan(70)
  })
})

/** What the reasons of both APIs mean. */
const REASONS: Readonly<Record<string, string>> = {
  end_turn: 'end',
  tool_use: 'calls',
  pause_turn: 'pause',
  stop: 'end',
  tool_calls: 'calls',
  length: 'length',
}

interface Streamed extends Omit<Recording, 'events'> {
  readonly events: readonly RecordedEvent[]
}

/** The recorded streams of a dialect, each with the reply that its events amount to. */
function streamed(dialect: string): readonly Streamed[] {
  const own = STREAMED.filter((recording) => recording.dialect.name === dialect)
  return own.flatMap((recording) =>
    repliesIn(recording.events as readonly RecordedEvent[]).map((events) => {
      const reader = recording.dialect.readStream()
      for (const event of events) reader.push(event)
      return { ...recording, reply: reader.reply(), events }
    }),
  )
}

/** Some recordings hold the replies of a whole loop of Anthropic's, one after the other. */
function repliesIn(events: readonly RecordedEvent[]): readonly (readonly RecordedEvent[])[] {
  const starts = [...events.keys()].filter((index) => index === 0 || events[index]?.type === 'message_start')
  return starts.map((start, index) => events.slice(start, starts[index + 1]))
}

/** Mistral's content is a list of parts where the model thought. */
function textIn(content: unknown): string {
  if (!Array.isArray(content)) return typeof content === 'string' ? content : ''
  return content.map((part: { text?: string }) => part.text ?? '').join('')
}
