import { applyEdits, dialectOf, type Edit, type Path } from '@headroom/core'
import { advise, compareFingerprints, fingerprints, placeBreakpoints } from '@headroom/ledger'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasShared } from '../shared-data.ts'
import { recordedConversations } from './conversations.ts'

/** Every recorded request that caches by markers of Anthropic's. */
const REQUESTS = recordedConversations()
  .flatMap(({ requests }) => requests)
  .filter(({ body }) => dialectOf(body)?.name === 'anthropic-messages')

/** Every text is long enough for any model. */
const countTokens = ({ length }: string): number => length * 5000

interface Marker {
  readonly path: Path
  readonly block: Readonly<Record<string, unknown>>
  readonly ttl: unknown
}

describe.skipIf(!hasShared)('placeBreakpoints over recorded requests', () => {
  it('gives a request that the provider takes, whatever the client marked, and keeps the marks of the client', () => {
    let placed = 0
    const ttl = fc.constantFrom('5m', '1h', undefined)
    const draws = fc.array(fc.tuple(fc.nat(), ttl), { maxLength: 5 })
    fc.assert(
      fc.property(fc.constantFrom(...REQUESTS), draws, fc.boolean(), ({ name, body }, marks, isAutomatic) => {
        const request = marked(body, marks, isAutomatic)
        fc.pre(problemOf(request) === undefined)
        const edits = placeBreakpoints(request, { dialect: 'anthropic-messages', countTokens })
        placed += edits.length
        const result = applyEdits(request, edits)
        expect(problemOf(result), name).toBe(undefined)
        expect(markersOf(result).length - markersOf(request).length, name).toBe(edits.length)
        const after = new Set(markersOf(result).map(({ path, ttl: time }) => JSON.stringify([path, time])))
        for (const { path, ttl: time } of markersOf(request))
          expect(after.has(JSON.stringify([path, time])), name).toBe(true)
        expect(relationOf(request, result), name).toBe('same')
        const refused = advise(result, { countTokens }).filter(({ severity }) => severity === 'refused')
        expect(refused, name).toEqual([])
      }),
      { seed: 4, numRuns: 2000 },
    )
    expect(placed).toBeGreaterThan(1000)
  })
})

/** Puts marks of a client on some blocks that may carry one. */
function marked(body: object, marks: readonly (readonly [number, string | undefined])[], isAutomatic: boolean): object {
  const bare = withoutMarkers(body)
  const places = [...blocksOf(bare)].filter(({ block }) => problemOn(block) === undefined)
  const chosen = new Map(marks.map(([draw, ttl]) => [places[draw % places.length], ttl]))
  const edits: Edit[] = Array.from(chosen, ([place, ttl]): Edit => {
    const value = { type: 'ephemeral', ...(ttl !== undefined && { ttl }) }
    return { op: 'add', path: [...(place?.path ?? []), 'cache_control'], value }
  })
  const request = applyEdits(bare, places.length === 0 ? [] : edits)
  return isAutomatic ? { ...request, cache_control: { type: 'ephemeral' } } : request
}

function markersOf(body: object): readonly Marker[] {
  const found = [...blocksOf(body)].flatMap(({ path, block }) => markerOf(path, block))
  return [...found, ...markerOf([], body as Marker['block'])]
}

function markerOf(path: Path, block: Marker['block']): readonly Marker[] {
  const marker = block['cache_control']
  return marker === undefined || marker === null ? [] : [{ path, block, ttl: Object(marker).ttl }]
}

/** Blocks that may be marked, in the order in which the provider renders them. */
function* blocksOf(body: object): Generator<Pick<Marker, 'path' | 'block'>> {
  const { tools, system, messages } = body as Readonly<Record<string, unknown>>
  yield* listed(tools, ['tools'])
  yield* listed(system, ['system'])
  for (const [index, message] of Array.isArray(messages) ? messages.entries() : []) {
    for (const { path, block } of listed(Object(message).content, ['messages', index, 'content'])) {
      yield* listed(block['content'], [...path, 'content'])
      yield { path, block }
    }
  }
}

function listed(value: unknown, path: Path): readonly Pick<Marker, 'path' | 'block'>[] {
  return Array.isArray(value) ? value.map((block: Marker['block'], index) => ({ path: [...path, index], block })) : []
}

/** What the provider would say against the markers of a request. Source: its prompt-caching page, 2026. */
function problemOf(body: object): string | undefined {
  const markers = markersOf(body)
  if (markers.length > 4) return `${markers.length} markers`
  const short = markers.findIndex(({ ttl }) => ttl !== '1h')
  if (short >= 0 && markers.slice(short).some(({ ttl }) => ttl === '1h')) return 'an hour behind 5 minutes'
  return markers
    .filter(({ path }) => path.length > 0)
    .map(({ block }) => problemOn(block))
    .find((one) => one !== undefined)
}

function problemOn(block: Marker['block']): string | undefined {
  const { type, text, defer_loading: isDeferred } = block
  if (type === 'thinking' || type === 'redacted_thinking') return 'on reasoning'
  if (type === 'text' && text === '') return 'on an empty text'
  return isDeferred === true ? 'on a deferred tool' : undefined
}

function relationOf(before: object, after: object): string | undefined {
  const [was, is] = [before, after].map((body) => fingerprints(body, { dialect: 'anthropic-messages' }))
  return was && is && compareFingerprints(was, is).status
}

function withoutMarkers(body: object): object {
  return JSON.parse(
    JSON.stringify(body, (key, value: unknown) => (key === 'cache_control' ? undefined : value)),
  ) as object
}
