import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../steps.ts'
import type { View } from '../../../types/compressor.ts'
import { decodeRows } from '../codec.ts'
import { openNow } from '../../open-now.ts'
import { jsonRows } from '../index.ts'

function viewOfText(text: string, query = '', keepRatio?: number): View | undefined {
  return openNow(jsonRows, text)?.view(keepRatio === undefined ? { query } : { query, keepRatio })
}

function viewOf(value: unknown, query = '', keepRatio?: number): View | undefined {
  return viewOfText(JSON.stringify(value), query, keepRatio)
}

function valueIn(view: View | undefined): unknown {
  const text = view?.text ?? 'null'
  return JSON.parse(text.startsWith('JSON') ? atOnce(decodeRows(text)) : text)
}

function jobs(count: number, failed: (id: number) => boolean): readonly unknown[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    status: failed(id) ? 'failed' : 'ok',
    name: `job ${'abcdefg'[id % 7]}`,
  }))
}

/** Thirty days, most of them alike. */
function days(note: string): Record<string, unknown> {
  return Object.fromEntries(
    Array.from({ length: 30 }, (_, day) => [
      `2024-05-${String(day + 1).padStart(2, '0')}`,
      { status: day % 9 === 4 ? 'cancelled' : 'landed', note: `${note} ${day % 4}`, seats: day % 5 },
    ]),
  )
}

/** Expects a value as a view shows it to be the one in the source but for what it says in place that it leaves out. */
function expectMarked(shown: unknown, source: unknown, hasMembersTable: boolean): void {
  if (Array.isArray(shown) && Array.isArray(source)) {
    const isWhole =
      shown.length === source.length && shown.every((item, at) => !('#' in Object(item)) || source[at]?.['#'])
    shown.forEach((item: Record<string, unknown>, at) => {
      if (isWhole) return expectMarked(item, source[at], hasMembersTable)
      const { '#': index, ...rest } = item
      expectMarked('value' in rest ? rest['value'] : rest, source[Number(index)], hasMembersTable)
    })
  } else if (typeof shown === 'object' && shown !== null && typeof source === 'object' && source !== null) {
    const { '#': note, ...members } = shown as Record<string, unknown>
    const [count, total] = [Object.keys(members).length, Object.keys(source).length]
    if (count < total && !hasMembersTable) expect(note).toBe(`${count} of ${total} members shown`)
    for (const [key, member] of Object.entries(members)) {
      expectMarked(member, (source as Record<string, unknown>)[key], hasMembersTable)
    }
  } else expect(shown).toEqual(source)
}

describe('a view of maps', () => {
  it('keeps the maps in the rows of a list whole, so that an absent cell is absent', () => {
    const rows = Array.from({ length: 25 }, (_, id) => ({ id, carrier: 'HAT', dates: days(`gate ${id % 3}`) }))
    const view = viewOf(rows)
    expect(view?.total).toBe(25)
    const shown = valueIn(view) as { '#': number; dates: unknown }[]
    expect(shown.length).toBeLessThan(25)
    for (const row of shown) expect(row.dates).toEqual(rows[row['#']]?.dates)
  })

  it('says in place how many members of a map are shown, and spreads no such map over columns', () => {
    const rows = Array.from({ length: 6 }, (_, id) => ({ id, carrier: 'HAT', dates: days(`gate ${id % 3}`) }))
    const view = viewOf(rows)
    const shown = valueIn(view) as { dates: Record<string, unknown> }[]
    expect(view?.kept).toBeLessThan(view?.total ?? 0)
    shown.forEach(({ dates }, row) => {
      const { '#': mark, ...members } = dates
      expect(mark).toBe(`${Object.keys(members).length} of 30 members shown`)
      expect(rows[row]?.dates).toMatchObject(members)
    })
    expect(view?.text).not.toContain('~')
  })

  it('never leaves a member out of an object in silence', () => {
    const leaf = fc.oneof(fc.integer(), fc.constantFrom('a', 'b', null))
    const item = fc.record({ a: leaf, b: leaf, c: leaf, d: leaf }, { requiredKeys: ['a'] })
    const map = fc
      .array(item, { minLength: 24, maxLength: 40 })
      .map((items) => Object.fromEntries(items.map((one, at) => [`k${at}`, one])))
    const holder = fc.record({ id: leaf, x: leaf, y: leaf, map, list: fc.array(item, { maxLength: 12 }) })
    const value = fc.oneof(
      fc.array(holder, { minLength: 1, maxLength: 12 }),
      fc.dictionary(fc.constantFrom('p', 'q', 'r', 's', 't', 'u', 'v'), holder),
      fc.record({ kind: leaf, map }),
    )
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 0.1, 0.4), (source, keepRatio) => {
        const view = viewOf(source, '', keepRatio)
        if (view)
          expectMarked(valueIn(view), JSON.parse(JSON.stringify(source)), view.text.includes('<members in table'))
      }),
      { seed: 20_240_701, numRuns: 150 },
    )
  })

  it('names no place in an array by the number that it has among the shown ones', () => {
    const vulns = (id: number): unknown[] =>
      Array.from({ length: 40 }, (_, at) => ({ id: `GO-${id}-${at}`, kind: 'x' }))
    const view = viewOf({ results: [{ vulns: vulns(1) }, { vulns: vulns(2) }, { vulns: vulns(3) }] })
    expect(view?.kept).toBeLessThan(20)
    expect(view?.text).toContain('{"#":39,')
    expect(view?.text).not.toMatch(/vulns\[\d\]/)
  })

  it('says so of a map that stays JSON, too', () => {
    const map = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`k${at}`, { [`only${at}`]: at }]))
    const view = viewOf({ kind: 'map', map }, '', 0.1)
    expect((valueIn(view) as { map: Record<string, unknown> }).map['#']).toBe(`${view?.kept} of 30 members shown`)
  })

  it('tells the share of every list, however many there are', () => {
    const view = viewOf(Array.from({ length: 7 }, (_, id) => ({ id, dates: days('gate') })))
    const shares = view?.facts.filter((fact) => /\d+ of \d+ rows$/.test(fact)) ?? []
    const sums = shares.map((fact) => /(\d+) of (\d+) rows$/.exec(fact)?.slice(1).map(Number) ?? [])
    expect(sums.reduce((sum, [, total = 0]) => sum + total, 0)).toBe(view?.total)
    expect(sums.reduce((sum, [kept = 0]) => sum + kept, 0)).toBe(view?.kept)
  })
})

describe('the facts of a view', () => {
  it('tell null, "null", the empty text and nothing apart', () => {
    const states = [{ status: null }, {}, { status: 'null' }, { status: '' }, { status: 'ok' }]
    const facts = viewOf(Array.from({ length: 400 }, (_, id) => ({ id, ...states[id % 5] })))?.facts
    expect(facts).toContain('status: 80× null, 80× "null", 80× "", 80× ok, 80× absent')
  })

  it('tell 1 and "1" apart, and show a row of each', () => {
    const view = viewOf(Array.from({ length: 400 }, (_, id) => ({ id, v: [1, '1', 1, 1, true][id % 5] })))
    expect(view?.facts).toContain('v: 240× 1, 80× "1", 80× true')
    expect((valueIn(view) as { v: unknown }[]).map(({ v }) => v)).toEqual(expect.arrayContaining([1, '1', true]))
  })

  it('tell a number that is a value from one that is a count', () => {
    const facts = viewOf(Array.from({ length: 40 }, (_, id) => ({ id, lines: [7, 7, 9][id % 3] })))?.facts
    expect(facts).toContain('lines: 27× 7, 13× 9')
  })

  it('tell rows that lack a value, also the text "absent" apart', () => {
    const facts = viewOf(Array.from({ length: 90 }, (_, id) => ({ id, ...[{ s: 'on' }, { s: 'absent' }, {}][id % 3] })))
    expect(facts?.facts).toContain('s: 30× on, 30× "absent", 30× absent')
    expect(facts?.facts.join()).not.toContain('s: 30 on')
  })

  it('tell of rows without a number beside a range', () => {
    const rows = Array.from({ length: 90 }, (_, id) => (id % 3 === 2 ? { id, ms: 'timeout' } : { id, ms: id * 3 }))
    expect(viewOf(rows)?.facts).toContain('ms: 0 (row 0) to 264 (row 88), 30 rows without')
  })

  it('tell no range of times that do not compare as they are written', () => {
    const mixed = Array.from({ length: 40 }, (_, id) => ({
      id,
      at: `2024-05-01T10:${10 + id}:00${id % 2 === 0 ? 'Z' : '+05:00'}`,
    }))
    expect(viewOf(mixed)?.facts.join()).not.toContain('at:')
    const fractions = mixed.map(({ id }) => ({ id, at: `2024-05-01T10:${10 + id}:00${id % 2 === 0 ? 'Z' : '.5Z'}` }))
    expect(viewOf(fractions)?.facts.join()).not.toContain('at:')
    const even = mixed.map(({ id }) => ({ id, at: `2024-05-01T10:${10 + id}:00+05:00` }))
    expect(viewOf(even)?.facts).toContain('at: 2024-05-01T10:10:00+05:00 to 2024-05-01T10:49:00+05:00')
  })

  it('compare integers above 2^53 exactly', () => {
    const at = (id: number): string => `900719925474099${[5, 4, 3, 6, 7][id % 5]}`
    const text = `[${Array.from({ length: 40 }, (_, id) => `{"name":"n${id}","big":${at(id)},"k":"${id}"}`).join()}]`
    const facts = viewOfText(text)?.facts.join('; ')
    expect(facts === undefined || !facts.includes('big: ') || facts.includes('8×')).toBe(true)
    const many = Array.from({ length: 40 }, (_, id) => `{"big":${9_007_199_254_740_993n + BigInt((id * 7) % 40)}}`)
    expect(viewOfText(`[${many.join()}]`)?.facts).toContain(
      'big: 9007199254740993 (row 0) to 9007199254741032 (row 17)',
    )
  })

  it('tell no range of decimals that doubles do not hold', () => {
    const text = `[${Array.from({ length: 40 }, (_, id) => `{"name":"n${id}","x":${id === 0 ? 2.5 : `1.00000000000000000${id + 10}`}}`).join()}]`
    expect(viewOfText(text)?.facts.join()).not.toContain('x:')
  })
})

describe('the reasons of a view', () => {
  it('show all failures up to fifty, and say how many', () => {
    const view = viewOf(jobs(500, (id) => id % 20 === 7))
    expect(view?.reasons).toContain('25 errors')
    expect((valueIn(view) as { status: string }[]).filter(({ status }) => status === 'failed')).toHaveLength(25)
  })

  it('say how many of how many failures are shown where these are too many', () => {
    const view = viewOf(jobs(900, (id) => id % 5 === 2))
    expect(view?.reasons).toContain('50 of 180 errors')
    expect((valueIn(view) as { status: string }[]).filter(({ status }) => status === 'failed')).toHaveLength(50)
  })

  it('count only what a keep ratio lets through', () => {
    const view = viewOf(
      jobs(500, (id) => id % 20 === 7),
      '',
      0.02,
    )
    const shown = (valueIn(view) as { status: string }[]).filter(({ status }) => status === 'failed').length
    expect(view?.reasons[0]).toBe(`${shown} of 25 errors`)
  })

  it('show that some rows hold rows and others none', () => {
    const results = Array.from({ length: 61 }, (_, at) =>
      at % 7 === 3 ? { vulns: Array.from({ length: (at % 5) + 2 }, (__, id) => ({ id: `GO-${at}-${id}` })) } : {},
    )
    const view = viewOf({ results })
    expect((valueIn(view) as { results: object[] }).results.some((row) => 'vulns' in row)).toBe(true)
    expect(view?.facts).toContain('vulns: 9× […], 52× absent')
  })
})

describe('the facts of a view', () => {
  it('count rows whatever the order of their members', () => {
    const rows = Array.from({ length: 100 }, (_, id) => {
      const [status, ms, user] = [id % 5 === 1 ? 'failed' : 'ok', id * 10, `u${id % 3}`]
      return id % 5 < 2 ? { status, ms, user, id } : { id, user, ms, status }
    })
    const view = viewOf(rows, 'What happened?')
    expect(view?.facts).toContain('status: 80 ok, 20 failed')
    expect(view?.facts.join()).not.toContain('absent')
    expect(view?.facts.join()).not.toContain('without')
    expect(view?.reasons[0]).toBe('20 errors')
  })

  it('call absent only what is not there', () => {
    const rows = Array.from({ length: 80 }, (_, id) => ({
      id,
      error: id % 4 === 0 ? { code: 500 + (id % 3), text: `no ${id}` } : null,
      ...(id % 2 === 0 ? { note: 'seen' } : {}),
    }))
    const facts = viewOf(rows)?.facts
    expect(facts).toContain('error: 60× null, 20× {…}')
    expect(facts).toContain('note: 40× seen, 40× absent')
  })
})

describe('the notation of a view', () => {
  it('speaks of indices only where a table has them', () => {
    const members = Object.fromEntries(
      Array.from({ length: 80 }, (_, at) => [`task-${at}`, { at, state: `state ${at % 9}` }]),
    )
    expect(viewOf(members)?.text).toContain('table 1')
    expect(viewOf(members)?.text).not.toContain('#: index')
  })

  it('counts items of rows that are arrays as they are counted in the document', () => {
    const rows = Array.from({ length: 100 }, (_, at) => [`name ${at % 3}`, at % 2, 'x'])
    const shown = valueIn(viewOf(rows)) as { '#': number; value: unknown[] }[]
    expect(shown[0]).toEqual({ '#': 0, value: rows[0] })
    for (const row of shown) expect(row.value).toEqual(rows[row['#']])
  })
})
