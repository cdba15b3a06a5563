import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { decodeRows, encodeRows } from './codec.ts'
import { readRowsDocument } from './document.ts'

const SEED = { seed: 20_240_601, numRuns: 40 }

function encoded(text: string): { readonly form: string; readonly canonical: string } {
  const document = readRowsDocument(text)
  if (document === undefined) throw new Error(`not read: ${text}`)
  return { form: atOnce(encodeRows(document)), canonical: document.canonical }
}

function expectRoundTrip(text: string): void {
  const { form, canonical } = encoded(text)
  expect(atOnce(decodeRows(form))).toBe(canonical)
}

/** What is hard on cells, legends, templates and lines; and escapes as JSON writes them. */
const SIGNS = 'a b Z 7 0 , | : = ~ { } {} {{ [ ] ( ) . - $1 @2 ^ # _ é 日本 😀 <table null true -1 1e5 step from'.split(
  ' ',
)
const ESCAPES = ['\\n', '\\"', '\\\\', '\\u00e9', '\\ud83d', '\\/', ' ', '  ', ', ', ' (', ' from ']
const nastyString = fc
  .array(fc.constantFrom(...SIGNS, ...ESCAPES), { maxLength: 6 })
  .map((parts) => `"${parts.join('')}"`)

const number = fc.constantFrom('0', '-0', '1.0', '1e400', '-1E-7', '12345678901234567890123', '3.14', '7', '8', '9')
const scalar = fc.oneof(
  nastyString,
  number,
  fc.constantFrom('null', 'true', 'false', '""', '"x"', '"2024-01-15"', '{}', '[]'),
)
const USUAL_KEYS = ['"id"', '"name"', '"level"', '"message"', '"a.b"', '"a"', '"b"', '"children"', '"items"']
const ODD_KEYS = ['""', '"__proto__"', '"(key)"', '"(row)"', '"#"', '"a[0]"', '"\\u0061"', '"constructor"']
const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...USUAL_KEYS) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD_KEYS) },
  { weight: 1, arbitrary: nastyString },
)

const { value } = fc.letrec<{ value: string; object: string; array: string; rows: string }>((tie) => ({
  value: fc.oneof({ maxDepth: 4, depthSize: 'small' }, scalar, tie('object'), tie('array'), tie('rows')),
  object: fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map(objectText),
  array: fc.array(tie('value'), { maxLength: 5 }).map((items) => `[${items.join(',')}]`),
  rows: fc
    .tuple(
      fc.uniqueArray(key, { minLength: 1, maxLength: 4 }),
      fc.array(fc.array(tie('value'), { minLength: 4, maxLength: 4 }), { maxLength: 12 }),
    )
    .map(
      ([keys, rows]) =>
        `[${rows.map((row) => objectText(keys.map((name, index) => [name, row[index] ?? 'null']))).join(',')}]`,
    ),
}))

/** Rows whose columns are made the way that the encodings look for. */
const regularRows = fc
  .tuple(
    fc.integer({ min: 1, max: 60 }),
    fc.array(fc.tuple(key, columnKind()), { minLength: 1, maxLength: 6 }),
    fc.boolean(),
  )
  .map(([count, columns, sparse]) => {
    const rows = Array.from({ length: count }, (_, row) =>
      objectText(
        columns.flatMap(([name, make], index) => (sparse && (row + index) % 7 === 3 ? [] : [[name, make(row)]])),
      ),
    )
    return `[${rows.join(', ')}]`
  })

function columnKind(): fc.Arbitrary<(row: number) => string> {
  return fc.oneof(
    fc.tuple(nastyString, fc.integer({ min: 1, max: 5 })).map(
      ([text, many]) =>
        (row: number) =>
          `"${text.slice(1, -1)}${row % many}"`,
    ),
    fc.tuple(nastyString, nastyString).map(
      ([head, tail]) =>
        (row: number) =>
          `"${head.slice(1, -1)} user_${row} ${tail.slice(1, -1)}"`,
    ),
    fc.tuple(fc.integer(), fc.integer({ min: -9, max: 9 })).map(
      ([from, step]) =>
        (row: number) =>
          String(from + step * row),
    ),
    fc
      .integer({ min: 0, max: 99 })
      .map((from) => (row: number) => `"2024-01-15T10:${String((from + row) % 60).padStart(2, '0')}:00Z"`),
    fc.json({ maxDepth: 2 }).map((json) => (row: number) => JSON.stringify(`{"at":${row},"json":${json}}`)),
    fc.constant((row: number) => `"2024-02-${String(1 + (row % 28)).padStart(2, '0')}"`),
    fc.constant((row: number) => `"https://example.com/repos/acme/tool/issues/${row * 37}{/number}"`),
    fc.constant(
      (row: number) =>
        `[${Array.from({ length: row % 4 }, (_, at) => `{"line":${row + at},"text":"t ${at}"}`).join(',')}]`,
    ),
    fc.constant((row: number) => `{"children":[{"children":[],"n":${row}},{"n":"${row}"}],"n":1}`),
    fc
      .array(value, { minLength: 1, maxLength: 4 })
      .map((values) => (row: number) => values[row % values.length] ?? 'null'),
  )
}

function objectText(members: readonly (readonly string[])[]): string {
  return `{${members.map((member) => member.join(':')).join(',')}}`
}

describe('encodeRows', () => {
  it('decodes to the minified document, whatever the JSON', () => {
    fc.assert(fc.property(value, expectRoundTrip), SEED)
  })

  it('decodes to the minified document for rows that the encodings are made for', () => {
    fc.assert(fc.property(regularRows, expectRoundTrip), SEED)
  })

  it('decodes to the minified lines of NDJSON', () => {
    const line = fc.array(fc.tuple(key, value), { maxLength: 4 }).map(objectText)
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 12 }), (lines) => expectRoundTrip(lines.join('\n'))),
      SEED,
    )
  })

  it('gives the same text again', () => {
    fc.assert(
      fc.property(regularRows, (text) => {
        expect(encoded(text).form).toBe(encoded(text).form)
      }),
      { ...SEED, numRuns: 50 },
    )
  })

  it('keeps numbers, escapes, key order and repeated keys as written', () => {
    const rows = Array.from(
      { length: 20 },
      (_, row) => `{"n":${row}.0,"big":9007199254740993${row},"z":"caf\\u00e9 ${row}","a":-0}`,
    )
    const text = `{"dup":1,"dup":2,"rows":[${rows.join(',')},{"a":1,"z":"other order"},{"n":1,"n":2}]}`
    const { form, canonical } = encoded(text)
    expect(form).toMatch(/^JSON as tables/)
    expect(atOnce(decodeRows(form))).toBe(canonical)
    expect(canonical).toBe(text)
  })

  it('tells null, missing and empty apart', () => {
    const rows = [
      '{"a":null,"b":1}',
      '{"b":1}',
      '{"a":"","b":1}',
      '{"a":"null","b":1}',
      '{"a":"~","b":1}',
      '{"a":"=","b":1}',
    ]
    expectRoundTrip(`[${[...rows, ...rows, ...rows].join(',')}]`)
  })

  it('says once what all rows share, and names the columns once', () => {
    const rows = Array.from(
      { length: 12 },
      (_, row) => `{"type":"file","path":"src/${'abcdefghijkl'[row]}.ts","size":${row * row}}`,
    )
    expect(encoded(`[${rows.join(',')}]`).form).toBe(
      [
        'JSON as tables (x=v: v in all rows).',
        '<table 1>',
        'table 1 (12 rows): path, type=file, size',
        ...Array.from({ length: 12 }, (_, row) => `src/${'abcdefghijkl'[row]}.ts ${row * row}`),
      ]
        .join('\n')
        .replace('path, type=file, size', 'type=file, path, size'),
    )
  })

  it('takes the rows of scattered arrays in document order', () => {
    const rows = (from: number, count: number): string =>
      `[${Array.from({ length: count }, (_, at) => `{"identifier":${from + at},"description":"d${from + at}","category":"c","quantity":${at}}`).join(',')}]`
    const text = `{"x":[{"a":${rows(10, 2)}}],"y":[{"b":${rows(20, 2)}}],"z":[{"a":${rows(30, 1)}}]}`
    const { form, canonical } = encoded(text)
    expect(form).toContain(
      '{"x":[{"a":<2 rows of table 1>}],"y":[{"b":<2 rows of table 1>}],"z":[{"a":<1 rows of table 1>}]}',
    )
    expect(atOnce(decodeRows(form))).toBe(canonical)
  })

  it('makes one table of a tree, each row followed by its own', () => {
    const file = (name: string): string => `{"name":"${name}","type":"file","path":"/p/lib/${name}","children":[]}`
    const text = `{"name":"p","type":"dir","path":"/p","children":[{"name":"lib","type":"dir","path":"/p/lib","children":[${['one.ts', 'two.ts', 'three.ts', 'four.ts', 'five.ts', 'six.ts', 'seven.ts', 'eight.ts', 'nine.ts', 'ten.ts', 'eleven.ts', 'twelve.ts', 'other.ts', 'more.ts', 'last.ts'].map(file).join(',')}]}]}`
    const { form, canonical } = encoded(text)
    expect(form).toContain(
      '<row of table 1>\ntable 1 (17 rows): name, type, path: {^path}/{name}, children (how many rows below)\np dir 1\nlib dir 15\none.ts file 0\n',
    )
    expect(atOnce(decodeRows(form))).toBe(canonical)
  })

  it('writes JSON in strings without its escapes, where these are the usual ones', () => {
    const bodies = Array.from({ length: 12 }, (_, row) =>
      JSON.stringify(JSON.stringify({ id: row, names: ['a "b"', row] })),
    )
    const text = `[${[...bodies, '"plain"', '"{\\"spelled\\":\\"\\u0061\\"}"'].map((body) => `{"body":${body}}`).join(',')}]`
    const { form, canonical } = encoded(text)
    expect(form).toContain('body (JSON as text)\n{"id":0,"names":["a \\"b\\"",0]}\n')
    expect(atOnce(decodeRows(form))).toBe(canonical)
  })

  it('gives the minified text where nothing is worth a table', () => {
    expect(encoded('{ "a": [1, 2, 3],\n "b": {"c": "d"} }').form).toBe('{"a":[1,2,3],"b":{"c":"d"}}')
  })

  it('names long phrases that stand in many places', () => {
    const url = 'https://api.example.com/repos/acme/tool'
    const text = `{"url":"${url}","keys":"${url}/keys{/id}","tags":"${url}/tags","forks":"${url}/forks","hooks":"${url}/hooks","events":"${url}/events"}`
    const { form, canonical } = encoded(text)
    expect(form).toContain(`$1=${url}`)
    expect(form).toContain('"keys":"$1/keys{/id}"')
    expect(atOnce(decodeRows(form))).toBe(canonical)
  })
})

describe('decodeRows', () => {
  it('throws on a text that only looks like tables', () => {
    expect(() => atOnce(decodeRows('JSON as tables.\n<table 1>\nno head'))).toThrow(SyntaxError)
    expect(() => atOnce(decodeRows('JSON as tables.\n<table 2>\ntable 1 (1 rows): a=1'))).toThrow(SyntaxError)
    expect(() => atOnce(decodeRows('JSON as tables.\n<3 rows of table 1>\ntable 1 (1 rows): a=1'))).toThrow(RangeError)
  })
})

describe('encodeRows of lines that are no rows', () => {
  it('leaves the arrays within them in their lines', () => {
    const rows = (at: number): object[] =>
      Array.from({ length: 12 }, (_, id) => ({ id, service: `service-${at}`, state: 'running', zone: 'eu-west-1' }))
    const text = ['[1,2]', JSON.stringify(rows(1)), JSON.stringify({ rows: rows(2) }), '{"a":1}'].join('\n')
    expect(encoded(text).form).not.toContain('<lines of')
    expectRoundTrip(text)
  })
})
