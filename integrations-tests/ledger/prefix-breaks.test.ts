import { dialectOf, type Path } from '@headroom/core'
import { compareFingerprints, type Comparison, type Fingerprints, fingerprints, watchPrefix } from '@headroom/ledger'
import { describe, expect, it } from 'vitest'
import { hasShared } from '../shared-data.ts'
import { type Conversation, recordedConversations, type SentRequest, traceConversations } from './conversations.ts'
import { type Break, breaksOf } from './injected-breaks.ts'

const RECORDED = recordedConversations()
const TRACES = traceConversations()
/** What may stand behind a place: its text, where the client wrote that without a block; where in it; which tool it is of. */
const ENDING =
  /^(?:(?:\[0\])?\.text)?(?: changed)?(?: between characters \d+ and \d+| after character \d+)?(?: \(.*\))?$/
const SECOND = 1000
const HOURS = 25 * 3_600_000

/** Pairs of requests that follow each other in a recorded conversation. */
const PAIRS = RECORDED.flatMap(({ requests }) =>
  requests.slice(1).flatMap((after, index) => {
    const before = requests[index]
    return before === undefined ? [] : [{ before, after }]
  }),
)

describe.skipIf(!hasShared)('compareFingerprints over recorded conversations', () => {
  it('sees no break where a request begins as the one before, and the break where it does not', () => {
    let grown = 0
    let broken = 0
    for (const { before, after } of PAIRS) {
      const relation = relationOf(before.body, after.body)
      if (relation === 'unclear') continue
      const { status } = compare(before, after)
      if (relation === 'grown') {
        grown += 1
        expect(['same', 'grown'], after.name).toContain(status)
      } else {
        broken += 1
        expect(['broken', 'shortened'], after.name).toContain(status)
      }
    }
    expect(grown).toBeGreaterThan(350)
    expect(broken).toBeGreaterThan(15)
  })

  it('sees every session grow', () => {
    let turns = 0
    for (const { requests } of TRACES) {
      for (const [index, after] of requests.entries()) {
        const before = requests[index - 1]
        if (before === undefined) continue
        turns += 1
        expect(compare(before, after).status, after.name).toBe('grown')
      }
    }
    expect(turns).toBeGreaterThan(500)
  })
})

describe.skipIf(!hasShared)('compareFingerprints on breaks put into real requests', () => {
  const injected = [...TRACES, ...RECORDED].flatMap(({ requests }) => {
    const last = requests.at(-1)
    return last === undefined ? [] : breaksOf(last).map((one) => ({ ...one, request: last }))
  })

  it('blames each on exactly what was changed', () => {
    for (const { request, change, kind: _, ...changed } of injected) {
      const comparison = compareFingerprints(printsOf(request), printsOf({ ...request, ...changed }))
      expect(comparison.status, `${change} in ${request.name}`).toBe('broken')
      const said = comparison.status === 'broken' ? comparison.change : ''
      expect(said.slice(0, change.length), request.name).toBe(change)
      expect(said.slice(change.length), request.name).toMatch(ENDING)
    }
  })

  it.each<Break['kind']>(['tool', 'tool order', 'system', 'message', 'message inserted', 'message removed', 'model'])(
    'has many of the kind: %s',
    (kind) => {
      const found = injected.filter((one) => one.kind === kind)
      expect(found.length).toBeGreaterThan(30)
      const formats = new Set(found.map(({ request }) => dialectOf(request.body)?.name))
      expect(formats.size).toBeGreaterThanOrEqual(4)
    },
  )

  it('takes a moved cache marker for no change', () => {
    let moved = 0
    for (const { requests } of RECORDED) {
      for (const request of requests) {
        const bare = withoutMarkers(request.body)
        if (JSON.stringify(bare) === JSON.stringify(request.body)) continue
        moved += 1
        expect(compare(request, { ...request, body: bare }).status, request.name).toBe('same')
      }
    }
    expect(moved).toBeGreaterThan(10)
  })
})

describe.skipIf(!hasShared)('watchPrefix over real sessions', () => {
  it('never speaks of a break while a session only grows, however long the pauses are', () => {
    for (const conversation of TRACES) {
      for (const kind of kindsOf(conversation, SECOND)) expect(['first', 'read', 'uncached']).toContain(kind)
      for (const kind of kindsOf(conversation, HOURS)) expect(['first', 'lapsed', 'uncached']).toContain(kind)
    }
  })

  it('tells a break in time from one after the cache lapsed, and names it in both', () => {
    let breaks = 0
    for (const { requests } of TRACES) {
      const request = requests.at(-1)
      const found = request && breaksOf(request).find(({ kind }) => kind === 'message')
      if (request === undefined || found === undefined) continue
      const [before, after] = [printsOf(request), printsOf({ ...request, body: found.body })]
      if (before.caching === 'marked') continue
      for (const [gap, kind] of [
        [SECOND, 'broken'],
        [HOURS, 'lapsed'],
      ] as const) {
        const watch = watchPrefix()
        watch.next({ fingerprints: before, atMilliseconds: 0 })
        const verdict = watch.next({
          fingerprints: after,
          atMilliseconds: gap,
          usage: { input: 1, cacheRead: 0, output: 1 },
        })
        if (verdict.kind === 'uncached') continue
        breaks += 1
        expect(verdict.kind, request.name).toBe(kind)
        expect(verdict.change?.startsWith(found.change), request.name).toBe(true)
      }
    }
    expect(breaks).toBeGreaterThan(50)
  })
})

const KNOWN = new WeakMap<SentRequest, Fingerprints>()

function printsOf(request: SentRequest): Fingerprints {
  const { body, model } = request
  const prints = KNOWN.get(request) ?? fingerprints(body, model === undefined ? {} : { model })
  if (prints === undefined) throw new Error('not a request')
  KNOWN.set(request, prints)
  return prints
}

function compare(before: SentRequest, after: SentRequest): Comparison {
  return compareFingerprints(printsOf(before), printsOf(after))
}

function kindsOf({ requests }: Conversation, gap: number): readonly string[] {
  const watch = watchPrefix()
  return requests.map(
    (request, index) => watch.next({ fingerprints: printsOf(request), atMilliseconds: index * gap }).kind,
  )
}

const LISTS: readonly Path[] = [['messages'], ['input'], ['contents']]

/**
 * How two requests relate, read from their JSON alone. `unclear` where members beside the conversation differ: some of them break a
 * prefix, some do not.
 */
function relationOf(before: object, after: object): 'grown' | 'parted' | 'unclear' {
  const [was, is] = [withoutMarkers(before), withoutMarkers(after)]
  const list = LISTS.map(([name]) => String(name)).find((name) => Array.isArray(was[name]) && Array.isArray(is[name]))
  if (list === undefined) return 'unclear'
  const others = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => name !== list)
  if (others.some((name) => sorted(was[name]) !== sorted(is[name]))) return 'unclear'
  const [had, has] = [was[list] as readonly unknown[], is[list] as readonly unknown[]]
  if (had.some((item) => hasText(item) !== hasText(has[had.indexOf(item)]))) return 'unclear'
  return had.every((item, index) => sorted(item) === sorted(has[index])) ? 'grown' : 'parted'
}

/** Whether a content is written as a text, which stands for a list of one. */
function hasText(item: unknown): boolean {
  return typeof Object(item).content === 'string'
}

/** JSON with members in one order. */
function sorted(value: unknown): string {
  return (
    JSON.stringify(value, (_, inside: unknown) =>
      typeof inside === 'object' && inside !== null && !Array.isArray(inside)
        ? Object.fromEntries(Object.entries(inside).toSorted(([one], [two]) => (one < two ? -1 : 1)))
        : inside,
    ) ?? ''
  )
}

const MARKERS: ReadonlySet<string> = new Set(['cache_control', 'prompt_cache_breakpoint'])

function withoutMarkers(body: object): Readonly<Record<string, unknown>> {
  return JSON.parse(
    JSON.stringify(body, (key, value: unknown) => {
      if (MARKERS.has(key)) return undefined
      return Array.isArray(value) ? value.filter((item) => !Object.hasOwn(Object(item), 'cachePoint')) : value
    }),
  ) as Readonly<Record<string, unknown>>
}
