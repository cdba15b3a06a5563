import { describe, expect, it } from 'vitest'
import { defineCompressor, type Room } from './compressors/define.ts'
import { jsonRows } from './compressors/json-rows/index.ts'
import { log } from './compressors/log/index.ts'
import { anthropicMessages } from './dialects/anthropic-messages/index.ts'
import { openaiChat } from './dialects/openai-chat/index.ts'
import type { ChatReply } from './dialects/openai-chat/reply.ts'
import type { ChatRequest } from './dialects/openai-chat/request.ts'
import { createMemoryStore } from './memory/memory-store.ts'
import { type Check, testCompressor, testDialect, testStore } from './testing.ts'
import type { Compressor, Document } from './types/compressor.ts'
import type { Store } from './types/store.ts'
import type { StreamReader } from './types/stream.ts'

/** Names of the checks that fail, without the subject. */
async function failures(checks: readonly Check[]): Promise<readonly string[]> {
  const failed = await Promise.all(
    checks.map(async ({ name, run }) =>
      run().then(
        () => [],
        () => [name.slice(2)],
      ),
    ),
  )
  return failed.flat()
}

const copyOf = (store: Store): Store => ({ get: (key) => store.get(key), set: (...entry) => store.set(...entry) })

describe('testStore', () => {
  it('passes a store that keeps its word', async () => {
    expect(await failures(testStore('a', () => copyOf(createMemoryStore())))).toEqual([])
  })

  it('catches a store that goes through UTF-8', async () => {
    const lossy = (): Store => {
      const store = createMemoryStore()
      return { ...store, set: (key, entry, ttl) => store.set(key, { ...entry, text: entry.text.toWellFormed() }, ttl) }
    }
    expect(await failures(testStore('a', lossy))).toEqual(['gives back every text to the byte'])
  })

  it('catches a store that forgets members, never overwrites, or keeps the caller’s object', async () => {
    const forgetful = (): Store => {
      const store = createMemoryStore()
      return { ...store, set: (key, { kind, text }, ttl) => store.set(key, { kind, text }, ttl) }
    }
    expect(await failures(testStore('a', forgetful))).toEqual(['gives back every kind of entry with all its members'])
    const first = (): Store => {
      const entries = new Map()
      return { get: (key) => entries.get(key), set: (key, entry) => void (entries.has(key) || entries.set(key, entry)) }
    }
    expect(await failures(testStore('a', first))).toEqual([
      'gives back the entry that was set last',
      'keeps what was set when the caller changes its object',
    ])
  })
})

interface Lines extends Document {
  readonly lines: readonly string[]
}

/** Runs of equal lines as `3x line`; the view drops empty lines. */
const runs: Room<Lines> = {
  name: 'runs',
  unit: 'lines',
  detect: (text) => (text.includes('\n') ? 0.5 : 0),
  parse: (text) => {
    const lines = text.split('\n')
    return { lines, units: lines.map((line) => ({ text: line })) }
  },
  encode: ({ lines }) => JSON.stringify(lines),
  decode: (rendered) => (JSON.parse(rendered) as string[]).join('\n'),
  select: ({ lines }) => ({
    indices: [...lines.keys()].filter((index) => lines[index] !== ''),
    reasons: ['not empty'],
  }),
  render: ({ lines }, { indices }) => indices.map((index) => lines[index]).join('\n'),
}
function opening(open: Compressor['open']): Compressor {
  return { name: 'opening', detect: () => 0.5, open }
}

const SAMPLES = ['a\n\nb\nb\n', 'one\ntwo']

describe('testCompressor', () => {
  it('passes a compressor that keeps its word', async () => {
    expect(await failures(testCompressor('a', defineCompressor(runs), SAMPLES))).toEqual([])
  })

  it('catches a form that does not decode, and one without a decoder', async () => {
    const trimmed = opening((text) => ({
      canonical: () => text,
      lossless: () => ({ text: text.trim() }),
      view: () => undefined,
    }))
    const failed = ['decodes its lossless form to the canonical input']
    expect(await failures(testCompressor('a', { ...trimmed, decode: (text) => text }, SAMPLES))).toEqual(failed)
    expect(await failures(testCompressor('a', trimmed, SAMPLES))).toEqual(failed)
  })

  it('catches state, a throw, wrong counts and a shapeless name', async () => {
    let calls = 0
    const stateful = defineCompressor({ ...runs, name: 'Runs_1', detect: () => calls++ })
    expect(await failures(testCompressor('a', stateful, SAMPLES))).toEqual([
      'has a name in kebab-case',
      'knows its samples',
      'is sure of a text between 0 and 1, whatever the text',
      'gives the same forms for the same text, whatever it read before',
    ])
    const view = { text: '', unit: 'lines', total: 1, kept: 2, reasons: [], facts: [] }
    const miscounting = opening((text) => ({ canonical: () => text, lossless: () => undefined, view: () => view }))
    expect(await failures(testCompressor('a', miscounting, SAMPLES))).toEqual(['counts the units of a view'])
  })

  it.each([
    ...testCompressor('log', log, [logSample()], { rounds: 30 }),
    ...testCompressor('json-rows', jsonRows, [rowsSample(), rowsSample().split('},').join('}, \n')], { rounds: 30 }),
  ])('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})

function rowsSample(): string {
  const rows = Array.from({ length: 60 }, (_, id) => ({
    id,
    level: id % 20 === 7 ? 'ERROR' : 'INFO',
    took: id * 1.5,
    at: null,
  }))
  return JSON.stringify({ page: 1, items: rows })
}

function logSample(): string {
  return Array.from(
    { length: 120 },
    (_, line) =>
      `2026-01-02T03:04:${String(line % 60).padStart(2, '0')}.000Z ${line % 30 === 7 ? 'ERROR' : 'INFO'} worker-${line % 4} took ${line * 7} ms\n`,
  ).join('')
}

const ANTHROPIC = {
  model: 'claude-x',
  system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
  tools: [{ name: 'ls', input_schema: { type: 'object' } }],
  messages: [
    { role: 'user', content: 'List the files.' },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Yes.' },
        { type: 'tool_use', id: 't1', name: 'ls', input: { path: '/' } },
      ],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: 'a\nb' }] }] },
  ],
}
const ANTHROPIC_REPLY = {
  role: 'assistant',
  content: [
    { type: 'thinking', thinking: 'hm', signature: 'sig' },
    { type: 'tool_use', id: 't2', name: 'headroom_retrieve', input: { key: '0123456789abcdef' } },
  ],
  stop_reason: 'tool_use',
  usage: { input_tokens: 5, output_tokens: 7 },
}
const OPENAI: ChatRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'List the files.' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 't1', type: 'function', function: { name: 'ls', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 't1', content: 'a\nb' },
  ],
}
const OPENAI_REPLY = {
  choices: [
    {
      message: {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 't2', type: 'function', function: { name: 'headroom_retrieve', arguments: '{"key":"x"}' } }],
      },
    },
  ],
  usage: { prompt_tokens: 5, completion_tokens: 7 },
}

describe('testDialect', () => {
  it.each([
    ...testDialect('anthropic-messages', anthropicMessages, { requests: [ANTHROPIC], replies: [ANTHROPIC_REPLY] }),
    ...testDialect('openai-chat', openaiChat, { requests: [OPENAI], replies: [OPENAI_REPLY] }),
  ])('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })

  it('catches paths that lead elsewhere, twice to one place, or back in time', async () => {
    const checks = (change: (segments: ReturnType<typeof list>) => ReturnType<typeof list>) =>
      testDialect('a', { ...openaiChat, segments: (request) => change(list(request)) }, { requests: [OPENAI] })
    const list = (request: ChatRequest) => [...openaiChat.segments(request)]
    expect(await failures(checks((segments) => segments.map((segment) => ({ ...segment, text: 'other' }))))).toContain(
      'yields texts that stand where their paths lead',
    )
    expect(await failures(checks((segments) => [...segments, ...segments]))).toContain(
      'yields disjoint paths, turn after turn',
    )
    expect(await failures(checks((segments) => segments.toReversed()))).toContain(
      'yields disjoint paths, turn after turn',
    )
  })

  it('catches a tool that is declared again, and a matcher that throws or takes anything', async () => {
    const addTool = (): [{ op: 'add'; path: ['tool']; value: 'headroom_retrieve' }] => [
      { op: 'add', path: ['tool'], value: 'headroom_retrieve' },
    ]
    expect(await failures(testDialect('a', { ...openaiChat, addTool }, { requests: [OPENAI] }))).toEqual([
      'declares a tool once, as the last',
    ])
    const matches = (value: unknown): value is ChatRequest => (value as ChatRequest).messages.length >= 0
    expect(await failures(testDialect('a', { ...openaiChat, matches }, { requests: [OPENAI] }))).toEqual([
      'refuses what is no request, without a throw',
    ])
  })

  it('catches a reader that throws, takes what is no event, or puts something else together', async () => {
    const events = [{ choices: [{ index: 0, delta: { content: 'a' } }] }, { choices: [], usage: null }]
    const reply = {
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: 'a' }, finish_reason: null }],
    }
    const checks = (readStream: () => StreamReader<ChatReply>) =>
      testDialect('a', { ...openaiChat, readStream }, { requests: [OPENAI], streams: [{ events, reply }] })
    expect(await failures(checks(() => openaiChat.readStream()))).toEqual([])
    const last = (): StreamReader<ChatReply> => {
      let latest: ChatReply | undefined
      return { push: (event) => void (latest = event as ChatReply), reply: () => latest }
    }
    expect(await failures(checks(last))).toEqual([
      'has no reply before the first event, and passes over what is none',
      'puts stream 0 together',
    ])
    const trusting = (): StreamReader<ChatReply> => {
      const reader = openaiChat.readStream()
      return {
        ...reader,
        push: (event) =>
          reader.push({
            ...(event as { choices: unknown[] }),
            choices: (event as { choices: unknown[] }).choices.slice(),
          }),
      }
    }
    expect(await failures(checks(trusting))).toEqual([
      'has no reply before the first event, and passes over what is none',
      'puts stream 0 together',
      'survives anything in stream 0',
    ])
  })

  it('catches a reply whose oddness throws, and a reason that is none', async () => {
    const checks = (stopReason: (reply: ChatReply) => never) =>
      testDialect('a', { ...openaiChat, stopReason }, { requests: [OPENAI], replies: [OPENAI_REPLY] })
    expect(
      await failures(checks((reply) => (reply.choices as { finish_reason: never }[])[0]?.finish_reason as never)),
    ).toEqual(['reads replies of any shape without a throw'])
    expect(await failures(checks(() => 'tired' as never))).toEqual(['reads replies of any shape without a throw'])
  })
})
