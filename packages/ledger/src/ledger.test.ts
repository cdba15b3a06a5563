import type { Usage } from '@headroom/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLedger, type Entry, type Ledger } from './ledger.ts'
import type { Removed } from './removed.ts'
import type { RequestRecord } from './request-record.ts'

const SEED = 4
const MODEL = 'claude-sonnet-4-6'
const AT = Date.UTC(2026, 10, 22, 12)

/** One request of a conversation: how it grows, what is taken out of it, whether the cache still holds. */
interface Turn {
  readonly grown: number
  readonly removed: number
  readonly isLapsed: boolean
}

const turns: fc.Arbitrary<readonly Turn[]> = fc.array(
  fc.record({ grown: fc.integer({ min: 1, max: 5000 }), removed: fc.nat(9000), isLapsed: fc.boolean() }),
  { minLength: 1, maxLength: 12 },
)

/** A provider that reads all of the last prompt from its cache, unless it lapsed, and writes the rest, for prompts of these lengths. */
function usagesOf(prompts: readonly number[], all: readonly Turn[]): readonly Usage[] {
  return prompts.map((prompt, at) => {
    const cacheRead = all[at]?.isLapsed === true ? 0 : (prompts[at - 1] ?? 0)
    return { input: 0, cacheRead, cacheWrite: prompt - cacheRead, output: 100 }
  })
}

function sums(numbers: readonly number[]): readonly number[] {
  let sum = 0
  return numbers.map((one) => (sum += one))
}

/** The requests of a conversation, shortened as its turns say. */
function conversationOf(name: string, all: readonly Turn[]): readonly RequestRecord[] {
  const prompts = sums(all.map(({ grown }) => grown))
  return usagesOf(prompts, all).map((usage, at) => {
    const removed = all.slice(0, at + 1).map((turn, of): Removed => ({ id: `part ${of}`, tokens: turn.removed }))
    return { conversation: name, model: MODEL, at: AT + at, usage, removed, sentTokens: prompts[at] ?? 0 }
  })
}

/** The same, had nothing been shortened. */
function untouched(name: string, all: readonly Turn[]): readonly RequestRecord[] {
  const prompts = sums(all.map(({ grown, removed }) => grown + removed))
  return usagesOf(prompts, all).map((usage, at) => ({ conversation: name, model: MODEL, at: AT + at, usage }))
}

function recorded(requests: readonly RequestRecord[], ledger: Ledger = createLedger()): Ledger {
  for (const request of requests) ledger.record(request)
  return ledger
}

function billOf(requests: readonly RequestRecord[]): number {
  return recorded(requests).report().total.dollars?.total ?? Number.NaN
}

describe('what a ledger estimates as saved', () => {
  it('is what the conversation would have cost, less what it cost', () => {
    fc.assert(
      fc.property(turns, (all) => {
        const shortened = conversationOf('c', all)
        const { total } = recorded(shortened).report()
        expect(total.savedDollars).toBeCloseTo(billOf(untouched('c', all)) - billOf(shortened), 9)
        expect(total.removedTokens).toBe(all.reduce((sum, { removed }) => sum + removed, 0))
      }),
      { seed: SEED },
    )
  })

  it('is worked out by hand for two requests', () => {
    const first = { input: 0, cacheWrite: 10_000, output: 100 }
    const second = { input: 0, cacheRead: 10_000, cacheWrite: 1000, output: 100 }
    const removed = [{ id: 'a', tokens: 4000 }]
    const requests = [
      { conversation: 'c', model: MODEL, at: AT, usage: first, removed, sentTokens: 8000 },
      { conversation: 'c', model: MODEL, at: AT, usage: second, removed, sentTokens: 8800 },
    ]
    const { total } = recorded(requests).report()
    // 10,000 tokens for 8,000 of ours: 1.25. So 4,000 are 5,000: written once at $3.75, read once at $0.30 a million.
    expect(total).toMatchObject({ removedTokens: 5000, savedDollars: 0.020_25, lookupDollars: 0, unscaledRequests: 0 })
  })

  it('is nothing where nothing was removed', () => {
    expect(recorded(untouched('c', [{ grown: 9, removed: 9, isLapsed: false }])).report().total).toMatchObject({
      removedTokens: 0,
      savedDollars: 0,
    })
  })

  it('is the dearer price of the whole prompt where shortening keeps it below a length', () => {
    const usage = { input: 150_000, output: 1000 }
    const removed = [{ id: 'a', tokens: 100_000 }]
    const ledger = createLedger()
    const entry = ledger.record({
      conversation: 'c',
      model: 'gemini-2.5-pro',
      at: AT,
      usage,
      removed,
      sentTokens: 150_000,
    })
    // 250,000 × $2.50 + 1,000 × $15 a million, less 150,000 × $1.25 + 1,000 × $10.
    expect(entry.dollars?.total).toBeCloseTo(0.1975, 12)
    expect(entry.savedDollars).toBeCloseTo(0.64 - 0.1975, 12)
  })

  it('says how many requests were not scaled', () => {
    const request = { conversation: 'c', model: MODEL, at: AT, usage: { input: 10, output: 1 } }
    const ledger = createLedger()
    expect(ledger.record({ ...request, removed: [{ id: 'a', tokens: 5 }] })).toMatchObject({ ratio: undefined })
    expect(ledger.record({ ...request, sentTokens: 8 })).toMatchObject({ ratio: 1.25, removedTokens: 0 })
    ledger.record(request)
    expect(ledger.report().total).toMatchObject({ unscaledRequests: 1, removedTokens: 5 })
  })
})

describe('what lookups cost', () => {
  const removed = [{ id: 'a', tokens: 1000 }]
  const asks: RequestRecord = {
    conversation: 'c',
    model: MODEL,
    at: AT,
    usage: { input: 1000, output: 100 },
    removed,
    lookups: { retrievals: 1, alone: true },
  }
  const follows: RequestRecord = {
    ...asks,
    usage: { input: 2000, output: 300 },
    removed: [...removed, { id: 'answer', tokens: -900 }],
    lookups: {},
  }

  it('is the reply that only asks and the prompt that only answers', () => {
    const ledger = createLedger()
    // 1,000 tokens at $3 are not sent; 100 tokens at $15 would not have been written.
    expect(ledger.record(asks)).toMatchObject({ savedDollars: 0.003 - 0.0015, lookupDollars: 0.0015, retrievals: 1 })
    // The prompt of 2,000 tokens at $3 would not have been sent.
    expect(ledger.record(follows)).toMatchObject({ savedDollars: -0.006, lookupDollars: 0.006, removedTokens: -900 })
    expect(ledger.report().total.savedDollars).toBe(-0.0045)
    // What was read again stays in the prompt and is billed with it: 100 tokens fewer than the original.
    const next = ledger.record({ ...follows, usage: { input: 0, cacheRead: 3000, output: 10 } })
    expect(next).toMatchObject({ savedDollars: 0.000_03, lookupDollars: 0, removedTokens: 0 })
  })

  it('is the calls themselves where the reply makes others too', () => {
    const ledger = createLedger()
    const beside = { retrievals: 1, rereads: 2, outputTokens: 40 }
    expect(ledger.record({ ...asks, lookups: beside })).toMatchObject({ lookupDollars: 0.0006, rereads: 2 })
    expect(ledger.record(follows)).toMatchObject({ lookupDollars: 0 })
  })
})

/** Conversations of several turns, and the order in which their requests came: each keeps its own order. */
const interleaved: fc.Arbitrary<readonly [readonly RequestRecord[], readonly RequestRecord[]]> = fc
  .tuple(fc.array(turns, { minLength: 1, maxLength: 5 }), fc.infiniteStream(fc.nat()))
  .map(([all, draws]) => {
    const queues = all.map((one, at) => [...conversationOf(`conversation ${at}`, one)])
    const plain = queues.flat()
    const mixed: RequestRecord[] = []
    for (const draw of draws) {
      const waiting = queues.filter(({ length }) => length > 0)
      const next = waiting[draw % waiting.length]?.shift()
      if (next === undefined) break
      mixed.push(next)
    }
    return [plain, mixed]
  })

describe('a ledger', () => {
  it('has the same totals in whatever order conversations come', () => {
    fc.assert(
      fc.property(interleaved, ([plain, mixed]) => {
        const [one, two] = [recorded(plain).report(), recorded(mixed).report()]
        expect(two.total).toEqual(one.total)
        expect(two.days).toEqual(one.days)
        expect(two.measured).toEqual(one.measured)
        expect([...two.conversations].sort(byName)).toEqual([...one.conversations].sort(byName))
      }),
      { seed: SEED, numRuns: 50 },
    )
  })

  it('adds up: classes to their total; requests, conversations, models and days to the whole', () => {
    fc.assert(
      fc.property(interleaved, ([, mixed]) => {
        const ledger = createLedger()
        const entries: readonly Entry[] = mixed.map((request) => ledger.record(request))
        const { total, conversations, models, days } = ledger.report()
        for (const parts of [entries, conversations, models, days]) {
          expect(parts.reduce((sum, one) => sum + one.requests, 0)).toBe(total.requests)
          expect(parts.reduce((sum, one) => sum + one.tokens.cacheRead, 0)).toBe(total.tokens.cacheRead)
          expect(parts.reduce((sum, one) => sum + one.removedTokens, 0)).toBe(total.removedTokens)
          expect(parts.reduce((sum, one) => sum + (one.savedDollars ?? 0), 0)).toBeCloseTo(total.savedDollars ?? 0, 9)
        }
        const { total: bill = 0, ...classes } = total.dollars ?? { total: Number.NaN }
        expect(Object.values<number>(classes).reduce((sum, one) => sum + one, 0)).toBeCloseTo(bill, 9)
        for (const { tokens } of entries)
          for (const count of Object.values(tokens)) expect(count).toBeGreaterThanOrEqual(0)
      }),
      { seed: SEED, numRuns: 50 },
    )
  })

  it('goes on from its JSON as if it had never stopped', () => {
    fc.assert(
      fc.property(interleaved, fc.nat(), ([, mixed], draw) => {
        const stop = draw % (mixed.length + 1)
        const options = { holdout: 0.3 }
        const requests = mixed.map((request, at) =>
          at % 3 === 0 ? { ...request, lookups: { retrievals: 1, alone: true } } : request,
        )
        const whole = recorded(requests, createLedger(options))
        const first = recorded(requests.slice(0, stop), createLedger(options))
        const state: unknown = JSON.parse(JSON.stringify(first))
        const second = recorded(requests.slice(stop), createLedger({ ...options, state }))
        expect(second.report()).toEqual(whole.report())
        expect(JSON.stringify(second)).toBe(JSON.stringify(whole))
      }),
      { seed: SEED, numRuns: 50 },
    )
  })

  it('prices each call of a hidden loop by its own length, and sums what they used', () => {
    const round = { conversation: 'c', model: 'gemini-2.5-pro', at: AT, usage: { input: 150_000, output: 100 } }
    const { total } = recorded([round, round]).report()
    // 300,000 × $1.25 + 200 × $10 a million: no prompt has more than 200,000 tokens.
    expect(total).toMatchObject({ requests: 2, tokens: { input: 300_000, output: 200 }, dollars: { total: 0.377 } })
  })

  it('has no dollars for a model that is free for all we know, and none to pay where the caller says so', () => {
    const request = { conversation: 'c', model: 'llama3.1:8b', at: AT, usage: { input: 9, output: 9 } }
    expect(recorded([request]).report().total).toMatchObject({ dollars: undefined, tokens: { input: 9 } })
    const own = createLedger({ prices: { 'llama3.1:8b': { input: 0, output: 0 } } })
    expect(recorded([request], own).report().total).toMatchObject({ dollars: { total: 0 }, unpricedRequests: 0 })
  })

  it('lets go of old conversations and keeps their sums', () => {
    const ledger = createLedger({ maxConversations: 2 })
    const one = conversationOf('c', [{ grown: 5, removed: 3, isLapsed: false }])
    for (const name of ['a', 'b', 'a', 'c'])
      recorded(
        one.map((request) => ({ ...request, conversation: name })),
        ledger,
      )
    const { conversations, total } = ledger.report()
    expect(conversations.map(({ name }) => name)).toEqual(['a', 'c'])
    expect(total.requests).toBe(4)
  })

  it('stays small under endless models, days, conversations and parts', () => {
    const ledger = createLedger({ maxConversations: 3 })
    const removed = Array.from({ length: 1100 }, (_, at): Removed => ({ id: `part ${at}`, tokens: 1 }))
    const DAY = 86_400_000
    for (let at = 0; at < 410; at++) {
      const usage = { input: 1, output: 1 }
      ledger.record({ conversation: `c ${at}`, model: `m ${at}`, at: at * DAY, usage, removed })
    }
    const { models, days, conversations, total } = ledger.report()
    expect([models.length, days.length, conversations.length, total.requests]).toEqual([257, 400, 3, 410])
    expect(models.at(-1)).toMatchObject({ name: 'other models', requests: 154 })
    expect(days[0]?.name).toBe('1970-01-11')
    // 3 × 1,024 parts of 20 digits or so.
    expect(JSON.stringify(ledger).length).toBeLessThan(700_000)
  })

  it('counts a part once, also where newer ones have come since', () => {
    const ledger = createLedger()
    const request = { conversation: 'c', model: MODEL, at: AT, usage: { input: 10_000, output: 1 } }
    const parts = Array.from({ length: 1000 }, (_, at): Removed => ({ id: `${at}`, tokens: 1 }))
    const newer = Array.from({ length: 100 }, (_, at): Removed => ({ id: `new ${at}`, tokens: 1 }))
    ledger.record({ ...request, removed: parts })
    ledger.record({ ...request, removed: [...parts.slice(0, 500), ...newer] })
    ledger.record({ ...request, removed: [...parts.slice(0, 500), ...newer] })
    expect(ledger.report().total.removedTokens).toBe(1100)
  })

  it('measures against conversations held out, leaving out those without a price or shortened all the same', () => {
    const ledger = createLedger({ holdout: 0.5 })
    for (let at = 0; at < 200; at++) {
      const conversation = `c ${at}`
      const isHeldOut = ledger.isHeldOut(conversation)
      const usage = { input: isHeldOut ? 2_000_000 : 1_000_000, output: 0 }
      ledger.record({ conversation, model: MODEL, at: AT, usage })
    }
    const heldOut = Array.from({ length: 200 }, (_, at) => `c ${at}`).filter(ledger.isHeldOut)
    const before = ledger.report().measured
    expect(before).toMatchObject({ state: 'measured', heldOut: heldOut.length, savedDollars: 3, low: 3, high: 3 })
    const more = { model: MODEL, at: AT, usage: { input: 1, output: 0 } }
    ledger.record({ ...more, conversation: heldOut[0] ?? '', removed: [{ id: 'a', tokens: 1 }] })
    ledger.record({ ...more, conversation: heldOut[1] ?? '', model: 'unknown' })
    expect(ledger.report().measured).toMatchObject({ heldOut: heldOut.length - 2, savedDollars: 3 })
  })

  it('says what is wrong with an option, a record or a state', () => {
    expect(() => createLedger({ holdout: 2 })).toThrow('`holdout` must be from 0 to 1, got 2')
    expect(() => createLedger({ maxConversations: 0 })).toThrow('`maxConversations` must be')
    expect(() => createLedger({ holdOut: 0.1 } as never)).toThrow('`holdOut` is no option; known are prices, holdout,')
    expect(() => createLedger(null as never)).toThrow('`options` must be an object, got null')
    expect(() => createLedger({ holdout: '0.1' } as never)).toThrow('`holdout` must be from 0 to 1')
    expect(() => createLedger().isHeldOut(undefined as never)).toThrow('`conversation` must be a string')
    const record = { conversation: 'c', model: MODEL, at: AT, usage: { input: 1, output: 1 } }
    const broken: readonly (readonly [object, string])[] = [
      [{ conversation: 3 }, '`conversation`'],
      [{ model: undefined }, '`model`'],
      [{ provider: 3 }, '`provider`'],
      [{ at: Number.NaN }, '`at`'],
      [{ at: 1e300 }, '`at`'],
      [{ usage: undefined }, '`usage`'],
      [{ usage: { prompt_tokens: 9, completion_tokens: 9 } }, '`usage` must be a usage as `dialect.usage()` gives it'],
      [{ usage: { input_tokens: 9, output: 9 } }, '`usage`'],
      [{ serviceTier: 3 }, '`serviceTier`'],
      [{ sentTokens: '9' }, '`sentTokens`'],
      [{ lookups: 3 }, '`lookups` must be an object, got 3'],
      [{ lookups: null }, '`lookups` must be an object, got null'],
      [{ removed: [{ id: 'a', tokens: Number.NaN }] }, '`removed`'],
    ]
    for (const [part, named] of broken)
      expect(() => createLedger().record({ ...record, ...part } as never)).toThrow(named)
  })
})

describe('createLedger', () => {
  const good = JSON.stringify(recorded(conversationOf('c', [{ grown: 5, removed: 3, isLapsed: false }])))

  it.each([
    ['3', 'must be what `toJSON()` gave, but state is 3'],
    ['{}', 'must be of version 1, got undefined'],
    ['{"version":2}', 'must be of version 1, got 2'],
    ['{"version":1}', 'state.books'],
    [good.replace(/"requests":\d+/, '"requests":"1"'), 'requests of state.books.total is 1'],
    [good.replace(/"saved":"\d+"/, '"saved":7'), 'saved of state.books.total is 7'],
    [good.replace('"shortened","parts"', '"no","parts"'), 'the group of a conversation is no'],
    [good.replace(/"parts":\[\[\d+/, '"parts":[["x"'), 'a part of a conversation'],
    [good.replace('"models":[', '"models":[3,'), 'a list of the state is 3'],
    [good.replace('"days":[[', '"days":[[4,'), 'a name of the state is 4'],
  ])('takes no state like %.60s', (json, problem) => {
    expect(() => createLedger({ state: JSON.parse(json) as unknown })).toThrow(problem)
  })
})

function byName(one: { readonly name: string }, two: { readonly name: string }): number {
  return one.name < two.name ? -1 : 1
}
