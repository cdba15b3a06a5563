import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testCompressor } from '../../testing.ts'
import { openNow } from '../open-now.ts'
import { table } from './index.ts'

const CSV = `id,name,city,joined,note
1,Ann Lee,Berlin,2024-01-03,"likes tea, not coffee"
2,Bo Diaz,Berlin,2024-02-11,
3,Cy Nakamura,Lisbon,2024-02-28,"said ""hello"""
4,Di O'Hara,Lisbon,2024-03-09,"two
lines"
5,Ed Novak,Lisbon,2024-04-17,none
`
const MARKDOWN = `| Year | Title | Role | Notes |
|---|---|---|---|
| 1985 | The Long Road | Anna | - |
| 1987 | A Quiet House | Berta | - |
| 1991 | Night Train to Riga | Clara | - |
`
const ALIGNED_MARKDOWN = `| Package | Version | Size |
| ------- | ------: | ---: |
| left    |   1.0.0 |   12 |
| right   |  12.4.1 |  340 |
| centre  |   0.9.0 |    7 |
`
const TIGHT_MARKDOWN = `|Name|Size|Kind|
|---|---:|---|
|left hand|12|plain|
|right hand|340||
|centre piece|7|plain|
`
const TIGHT_PADDED_MARKDOWN = `|Name |Size|
|-----|---:|
|left |  12|
|right| 340|
|mid  |   7|
`
const BOX = `+----+-----------+-------+
| id |   name    | price |
+----+-----------+-------+
| 1  | Apple pie | 2.50  |
| 2  | Kiwi      | 10.25 |
| 30 | Quince    | 3.00  |
+----+-----------+-------+
`
const DRAWN = `┌────┬───────────┬───────┐
│ id │   name    │ price │
├────┼───────────┼───────┤
│ 1  │ Apple pie │ 2.50  │
│ 2  │ Kiwi      │ 10.25 │
│ 30 │ 日本      │ 3.00  │
└────┴───────────┴───────┘
`
const PSQL = ` id |   name    |  price  
----+-----------+---------
  1 | Apple pie |    2.50
  2 | Kiwi      |   10.25
 30 |           | 1000.00
(3 rows)

`
const COLUMNS = `id  name       price
--  ---------  -----
1   Apple pie  2.50 
2   Kiwi       10.25
30  Quince     3.00 
`
const EXPANDED = `-[ RECORD 1 ]--------+---------
relname              | pg_class
relpages_of_relation | 14
-[ RECORD 2 ]--------+---------
relname              | pg_index
relpages_of_relation | 4
-[ RECORD 3 ]--------+---------
relname              | a
relpages_of_relation | 

`
const STARRED = `*************************** 1. row ***************************
   id: 1
 name: Ann
email: ann@example.com
*************************** 2. row ***************************
   id: 2
 name: Bo
email: bo@example.com
2 rows in set (0.00 sec)
`
const LINES = `   id = 1
 name = Ann
email = ann@example.com

   id = 2
 name = Bo
email = 
`
const SAMPLES = [
  EXPANDED,
  STARRED,
  LINES,
  CSV,
  MARKDOWN,
  ALIGNED_MARKDOWN,
  TIGHT_MARKDOWN,
  TIGHT_PADDED_MARKDOWN,
  BOX,
  DRAWN,
  PSQL,
  COLUMNS,
  CSV.replaceAll('\n', '\r\n'),
]

describe('table', () => {
  it.each(testCompressor('table', table, SAMPLES, { rounds: 40 }))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })

  it.each(SAMPLES.map((text) => [text.split('\n', 1)[0], text]))('gives %j back byte for byte', (_, text) => {
    expect(decoded(text)).toBe(text)
  })

  it('says a table in one line for each row, as the head is cut', () => {
    expect(openNow(table, MARKDOWN)?.lossless()?.text).toBe(
      'Table from Markdown:\nYear Title, Role [Notes=-]\n1985 The Long Road, Anna\n1987 A Quiet House, Berta\n1991 Night Train to Riga, Clara',
    )
  })

  it('knows Markdown without spaces', () => {
    expect(openNow(table, '|a|b|\n|---|---|\n|x|1|\n|y|2|\n')?.lossless()?.text).toBe(
      'Table from Markdown |a|:\na,b\nx,1\ny,2',
    )
  })

  it('leaves frames alone whose rows are set in no one way, wherever the first such row stands', () => {
    for (const at of [0, 60, 300]) {
      const rows = Array.from({ length: 400 }, (_, row) => (row === at ? `|a ${row}| b |` : `| a ${row} | b |`))
      expect(openNow(table, ['| n | m |', '|---|---|', ...rows, ''].join('\n'))).toBeUndefined()
    }
  })

  it('knows a frame by all its rows, not by the first ones', () => {
    const rows = Array.from(
      { length: 300 },
      (_, row) => `| ${String(row < 200 ? 'ab' : 'abcd').padEnd(4)} | ${String(row).padStart(3)} |`,
    )
    const text = ['| name | n   |', '|------|-----|', ...rows, ''].join('\n')
    expect(decoded(text)).toBe(text)
  })

  it('keeps what stands around a table', () => {
    const text = `Query 1 of 2\n${BOX}3 rows in set (0.00 sec)\n`
    expect(openNow(table, text)?.lossless()?.text).toBe(
      'Table from +---+ box, after 1 line, 3 rows:\nQuery 1 of 2\nid name,price\n1 Apple pie,2.50\n2 Kiwi,10.25\n30 Quince,3.00\n3 rows in set (0.00 sec)\n',
    )
    expect(decoded(text)).toBe(text)
  })

  it.each([
    ['no line end at the end', CSV.trimEnd()],
    ['mixed quotes', 'a,b,c\n"1",x,"y"\n2,"z",w\n"3",q,"r"\n4,"5",6\n'],
    ['rows that are shorter', `a,b,c,d\n${'1,2,3,4\n'.repeat(9)}5,6,7\n8,9,10,11\n`],
    ['cells that look like ours', 'a,b,c\n=,~,\\-\n"",",","""x"""\n=,=,=\n~,~,~\n\\,\\\\,"\n"\n'],
    ['spaces around cells', 'a, b, c\n1, 2,  3\n4,5 ,6\n 7 , 8,9\n10, 11, 12\n'],
    ['names that need quotes', '"a,b",c d,"e ""f""",g(h)\n1,2,3,4\n5,6,7,8\n9,10,11,12\n13,14,15,16\n'],
    ['names that come twice', 'x,x,y\n1,2,3\n4,5,6\n7,8,9\n'],
    ['bars in Markdown', '| a | b |\n|---|---|\n| x \\| y | 2 |\n| z | 4 |\n'],
    ['a box of wide signs', PSQL.replace('Kiwi     ', '日本 cha ')],
    ['rows that are longer', `a,b,c,d\n${'1,2,3,4\n'.repeat(9)}5,6,7,8,9\n8,9,10,11\n`],
    ['names with spaces and no space between cells', `first sum,second sum\n${'1.5,2.5\n7.25,8.5\n'.repeat(6)}`],
    ['values that a head would cut', numbered(9, 'n,a,b,c', () => 'x](y,  z,"="')],
    ['a said column behind cells with spaces', numbered(9, 'n,title,kind', (row) => `The ${row} Days,film`)],
    [
      'braces that all cells share',
      numbered(80, 'n,a,b', (row) => `{${row * row * 7}}-/srv/{}/}{/of/this/house,${row % 9}`),
    ],
    [
      'times that stop being spaced alike',
      numbered(
        70,
        'n,t',
        (row) => `2024-01-01${row === 50 ? 'T' : ' '}${row < 60 ? '00' : '01'}:${String(row % 60).padStart(2, '0')}:00`,
      ),
    ],
    [
      'columns that say it all',
      `id,kind\n${Array.from({ length: 70 }, (_, row) => `${row + 5},same`).join('\n')}\n(70 rows)\n`,
    ],
  ])('gives a table with %s back', (_, text) => {
    expect(decoded(text)).toBe(text)
  })

  it('leaves rows with different line ends alone', () => {
    expect(openNow(table, CSV.replaceAll('\n', '\r\n').replace('\r\n3,', '\n3,'))).toBeUndefined()
  })

  it('gives any CSV back', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.integer().map(String),
      fc.constantFrom(
        '',
        '=',
        '~',
        '\\-',
        '"',
        'a b',
        ', ',
        '|',
        'true',
        '2024-01-01',
        'x\ny',
        'x\r\ny',
        '\ud800',
        'é',
      ),
    )
    const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    const rows = fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 3, maxLength: 90 }),
      )
    let known = 0
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.boolean(), (body, end, isClosed) => {
        const head = Array.from({ length: body[0]?.length ?? 0 }, (_, index) => `name${index}`)
        const text = [head, ...body].map((row) => row.map(quoted).join(',')).join(end) + (isClosed ? end : '')
        const form = openNow(table, text)?.lossless()
        if (form === undefined) return
        known++
        expect(table.decode?.(form.text)).toBe(text)
      }),
      { seed: 7, numRuns: 300 },
    )
    expect(known).toBeGreaterThan(200)
  })

  it('gives tables of repeating columns back', () => {
    const cell = fc.constantFrom('alpha one', 'alpha two', 'beta', 'gamma delta epsilon', '10.5', '')
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 64, maxLength: 120 })
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 9 }), (body, step) => {
        const lines = body.map(([a, b, c], row) => `${100 + row * step},${a},${b},key-${b}-end,${c}`)
        const text = `${['id,first,second,third,fourth', ...lines].join('\n')}\n`
        expect(decoded(text)).toBe(text)
      }),
      { seed: 11, numRuns: 100 },
    )
  })
})

function decoded(text: string): string | undefined {
  const form = openNow(table, text)?.lossless()
  return form && table.decode?.(form.text)
}

/** Rows whose first cell is no sequence. */
function numbered(count: number, head: string, rest: (row: number) => string): string {
  return `${[head, ...Array.from({ length: count }, (_, row) => `${row * row},${rest(row)}`)].join('\n')}\n`
}
