import { type Dialect, dialects, type Usage } from '@headroom/core'
import { createLedger, type Entry } from '@headroom/ledger'
import { describe, expect, it } from 'vitest'
import { hasShared, sharedFiles, sharedJson } from '../shared-data.ts'

/** A recorded reply whose usage its dialect reads. */
interface RecordedUsage {
  readonly name: string
  readonly dialect: string
  readonly model: string
  /** The provider's own words, as they came. */
  readonly reported: WireObject
  readonly usage: Usage
}

type WireObject = Readonly<Record<string, unknown>>

/** The last day of the recordings. Any day would do: nothing here depends on an amount. */
const AT = Date.UTC(2026, 6, 24, 12)

const ALL: readonly RecordedUsage[] = dialects.flatMap((dialect) =>
  [...sharedFiles(`fixtures/${dialect.name}`, '.json'), ...invokedOf(dialect)].flatMap((name) =>
    usageIn(name, dialect),
  ),
)

describe.skipIf(!hasShared)('every recorded usage', () => {
  it('is there in numbers', () => {
    for (const { name } of dialects) {
      const found = ALL.filter(({ dialect }) => dialect === name)
      expect(found.length, name).toBeGreaterThan(50)
    }
  })

  it('falls into classes that add up to what the provider reports', () => {
    for (const { name, dialect, reported, usage } of ALL) {
      const { tokens } = entryOf(name, 'any', usage)
      const prompt = tokens.input + tokens.cacheRead + tokens.cacheWriteShort + tokens.cacheWriteLong
      expect(prompt, `prompt of ${name}`).toBe(promptIn(reported, dialect))
      expect(tokens.output, `output of ${name}`).toBe(usage.output)
      expect(tokens.reasoning, `reasoning of ${name}`).toBeLessThanOrEqual(tokens.output)
      for (const count of Object.values(tokens)) expect(count, `a class of ${name}`).toBeGreaterThanOrEqual(0)
    }
  })

  it('costs something where the model has a price, and has no dollars where it has none', () => {
    let priced = 0
    for (const { name, model, usage } of ALL) {
      const { price, dollars, savedDollars, unpricedRequests } = entryOf(name, model, usage)
      expect(dollars === undefined, name).toBe(price === undefined)
      expect(unpricedRequests, name).toBe(price === undefined ? 1 : 0)
      if (dollars === undefined) continue
      priced += 1
      expect(dollars.total, name).toBeGreaterThanOrEqual(0)
      expect(savedDollars, name).toBe(0)
      const { total, ...classes } = dollars
      expect(
        Object.values(classes).reduce((sum, one) => sum + one, 0),
        name,
      ).toBeCloseTo(total, 9)
    }
    expect(priced).toBeGreaterThan(ALL.length / 2)
  })

  it('has no price under a name that is no model', () => {
    for (const { name, usage } of ALL) expect(entryOf(name, `no-${name}`, usage).dollars, name).toBe(undefined)
  })
})

function entryOf(conversation: string, model: string, usage: Usage): Entry {
  return createLedger().record({ conversation, model, at: AT, usage })
}

/** Anthropic's bodies behind Bedrock's InvokeModel are that dialect's. */
function invokedOf({ name }: Dialect): readonly string[] {
  return name === 'anthropic-messages' ? sharedFiles('fixtures/bedrock-invoke', '.json') : []
}

function usageIn(name: string, dialect: Dialect): readonly RecordedUsage[] {
  const { request, response } = sharedJson(name) as Recorded
  const reply = response.body ?? streamedReply(response, dialect)
  const usage = typeof reply === 'object' && reply !== null ? dialect.usage(reply) : undefined
  const reported = objectOf(reply)?.['usage'] ?? objectOf(objectOf(reply)?.['response'] ?? reply)?.['usageMetadata']
  if (usage === undefined || objectOf(reported) === undefined) return []
  return [{ name, dialect: dialect.name, model: modelOf(reply, request), reported: reported as WireObject, usage }]
}

interface Recorded {
  readonly request: { readonly path?: string; readonly body?: unknown } | null
  readonly response: { readonly body?: unknown; readonly sse_text?: string; readonly events?: readonly WireObject[] }
}

function streamedReply({ sse_text: text, events = [] }: Recorded['response'], dialect: Dialect): unknown {
  const reader = dialect.readStream()
  for (const event of text === undefined ? events.map(payloadOf) : eventsOf(text)) reader.push(event)
  return reader.reply()
}

function eventsOf(text: string): readonly unknown[] {
  return text.split(/\r?\n/).flatMap((line) => {
    if (!line.startsWith('data:')) return []
    try {
      return [JSON.parse(line.slice('data:'.length)) as unknown]
    } catch {
      // `[DONE]`, and what a recording cut off.
      return []
    }
  })
}

/** InvokeModel wraps the events of the model in base64. */
function payloadOf({ payload }: WireObject): unknown {
  const bytes = objectOf(payload)?.['bytes']
  return typeof bytes === 'string' ? JSON.parse(Buffer.from(bytes, 'base64').toString()) : payload
}

function modelOf(reply: unknown, request: Recorded['request']): string {
  const whole = objectOf(objectOf(reply)?.['response']) ?? objectOf(reply)
  const named = whole?.['model'] ?? whole?.['modelVersion'] ?? objectOf(request?.body)?.['model']
  const path = decodeURIComponent(/\/models?\/([^/?]+)/.exec(request?.path ?? '')?.[1] ?? '')
  return typeof named === 'string' ? named : (path.split(':generate')[0] ?? '').replace(/:streamGenerateContent$/, '')
}

/** Tokens of the whole prompt in a provider's own words: two of them count what is cached apart. */
function promptIn(reported: WireObject, dialect: string): number {
  const count = (member: string): number => Number(reported[member] ?? 0)
  if (dialect === 'bedrock-converse')
    return count('inputTokens') + count('cacheReadInputTokens') + count('cacheWriteInputTokens')
  if (dialect === 'gemini') return count('promptTokenCount') + count('toolUsePromptTokenCount')
  if (dialect === 'openai-chat') return count('prompt_tokens')
  if (dialect === 'openai-responses') return count('input_tokens')
  const compactions = Array.isArray(reported['iterations']) ? reported['iterations'].map(objectOf) : []
  return [reported, ...compactions.filter((run) => run?.['type'] === 'compaction')].reduce(
    (sum, run) => sum + ANTHROPIC.reduce((ofRun, member) => ofRun + Number(run?.[member] ?? 0), 0),
    0,
  )
}

const ANTHROPIC = ['input_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens']

function objectOf(value: unknown): WireObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as WireObject) : undefined
}
