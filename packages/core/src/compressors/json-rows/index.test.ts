import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import type { View } from '../../types/compressor.ts'
import { decodeRows } from './codec.ts'
import { openNow } from '../open-now.ts'
import { jsonRows } from './index.ts'

function viewOf(rows: readonly unknown[] | Record<string, unknown>, query = '', keepRatio?: number): View | undefined {
  const goal = keepRatio === undefined ? { query } : { query, keepRatio }
  return openNow(jsonRows, JSON.stringify(rows, undefined, 1))?.view(goal)
}

/** The indices of the rows that a view shows. */
function shownIn(view: View | undefined): readonly number[] {
  const rows: unknown = JSON.parse(atOnce(decodeRows(view?.text ?? '[]')))
  return Array.isArray(rows) ? rows.map((row: { '#': number }) => row['#']) : []
}

function requests(count: number): { id: number; path: string; status: string; ms: number }[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    path: `/api/${['users', 'orders', 'health'][id % 3]}`,
    status: 'ok',
    ms: 20 + ((id * 7) % 11),
  }))
}

describe('jsonRows', () => {
  it('refuses what is no JSON', () => {
    expect(openNow(jsonRows, 'plain text')).toBeUndefined()
    expect(openNow(jsonRows, '{"a":1')).toBeUndefined()
    expect(openNow(jsonRows, '['.repeat(10_000) + ']'.repeat(10_000))).toBeUndefined()
  })

  it('gives out a lossless form that decodes to the minified document', () => {
    const rows = requests(40)
    const form = openNow(jsonRows, JSON.stringify(rows, undefined, 2))?.lossless()
    expect(atOnce(decodeRows(form?.text ?? ''))).toBe(JSON.stringify(rows))
  })

  it('has no view of documents without long lists', () => {
    expect(viewOf({ a: [1, 2, 3], b: requests(3) })).toBeUndefined()
    expect(viewOf(Array.from({ length: 64 }, (_, index) => index))).toBeUndefined()
  })

  it('shows rows unchanged, with their indices, in order', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
    const row = fc.record({ id: cell, name: cell, note: cell }, { requiredKeys: ['id'] })
    fc.assert(
      fc.property(fc.array(row, { minLength: 20, maxLength: 60 }), fc.string(), (made, query) => {
        const rows = [...made, ...made.map((one) => ({ ...one }))]
        const view = viewOf(rows, query)
        if (view === undefined) return
        const shown: unknown = JSON.parse(atOnce(decodeRows(view.text)))
        const indices = shownIn(view)
        expect(view.total).toBe(rows.length)
        expect(view.kept).toBe(indices.length)
        expect(indices).toEqual([...new Set(indices)].toSorted((a, b) => a - b))
        expect(shown).toEqual(JSON.parse(JSON.stringify(indices.map((index) => ({ '#': index, ...rows[index] })))))
      }),
      { seed: 20_240_606, numRuns: 60 },
    )
  })

  it('shows first and last, failures, outliers and rare values', () => {
    const rows: Record<string, unknown>[] = requests(100)
    rows[30] = { ...rows[30], status: 'failed: connection refused' }
    rows[61] = { ...rows[61], ms: 90_000 }
    rows[77] = { ...rows[77], path: '/admin/secret' }
    const view = viewOf(rows)
    expect(shownIn(view)).toEqual(expect.arrayContaining([0, 30, 61, 77, 99]))
    expect(view?.kept).toBeLessThan(25)
    expect(view?.reasons).toEqual(expect.arrayContaining(['1 error', 'outliers', 'rare values']))
  })

  it('shows first and last of rows that are much the same', () => {
    const rows = Array.from({ length: 50 }, (_, at) => ({
      name: `item ${'abcdefghij'[at % 10]}${'klmno'[at % 5]}${at}`,
      kind: 'item',
    }))
    expect(shownIn(viewOf(rows))).toEqual([0, 49])
  })

  it('shows the rows on both sides of a jump', () => {
    const rows = Array.from({ length: 80 }, (_, at) => ({ at: `t${at}`, load: (at < 47 ? 10 : 900) + (at % 2) }))
    expect(shownIn(viewOf(rows))).toEqual(expect.arrayContaining([46, 47]))
  })

  it('shows the row that the query names by value, by path or by number', () => {
    const rows = requests(200).map((row) => ({ ...row, key: `ORD-${1_000 + row.id * 13}` }))
    expect(shownIn(viewOf(rows, 'what is "status" of the entry whose key is ORD-2521?'))).toContain(117)
    expect(shownIn(viewOf(rows, 'What is the value at $[143].ms?'))).toContain(143)
    expect(shownIn(viewOf(rows, 'the row where id is 88'))).toContain(88)
  })

  it('shows the rows that the words of the query tell apart', () => {
    const rows = Array.from({ length: 100 }, (_, at) => ({
      at,
      component: at % 9 === 4 ? 'UserForm' : 'UserCard',
      kind: 'React component',
    }))
    const wanted = rows.filter(({ component }) => component === 'UserForm').map(({ at }) => at)
    expect(shownIn(viewOf(rows, 'Find all React components that use forms'))).toEqual(expect.arrayContaining(wanted))
  })

  it('keeps columns that the query names as they are, and no others', () => {
    const start = `https://example.com${'/a/very/long/path/to/things'.repeat(6)}`
    const rows = Array.from({ length: 100 }, (_, at) => ({ at, url: `${start}/${at * 7919}` }))
    expect(viewOf(rows, 'what is the url of the row where at is 50?')?.text).toContain(`${start}/395950`)
    expect(viewOf(rows, 'which row is 50?')?.text).not.toContain(`${start}/395950`)
  })

  it('lists the ids of a log by level, but for quiet levels', () => {
    const id = (at: number): string => `${(at * 2_654_435_761).toString(16).padStart(9, 'a')}f${at}`
    const rows = Array.from({ length: 120 }, (_, at) => ({
      level: ['INFO', 'DEBUG', 'WARN'][at % 3],
      message: `served ${at % 5}`,
      trace_id: id(at),
    }))
    const text = viewOf(rows)?.text ?? ''
    for (const [at, row] of rows.entries()) if (row.level !== 'DEBUG') expect(text, String(at)).toContain(row.trace_id)
    expect(text).toMatch(/DEBUG: \d+ rows/)
  })

  it('tells facts about all rows', () => {
    const facts = viewOf(requests(100))?.facts ?? []
    expect(facts).toContain('id: 0 (row 0) to 99 (row 99)')
    expect(facts).toContain('path: 34 /api/users, 33 /api/orders, 33 /api/health')
    expect(facts).toContain('ms: 20 (row 0) to 30 (row 3)')
  })

  it('says of several lists how many rows of each are shown', () => {
    const view = viewOf({ open: requests(60), closed: requests(40), total: 100 })
    expect(view?.total).toBe(100)
    expect(view?.facts.join('\n')).toMatch(/\$\.open: \d+ of 60 rows/)
    expect(view?.facts.join('\n')).toMatch(/\$\.closed: \d+ of 40 rows/)
  })

  it('keeps to a keep ratio, strongest reasons first', () => {
    const rows = requests(200).map((row) => (row.id === 90 ? { ...row, status: 'error' } : row))
    const small = viewOf(rows, '', 0.02)
    expect(shownIn(small)).toContain(90)
    expect(small?.kept).toBeLessThanOrEqual(4)
  })

  it('never shortens short arrays of scalars or the members of small objects', () => {
    const rows = requests(50).map((row) => ({ ...row, tags: Array.from({ length: 30 }, (_, at) => `t${at}`) }))
    const [first] = JSON.parse(atOnce(decodeRows(viewOf(rows)?.text ?? ''))) as { tags: string[] }[]
    expect(first?.tags).toHaveLength(30)
  })

  it('samples the members of wide objects whole, under their keys', () => {
    const members = Object.fromEntries(requests(80).map((row) => [`task-${row.id}`, row]))
    const view = viewOf(members)
    const { '#': note, ...shown } = JSON.parse(atOnce(decodeRows(view?.text ?? ''))) as Record<string, unknown>
    expect(note).toBe(`${view?.kept} of 80 members shown`)
    expect(Object.keys(shown)).toHaveLength(view?.kept ?? 0)
    for (const [key, value] of Object.entries(shown)) expect(value).toEqual(members[key])
  })

  it('gives the same view again', () => {
    expect(viewOf(requests(100), 'orders')).toEqual(viewOf(requests(100), 'orders'))
  })
})
