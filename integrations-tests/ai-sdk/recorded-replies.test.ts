import { createAnthropic } from '@ai-sdk/anthropic'
import { createGoogle } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import { withHeadroom, type WrappableModel } from '@headroom/ai-sdk'
import { convertReadableStreamToArray } from 'ai/test'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../replay/exchange.ts'
import { readRecorded } from '../replay/read-recorded.ts'
import { replayingFetch, type ReplayingFetch } from '../replay/replaying-fetch.ts'
import { hasShared, sharedFiles, sharedPath } from '../shared-data.ts'

const PARAMS = {
  prompt: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Go on.' }] }],
  // The retrieve tool is declared beside tools only.
  tools: [{ type: 'function' as const, name: 'load', inputSchema: { type: 'object' as const } }],
}
const BASE = { baseURL: 'https://replayed.invalid/v1', apiKey: 'none' }

type Model = (fetch: ReplayingFetch) => WrappableModel & { specificationVersion: 'v4' }

/** An API, and how many of its replies and of those with calls there are at least. */
interface Api {
  readonly api: string
  readonly list: string
  readonly replies: number
  readonly calls: number
  readonly model: Model
}

const APIS: readonly Api[] = [
  {
    api: 'anthropic-messages',
    list: 'messages',
    replies: 30,
    calls: 10,
    model: (fetch) => createAnthropic({ ...BASE, fetch })('claude-sonnet-4-5'),
  },
  {
    api: 'openai-chat',
    list: 'messages',
    replies: 30,
    calls: 10,
    model: (fetch) => createOpenAI({ ...BASE, fetch }).chat('gpt-4.1'),
  },
  {
    api: 'openai-responses',
    list: 'input',
    replies: 30,
    calls: 10,
    model: (fetch) => createOpenAI({ ...BASE, fetch }).responses('gpt-5'),
  },
  {
    api: 'gemini',
    list: 'contents',
    replies: 15,
    calls: 5,
    model: (fetch) => createGoogle({ ...BASE, fetch })('gemini-2.5-pro'),
  },
]

interface Recorded {
  readonly exchange: Exchange
  /** What a client sees of it without the middleware. */
  readonly seen: Seen
}

const known = new Map<string, Promise<readonly Recorded[]>>()

function readable(api: string, model: Model): Promise<readonly Recorded[]> {
  const found = known.get(api) ?? read(api, model)
  known.set(api, found)
  return found
}

/** Recorded answers of an API that its provider package reads, whole or as streams. */
async function read(api: string, model: Model): Promise<readonly Recorded[]> {
  const found: Recorded[] = []
  for (const file of sharedFiles(`fixtures/${api}`, '.json')) {
    const [exchange] = readRecorded(sharedPath(file))
    if (exchange?.request === undefined || exchange.response.status !== 200) continue
    const seen = await see(model(replayingFetch([exchange])), exchange).catch(() => undefined)
    if (seen !== undefined && !seen.hasError) found.push({ exchange, seen })
  }
  return found
}

/** What a client sees of a model's answer. */
interface Seen {
  readonly pieces: readonly Readonly<Record<string, unknown>>[]
  readonly finish: Readonly<Record<string, unknown>>
  readonly hasError: boolean
}

async function see(model: ReturnType<Model>, { response }: Exchange): Promise<Seen> {
  if (response.sse === undefined) {
    const { content, usage, finishReason, providerMetadata } = await model.doGenerate(PARAMS)
    return {
      pieces: content.map((piece) => ({ ...piece })),
      finish: { usage, finishReason, ...told(providerMetadata) },
      hasError: false,
    }
  }
  const parts = await convertReadableStreamToArray((await model.doStream(PARAMS)).stream)
  const finish = parts.find(({ type }) => type === 'finish') ?? {}
  const hasError = parts.some(({ type }) => type === 'error') || !('usage' in finish)
  return {
    pieces: parts.filter(({ type }) => type !== 'finish').map((part) => ({ ...part })),
    finish: { ...finish, ...told(Object(finish).providerMetadata) },
    hasError,
  }
}

function told(metadata: object | undefined): { readonly providerMetadata: object } {
  const { headroom: _, ...others }: Readonly<Record<string, unknown>> = { ...metadata }
  return { providerMetadata: others }
}

/** Ids that the provider package makes up. */
function withoutMadeUpIds(seen: Seen): unknown {
  return JSON.parse(JSON.stringify(seen), (name, value: unknown) =>
    ['id', 'toolCallId'].includes(name) ? undefined : value,
  )
}

/** The answer with every client tool renamed, so that all its calls are retrieve calls. Undefined: it calls none. */
function renamed(exchange: Exchange, { pieces }: Seen): Exchange | undefined {
  const calls = pieces.filter(({ type }) => type === 'tool-call')
  const others = pieces.some(({ type }) => type === 'tool-approval-request' || type === 'tool-result')
  if (calls.length === 0 || others || calls.some(({ providerExecuted }) => providerExecuted === true)) return undefined
  const { body, sse, ...rest } = exchange.response
  const given = sse ?? JSON.stringify(body)
  const names = calls.map(({ toolName }) => new RegExp(`("name": ?)"${String(toolName)}"`, 'g'))
  // Calls of the provider's own kinds (shells, patches) have no name.
  if (!names.every((name) => given.search(name) >= 0)) return undefined
  const text = names.reduce((before, name) => before.replaceAll(name, '$1"headroom_retrieve"'), given)
  const response = sse === undefined ? { ...rest, body: text } : { ...rest, sse: text }
  return { ...exchange, response }
}

describe.skipIf(!hasShared).each(APIS)(
  'headroomMiddleware over recorded replies of $api',
  ({ api, list, model, ...least }) => {
    it('gives each answer on as it is', async () => {
      const all = await readable(api, model)
      expect(all.length).toBeGreaterThan(least.replies)
      for (const { exchange, seen } of all) {
        const wrapped = await see(withHeadroom(model(replayingFetch([exchange]))), exchange)
        expect(withoutMadeUpIds(wrapped)).toEqual(withoutMadeUpIds(seen))
      }
    })

    it('answers calls that were recorded, and goes on with what was said kept', async () => {
      const all = await readable(api, model)
      const streams = [true, false].map((isStream) =>
        all.filter(({ exchange }) => (exchange.response.sse !== undefined) === isStream),
      )
      let answered = 0
      for (const group of streams) {
        const ending = group.find(
          ({ seen }) =>
            Object(seen.finish['finishReason']).unified === 'stop' &&
            !seen.pieces.some(({ type }) => String(type).startsWith('tool')),
        )
        for (const { exchange, seen } of group) {
          const calls = renamed(exchange, seen)
          const isWhole = ['stop', 'tool-calls'].includes(String(Object(seen.finish['finishReason']).unified))
          if (calls === undefined || ending === undefined || !isWhole) continue
          answered++
          const fetch = replayingFetch([calls, ending.exchange])
          const both = await see(withHeadroom(model(fetch)), exchange)
          expect(fetch.sent).toHaveLength(2)
          expect(JSON.stringify(both.pieces)).not.toContain('headroom_retrieve')
          const [first, second] = fetch.sent.map(({ body }) => JSON.stringify(Object(body)[list]))
          expect(second?.startsWith(first?.slice(0, -1) ?? '?')).toBe(true)
          for (const signature of seen.pieces.map(
            ({ providerMetadata }) => Object(Object(providerMetadata).anthropic).signature,
          )) {
            if (typeof signature === 'string') expect(second).toContain(signature)
          }
          const counts = [seen, ending.seen].map(
            ({ finish }) => Object(finish['usage']).outputTokens.total as number | undefined,
          )
          const total = counts.reduce((sum, tokens) => (sum === undefined ? tokens : sum + (tokens ?? 0)))
          expect(Object(both.finish['usage']).outputTokens.total).toBe(total)
        }
      }
      expect(answered).toBeGreaterThan(least.calls)
    })
  },
)
