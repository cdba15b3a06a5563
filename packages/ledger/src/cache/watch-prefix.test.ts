import { describe, expect, it } from 'vitest'
import { type Fingerprints, fingerprints } from './fingerprints.ts'
import { type Verdict, watchPrefix } from './watch-prefix.ts'

const MINUTE = 60_000
/** A time as clocks tell it. */
const START = Date.UTC(2026, 10, 22)
const mark = (ttl?: string): object => ({ cache_control: { type: 'ephemeral', ...(ttl !== undefined && { ttl }) } })

/** A conversation of so many messages of 1,000 tokens, marked at its end and, for longer, behind its system prompt. */
function prints(length: number, { word = 'word', system = 's', systemTtl = '5m', isMarked = true } = {}): Fingerprints {
  const content = (index: number): object[] => [
    { type: 'text', text: `${word}${index}`.padEnd(4000, '.'), ...(isMarked && index === length - 1 && mark()) },
  ]
  const found = fingerprints({
    model: 'claude-opus-4-8',
    system: [{ type: 'text', text: system.repeat(8000), ...(isMarked && mark(systemTtl)) }],
    messages: Array.from({ length }, (_, index) => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      content: content(index),
    })),
  })
  if (found === undefined) throw new Error('not a request')
  return found
}

function judged(after: Fingerprints, minutes: number, cacheRead?: number, before: Fingerprints = prints(3)): Verdict {
  const watch = watchPrefix()
  watch.next({ fingerprints: before, atMilliseconds: START })
  const total = after.regions.reduce((sum, { tokens }) => sum + tokens, 0)
  const usage = { input: 100, output: 1, cacheRead: cacheRead ?? 0, cacheWrite: total - 100 - (cacheRead ?? 0) }
  return watch.next({
    fingerprints: after,
    atMilliseconds: START + minutes * MINUTE,
    ...(cacheRead !== undefined && { usage }),
  })
}

describe('watchPrefix', () => {
  it('expects nothing of the first turn', () => {
    expect(watchPrefix().next({ fingerprints: prints(1), atMilliseconds: 0 })).toEqual({
      kind: 'first',
      expectedTokens: 0,
      lostTokens: 0,
    })
  })

  it('tells a read, a lapse, a break and a miss apart by what the provider reports', () => {
    expect(judged(prints(5), 2, 5000)).toMatchObject({ kind: 'read', lostTokens: 0, expectedTokens: 5000 })
    expect(judged(prints(5), 9, 0)).toMatchObject({ kind: 'lapsed', lostTokens: 5000 })
    expect(judged(prints(5), 2, 0)).toMatchObject({ kind: 'missed', lostTokens: 5000 })
    expect(judged(prints(5, { word: 'other' }), 2, 2000)).toMatchObject({
      kind: 'broken',
      change: 'messages[0].content[0].text changed between characters 0 and 128',
      lostTokens: 3000,
    })
  })

  it('blames a change of the very beginning, not the time, as long as the entry lived', () => {
    const changed = prints(5, { system: 't' })
    expect(judged(changed, 2, 0)).toMatchObject({ kind: 'broken', lostTokens: 5000 })
    expect(judged(changed, 9, 0)).toMatchObject({ kind: 'lapsed', lostTokens: 5000 })
  })

  it('judges by time and content alone where nothing is reported', () => {
    expect(judged(prints(5), 5).kind).toBe('read')
    expect(judged(prints(5), 5.1).kind).toBe('lapsed')
    expect(judged(prints(5, { word: 'other' }), 2).kind).toBe('broken')
  })

  it('calls a change after a lapse a lapse, and names the change', () => {
    expect(judged(prints(5, { word: 'other' }), 9, 0)).toMatchObject({
      kind: 'lapsed',
      change: 'messages[0].content[0].text changed between characters 0 and 128',
    })
  })

  it('believes the provider where it read past what looks like a break', () => {
    expect(judged(prints(5, { word: 'other' }), 2, 5000).kind).toBe('read')
  })

  it('knows what is kept for an hour', () => {
    const long = prints(3, { systemTtl: '1h' })
    expect(judged(prints(5), 30, 2000, long)).toMatchObject({ kind: 'lapsed', lostTokens: 3000 })
    expect(watchAll(long, prints(3), 61)).toMatchObject({ kind: 'lapsed', lostTokens: 5000 })
  })

  it('expects nothing where nothing was marked, or too little', () => {
    expect(judged(prints(5), 2, 0, prints(3, { isMarked: false })).kind).toBe('uncached')
    const short = fingerprints({ model: 'gpt-5.4', instructions: 'i', input: 'hi' })
    if (short === undefined) throw new Error('not a request')
    expect(judged(short, 2, 0, short).kind).toBe('uncached')
  })

  it('knows how long OpenAI keeps a prefix', () => {
    const asked = (members: object): Fingerprints => {
      const found = fingerprints({ instructions: 'x'.repeat(8000), input: 'hi', ...members })
      if (found === undefined) throw new Error('not a request')
      return found
    }
    const kindAfter = (minutes: number, members: object): string =>
      watchAll(asked(members), asked(members), minutes).kind
    expect(kindAfter(29, { model: 'gpt-5.6' })).toBe('read')
    expect(kindAfter(31, { model: 'gpt-5.6' })).toBe('lapsed')
    expect(kindAfter(31, { model: 'gpt-5.4' })).toBe('lapsed')
    expect(kindAfter(23 * 60, { model: 'gpt-5.4', prompt_cache_retention: '24h' })).toBe('read')
    expect(kindAfter(11 * 60, { model: 'gpt-6-sol', prompt_cache_options: { ttl: '12h' } })).toBe('read')
    expect(kindAfter(29, { model: 'gpt-5.4', prompt_cache_options: { ttl: '30m' } })).toBe('read')
    expect(kindAfter(31, { model: 'gpt-5.4', prompt_cache_options: { ttl: '30m' } })).toBe('lapsed')
  })

  it('takes the time that the caller gives', () => {
    const watch = watchPrefix({ ttlMilliseconds: MINUTE })
    watch.next({ fingerprints: prints(3), atMilliseconds: 0 })
    expect(watch.next({ fingerprints: prints(5), atMilliseconds: 2 * MINUTE }).kind).toBe('lapsed')
  })

  it('goes on from a state that went through JSON', () => {
    const watch = watchPrefix()
    watch.next({ fingerprints: prints(3), atMilliseconds: 0 })
    const state: unknown = JSON.parse(JSON.stringify(watch.state()))
    expect(state).toEqual(watch.state())
    const resumed = watchPrefix({
      ...(watch.state() && { state: state as NonNullable<ReturnType<typeof watch.state>> }),
    })
    const turn = { fingerprints: prints(5, { word: 'x' }), atMilliseconds: MINUTE }
    expect(resumed.next(turn)).toEqual(watch.next(turn))
  })
})

function watchAll(before: Fingerprints, after: Fingerprints, minutes: number): Verdict {
  const watch = watchPrefix()
  watch.next({ fingerprints: before, atMilliseconds: 0 })
  return watch.next({ fingerprints: after, atMilliseconds: minutes * MINUTE })
}
