import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StoreError } from '../errors.ts'
import { keyOf } from '../memory/key.ts'
import { createMemoryStore } from '../memory/memory-store.ts'
import type { Entry, Store } from '../types/store.ts'
import { retrieve, type RetrieveOptions, type RetrieveRequest } from './retrieve.ts'

const ROWS = Array.from(
  { length: 200 },
  (_, id) => `{"id": ${id}, "level": "${id % 40 === 7 ? 'ERROR' : 'INFO'}", "took": 1.0}`,
)
const JSON_LINE = `{"page":1,"items":[${ROWS.join(',')}],"total":9007199254740993}`
const LOG = Array.from(
  { length: 300 },
  (_, line) => `line ${line + 1} ${line === 99 ? 'panic: no space' : 'ok'}\n`,
).join('')

async function ask(text: string, selector: Omit<RetrieveRequest, 'key'> = {}, options: RetrieveOptions = {}) {
  const store = createMemoryStore()
  const key = await keyOf(text)
  await store.set(key, { kind: 'original', text }, Infinity)
  return retrieve(store, { key, ...selector }, options)
}

async function partOf(...given: Parameters<typeof ask>) {
  const retrieved = await ask(...given)
  if (!retrieved.found) throw new Error(retrieved.message)
  return retrieved
}

async function refusal(...given: Parameters<typeof ask>) {
  const retrieved = await ask(...given)
  return retrieved.found ? `found ${retrieved.text}` : retrieved.message
}

describe('retrieve', () => {
  it('gives the original back byte for byte, without a note', async () => {
    for (const text of ['', 'a', '\uFEFF{"a":1.0}\r\n', 'lone \ud800 surrogate', 'a\0b', LOG, JSON_LINE]) {
      const part = await partOf(text)
      expect([part.text, part.note]).toEqual([text, undefined])
    }
  })

  it('pages a long text by lines; the pages put together are the original', async () => {
    const first = await partOf(LOG, {}, { maxLength: 1_000 })
    expect(first.note).toMatch(/^lines 1 to \d+ of 300; the next: lines \d+-$/)
    let whole = ''
    let next: string | undefined = '1-'
    while (next !== undefined) {
      const page = await partOf(LOG, { lines: next }, { maxLength: 1_000 })
      expect(page.text.length).toBeLessThanOrEqual(1_000)
      whole += page.text
      next = /the next: lines (\S+)/.exec(page.note ?? '')?.[1]
    }
    expect(whole).toBe(LOG)
  })

  it('pages any text to its end by following its notes', async () => {
    const texts = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '😀', '\ud800', ' '), maxLength: 200 }),
      fc.json({ maxDepth: 3 }),
      fc.json({ maxDepth: 3 }).map((json) => JSON.stringify(JSON.parse(json), null, 1)),
    )
    const reach = async (text: string): Promise<void> => {
      const asked = new Set<string>()
      let request: Omit<RetrieveRequest, 'key'> | undefined = {}
      let pages = ''
      while (request !== undefined && asked.size < 1_000) {
        expect(asked.has(JSON.stringify(request))).toBe(false)
        asked.add(JSON.stringify(request))
        const part = await partOf(text, request, { maxLength: 10 })
        expect(part.text.length).toBeLessThanOrEqual(10)
        expect(text).toContain(part.text)
        pages += part.text
        const [, kind, value] = /the next(?: item)?: (lines|path) (\S+)$/.exec(part.note ?? '') ?? []
        request = kind === undefined ? undefined : { [kind]: value }
      }
      const isPlain = !/[[\]{}":]/.test(text)
      if (isPlain) expect(pages).toBe(text)
    }
    await fc.assert(fc.asyncProperty(texts, reach), { seed: 3, numRuns: 400 })
  })

  it('finds nothing under an unknown key, in words that end the matter', async () => {
    const answer = await retrieve(createMemoryStore(), { key: '0123456789abcdef' })
    expect(answer).toEqual({
      found: false,
      message:
        'No original is stored under key 0123456789abcdef. Asking again will not find it; run the tool that produced it again.',
    })
  })

  it('reads no replays and no exchanges', async () => {
    for (const kind of ['replay', 'exchange'] as const) {
      const entry: Entry = { kind, text: 'secret' }
      const store: Store = { get: () => entry, set: () => undefined }
      expect((await retrieve(store, { key: await keyOf('secret') })).found).toBe(false)
    }
  })

  it('gives an original only to its own scope, and never a text that was changed in the store', async () => {
    const store = createMemoryStore()
    const key = await keyOf('mine', 'a')
    await store.set(key, { kind: 'original', text: 'mine' }, Infinity)
    expect((await retrieve(store, { key }, { scope: 'a' })).found).toBe(true)
    expect((await retrieve(store, { key }, { scope: 'b' })).found).toBe(false)
    await store.set(key, { kind: 'original', text: 'other' }, Infinity)
    expect((await retrieve(store, { key }, { scope: 'a' })).found).toBe(false)
  })

  it('names what is wrong with a request', async () => {
    const store = createMemoryStore()
    const say = async (request: unknown) => {
      const answer = await retrieve(store, request as RetrieveRequest)
      return answer.found ? '' : answer.message
    }
    expect(await say({ key: '../../etc/passwd' })).toContain('"../../etc/passwd" is no key')
    expect(await say({ key: 'x'.repeat(1_000) })).toHaveLength(178)
    expect(await say(undefined)).toContain('names no original')
    expect(await say({ key: '0123456789abcdef', lines: '1', grep: 'x' })).toContain('Give one of lines, grep')
    expect(await say({ key: '0123456789abcdef', index: '1' })).toContain('index cannot be "1"')
    expect(await say({ key: '0123456789abcdef', grep: 7 })).toContain('grep cannot be 7')
    expect(await say({ key: '0123456789abcdef', foo: 1 })).toBe(
      '"foo" selects nothing: give lines, grep, path, index, query, or leave it out for the whole.',
    )
    expect(await say({ key: '0123456789abcdef', lines: '1', path: '$', index: 2 })).toBe(
      'Give one of lines, path, index, not all: each selects by itself; only path may go with index, to name its list.',
    )
  })

  it('throws StoreError where the store fails', async () => {
    const store: Store = {
      get: () => Promise.reject(new Error('disk on fire')),
      set: () => undefined,
    }
    await expect(retrieve(store, { key: '0123456789abcdef' })).rejects.toThrow(StoreError)
  })

  it('refuses a length that is none', async () => {
    await expect(retrieve(createMemoryStore(), { key: '' }, { maxLength: 0 })).rejects.toThrow(
      '`maxLength` must be above 0',
    )
  })
})

describe('retrieve by lines', () => {
  it('counts from 1 and includes both ends', async () => {
    expect((await partOf(LOG, { lines: '2-3' })).text).toBe('line 2 ok\nline 3 ok\n')
    expect((await partOf(LOG, { lines: '100' })).text).toBe('line 100 panic: no space\n')
    expect((await partOf(LOG, { lines: '299-' })).text).toBe('line 299 ok\nline 300 ok\n')
    expect((await partOf(LOG, { lines: '-1' })).text).toBe('line 300 ok\n')
    expect((await partOf(LOG, { lines: 'L2..L3' })).note).toBe('lines 2 to 3 of 300')
    expect((await partOf('a\r\nb\r\nc', { lines: '2-9' })).text).toBe('b\r\nc')
  })

  it('says which lines there are where none were named', async () => {
    expect(await refusal(LOG, { lines: '301-' })).toBe(
      'There are no lines "301-": the original has 300 lines. Ask for lines 1 to 300, or grep.',
    )
    expect(await refusal(LOG, { lines: 'all' })).toContain('"all" names no lines')
    expect(await refusal(LOG, { lines: '-' })).toContain('names no lines')
    expect(await refusal(LOG, { lines: '9-3' })).toContain('There are no lines')
    expect(await refusal(LOG, { lines: '0' })).toContain('There are no lines "0": the original has 300 lines')
    expect(await refusal(JSON_LINE, { lines: '40-60' })).toContain(
      'one line. It is JSON: ask by index, path, grep or query.',
    )
  })
})

describe('retrieve by grep', () => {
  it('lists matching lines behind their numbers', async () => {
    const part = await partOf(LOG, { grep: 'panic|line 7 ' })
    expect(part.text).toBe('7: line 7 ok\n100: line 100 panic: no space')
    expect(part.note).toBe('2 of 2 lines that match "panic|line 7 ", of 300 lines')
  })

  it('searches the rows of JSON, and what stands beside them', async () => {
    const part = await partOf(JSON_LINE, { grep: '"level": "ERROR"' })
    expect(part.text.split('\n').map((line) => line.split(':', 1)[0])).toEqual(['7', '47', '87', '127', '167'])
    expect((await partOf(JSON_LINE, { grep: '9007199254740993' })).text).toBe('$.total: 9007199254740993')
  })

  it('ignores case only where nothing matches otherwise, and says so', async () => {
    expect((await partOf(LOG, { grep: 'PANIC' })).note).toContain('when case is ignored')
    expect(await refusal(LOG, { grep: 'SEGFAULT' })).toBe(
      'None of 300 lines matches "SEGFAULT". Try another expression, or query for words.',
    )
  })

  it('searches as plain text what cannot be searched as an expression', async () => {
    const part = await partOf('f(x\ng(y', { grep: 'F(x' })
    expect([part.text, part.note]).toEqual([
      '1: f(x',
      '1 of 1 lines that match "F(x" as plain text (a bracket is not closed) when case is ignored, of 2 lines',
    ])
    expect((await partOf('a(?=b)', { grep: '(?=b)' })).note).toContain('look-around is not supported')
  })

  it('lists at most 100 matches and counts all', async () => {
    const part = await partOf(LOG, { grep: 'line' })
    expect(part.text.split('\n')).toHaveLength(100)
    expect(part.note).toContain('100 of 300 lines that match')
  })
})

describe('retrieve by path', () => {
  it('gives values as they were written', async () => {
    const text =
      '{"a":[1.0,{"b c":1e400,"b":"\\u00e9\\n"}],"a.b":-0,"a":[9007199254740993,{"b c":1e400,"b":"\\u00e9"}]}'
    expect((await partOf(text, { path: '$.a[0]' })).text).toBe('9007199254740993')
    expect((await partOf(text, { path: "$.a[-1]['b c']" })).text).toBe('1e400')
    expect((await partOf(text, { path: 'a[1].b' })).text).toBe('"\\u00e9"')
    expect((await partOf(text, { path: '["a.b"]' })).text).toBe('-0')
    expect((await partOf(text, { path: '$' })).text).toBe(text)
    expect((await partOf(text, { path: '$.a[*]' })).text).toBe(
      '$.a[0]: 9007199254740993\n$.a[1]: {"b c":1e400,"b":"\\u00e9"}',
    )
  })

  it('takes the lines of newline-delimited JSON as a list', async () => {
    expect((await partOf('{"a":1}\r\n\n{"a":2.0}\n', { path: '$[1].a' })).text).toBe('2.0')
  })

  it('slices lists by items and anything else by characters', async () => {
    expect((await partOf(JSON_LINE, { path: '$.items[2:4]' })).text).toBe(`${ROWS[2]},${ROWS[3]}`)
    expect((await partOf(JSON_LINE, { path: '$.items' }, { maxLength: 300 })).note).toBe(
      'items 0 to 6 of 200 at $.items; the next: path $.items[7:]',
    )
    expect((await partOf('not json', { path: '$[4:]' })).text).toBe('json')
  })

  it('pages a long value by characters, never through a pair of surrogates', async () => {
    const value = JSON.stringify('😀'.repeat(30))
    for (const [text, path, expected] of [
      [`{"n":1,"s":${value}}`, '$.s', value],
      ['😀'.repeat(30), '$', '😀'.repeat(30)],
    ] as const) {
      let [pages, next]: [string, string | undefined] = ['', path]
      while (next !== undefined) {
        const page = await partOf(text, { path: next }, { maxLength: 8 })
        expect(page.text.isWellFormed()).toBe(true)
        pages += page.text
        next = /the next: path (\S+)$/.exec(page.note ?? '')?.[1]
      }
      expect(pages).toBe(expected)
    }
  })

  it('says what there is where a path leads nowhere', async () => {
    expect(await refusal(JSON_LINE, { path: '$.rows[3]' })).toBe(
      'There is nothing at "$.rows[3]": $ has page, items, total.',
    )
    expect(await refusal(JSON_LINE, { path: '$.items[200]' })).toBe(
      'There is nothing at "$.items[200]": $.items is a list of 200, counted from 0.',
    )
    expect(await refusal(JSON_LINE, { path: '$.page.x' })).toContain('$.page is a number')
    expect(await refusal(JSON_LINE, { path: '$..id' })).toContain('is no path')
    expect(await refusal(LOG, { path: '$.a' })).toContain('the original is not JSON')
  })
})

describe('retrieve by index', () => {
  it('counts the rows of the largest list from 0', async () => {
    const part = await partOf(JSON_LINE, { index: 7 })
    expect([part.text, part.note]).toEqual([ROWS[7], 'row 7 of the 200 in $.items, counted from 0'])
    expect((await partOf('[1,2.0]', { index: 1 })).note).toBe('row 1 of the 2, counted from 0')
  })

  it('says which of several lists it took, and takes rows of the others by path', async () => {
    const text = '{"rows":[{"a":"long enough"},{"a":"to be first"}],"ids":[1,2,3]}'
    const [list, others] = ['rows in $.rows', 'other lists, with path: $.ids']
    expect((await partOf(text, { index: 0 })).note).toBe(`row 0 of the 2 in $.rows, counted from 0; ${others}`)
    expect(await refusal(text, { index: 9 })).toBe(`There is no row 9: the 2 ${list} are counted from 0; ${others}.`)
    expect((await partOf(text, { index: 2, path: '$.ids' })).text).toBe('3')
    expect(await refusal(text, { index: 0, path: '$.rows[*]' })).toContain('There is no list at "$.rows[*]"')
    expect(await refusal(text, { index: 0, path: '$.rows[0].a' })).toContain('There is no list at "$.rows[0].a"')
  })

  it('counts the members of an object of rows, as views number them', async () => {
    const days = Array.from({ length: 30 }, (_, day) => `"2024-05-${day + 1}":{"status":"landed","at":${day}.0}`)
    const text = `{"flights":[{"dates":{${days.join(',')}}},1]}`
    const place = 'row 14 of the 30 in $.flights[0].dates, counted from 0: $.flights[0].dates["2024-05-15"]'
    for (const path of [undefined, '$.flights[0].dates']) {
      const part = await partOf(text, { index: 14, ...(path === undefined ? {} : { path }) })
      expect([part.text, part.note]).toEqual(['{"status":"landed","at":14.0}', place])
    }
    expect((await partOf(text, { grep: '14\\.0' })).text).toContain('$.flights[0].dates["2024-05-15"]: {')
  })

  it('counts the lines of any other text from 1, as views show them', async () => {
    const part = await partOf(LOG, { index: 100 })
    expect([part.text, part.note]).toEqual(['line 100 panic: no space', 'line 100 of 300'])
    expect(await refusal(LOG, { index: 0 })).toContain('lines are counted from 1 to 300')
    expect(await refusal(LOG, { index: -1 })).toContain('-1 is no index')
  })
})

describe('retrieve by query', () => {
  it('gives what says most about the words, best first', async () => {
    const part = await partOf(LOG, { query: 'why is there no space left, a panic?' })
    expect(part.text.split('\n')[0]).toBe('100: line 100 panic: no space')
    expect((await partOf('disk\nnothing\ndisk full disk full', { query: 'disk full' })).text).toBe(
      '3: disk full disk full\n1: disk',
    )
    expect((await partOf(JSON_LINE, { query: 'error' })).text.split('\n')).toHaveLength(5)
    expect(await refusal(LOG, { query: 'kubernetes' })).toContain('None of 300 lines has a word of "kubernetes"')
  })
})
