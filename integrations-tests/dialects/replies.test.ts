import { applyEdits, type ToolCall, type Usage } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { hasShared } from '../shared-data.ts'
import { type Recording, recordings } from './recordings.ts'

const WHOLE: readonly Recording[] = recordings().filter(({ reply }) => typeof reply === 'object' && reply !== null)

/** What the tests read of a recorded Anthropic message. */
interface RecordedMessage {
  readonly content: readonly {
    readonly type: string
    readonly id: string
    readonly name: string
    readonly input: unknown
  }[]
  readonly usage: RecordedCounts & { readonly iterations?: readonly (RecordedCounts & { readonly model?: string })[] }
}

interface RecordedCounts {
  readonly input_tokens: number
  readonly output_tokens: number
  readonly cache_read_input_tokens: number
  readonly cache_creation_input_tokens: number
}

/** What the tests read of a recorded chat completion. */
interface RecordedCompletion {
  readonly choices: readonly {
    readonly message: {
      readonly tool_calls?: readonly RecordedCall[] | null
      readonly function_call?: RecordedCall['function'] | null
    }
  }[]
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number }
}

interface RecordedCall {
  readonly id: string
  readonly function: { readonly name: string; readonly arguments?: string }
}

interface RecordedChoice {
  readonly finish_reason: string
}

describe.skipIf(!hasShared)('toolCalls of every recorded reply', () => {
  it('are the tool_use blocks of an Anthropic message', () => {
    const found = WHOLE.filter(isMessage).map(({ name, dialect, reply }) => {
      const { content } = reply as RecordedMessage
      const expected = content
        .filter(({ type }) => type === 'tool_use')
        .map((block) => ({ id: block.id, name: block.name, input: JSON.stringify(block.input) }))
      expect([...dialect.toolCalls(reply)], `of ${name}`).toEqual(expected)
      return expected.length
    })
    expect(total(found)).toBeGreaterThan(50)
  })

  it('are the tool_calls of a chat completion, arguments verbatim', () => {
    const found = WHOLE.filter(isCompletion).map(({ name, dialect, reply }) => {
      const message = (reply as RecordedCompletion).choices[0]?.message
      const older = message?.function_call?.name ? [{ id: '', function: message.function_call }] : []
      const calls = [...(message?.tool_calls ?? []), ...older]
      const expected = calls.map((call) => ({
        id: call.id,
        name: call.function.name,
        input: call.function.arguments ?? '',
      }))
      expect([...dialect.toolCalls(reply)], `of ${name}`).toEqual(expected)
      return expected.length
    })
    expect(total(found)).toBeGreaterThan(100)
  })
})

describe.skipIf(!hasShared)('usage of every recorded reply', () => {
  it('is what Anthropic reports, over all runs of the same model', () => {
    for (const { name, dialect, reply } of WHOLE.filter(isMessage)) {
      const { usage: reported } = reply as RecordedMessage
      const iterations = reported.iterations ?? []
      const isOneModel = iterations.every(({ model }) => model === undefined)
      const runs = isOneModel && iterations.length > 0 ? iterations : [reported]
      expect(dialect.usage(reply), `of ${name}`).toMatchObject({
        input: total(runs.map((run) => run.input_tokens)),
        ...('cache_read_input_tokens' in reported && {
          cacheRead: total(runs.map((run) => run.cache_read_input_tokens)),
          cacheWrite: total(runs.map((run) => run.cache_creation_input_tokens)),
        }),
        output: total(runs.map((run) => run.output_tokens)),
      })
    }
  })

  it('adds up to the totals of a chat completion', () => {
    const beside: string[] = []
    for (const { name, dialect, reply } of WHOLE.filter(isCompletion)) {
      const { usage: reported } = reply as RecordedCompletion
      const usage = dialect.usage(reply)
      expect(inputOf(usage), `of ${name}`).toBe(reported.prompt_tokens)
      expect(usage?.reasoning ?? 0, `of ${name}`).toBeLessThanOrEqual(usage?.output ?? 0)
      if (inputOf(usage) + (usage?.output ?? 0) !== reported.total_tokens) beside.push(name)
    }
    // Vercel's gateway leaves Gemini's thoughts out of both completion and total; Google's own count beside them has them.
    expect(beside).toHaveLength(2)
  })

  it('is undefined for everything that is no reply', () => {
    const others = WHOLE.filter((recording) => !isMessage(recording) && !isCompletion(recording))
    expect(others.length).toBeGreaterThan(0)
    for (const { name, dialect, reply } of others) {
      expect(dialect.usage(reply), `of ${name}`).toBe(undefined)
      expect([...dialect.toolCalls(reply)], `of ${name}`).toEqual([])
    }
  })
})

describe.skipIf(!hasShared)('stopReason of every recorded reply', () => {
  it('is what the API says, in our words', () => {
    const found = new Map<string, number>()
    for (const { dialect, reply } of WHOLE.filter((recording) => isMessage(recording) || isCompletion(recording))) {
      const { stop_reason: ofMessage, choices } = reply as { stop_reason?: string; choices?: RecordedChoice[] }
      const given = `${ofMessage ?? choices?.[0]?.finish_reason}`
      const reason = dialect.stopReason(reply)
      found.set(`${given}: ${reason}`, (found.get(`${given}: ${reason}`) ?? 0) + 1)
    }
    expect(Object.fromEntries(found)).toEqual({
      'end_turn: end': 115,
      'tool_use: calls': 59,
      'max_tokens: length': 1,
      'stop: end': 225,
      'tool_calls: calls': 96,
      'function_call: calls': 3,
      'length: length': 5,
      // Snowflake.
      ': end': 2,
      ': calls': 1,
    })
  })

  it('is failed for every error', () => {
    const errors = WHOLE.filter(({ reply }) => typeof Object(reply).error === 'object' && Object(reply).error !== null)
    expect(errors.map(({ dialect, reply }) => dialect.stopReason(reply))).toEqual(errors.map(() => 'failed'))
    expect(errors).toHaveLength(22)
  })
})

describe.skipIf(!hasShared)('continueWith every recorded reply', () => {
  it('makes a request whose last segments are the results, each with its call', () => {
    let continued = 0
    for (const { name, dialect, json, reply } of WHOLE) {
      const calls = [...dialect.toolCalls(reply)]
      if (calls.length === 0 || json === undefined) continue
      const request: unknown = JSON.parse(json)
      const results = calls.map(resultOf)
      const next = applyEdits(request, dialect.continueWith(request, reply, results))
      const segments = [...dialect.segments(next)].slice(-results.length)
      expect(
        segments.map(({ text, role, tool }) => ({ text, role, tool })),
        `of ${name}`,
      ).toEqual(
        calls.map(({ id, name: called, input }) => ({
          text: `result of ${id}`,
          role: 'tool',
          tool: { name: called, input },
        })),
      )
      continued += 1
    }
    expect(continued).toBeGreaterThan(100)
  })
})

function isMessage({ dialect, reply }: Recording): boolean {
  return dialect.name === 'anthropic-messages' && Object(reply).type === 'message'
}

function isCompletion({ dialect, reply }: Recording): boolean {
  return dialect.name === 'openai-chat' && Array.isArray(Object(reply).choices)
}

function resultOf({ id, name }: ToolCall): { id: string; name: string; text: string } {
  return { id, name, text: `result of ${id}` }
}

function inputOf(usage: Usage | undefined): number {
  return (usage?.input ?? Number.NaN) + (usage?.cacheRead ?? 0) + (usage?.cacheWrite ?? 0)
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
