import { describe, expect, it } from 'vitest'
import { originalOf } from '../../retrieve/original.ts'
import { selectIndex } from '../../retrieve/select-index.ts'
import type { View } from '../../types/compressor.ts'
import { openNow } from '../open-now.ts'
import { table } from './index.ts'

const ROWS = Array.from({ length: 200 }, (_, row) => {
  const load = row === 120 ? 990 : 20 + ((row * 7) % 11)
  return `${1000 + row},host-${(row * 37) % 211},${row === 77 ? 'failed' : 'ok'},${load},"${row % 2 ? 'north, old' : 'south, new'}"`
})
const CSV = `${['id,host,status,load,site', ...ROWS].join('\n')}\n`

function viewOf(text: string, query = '', keepRatio?: number): View | undefined {
  return openNow(table, text)?.view(keepRatio === undefined ? { query } : { query, keepRatio })
}

function fiftyRows(cell: (row: number) => string): readonly string[] {
  return Array.from({ length: 50 }, (_, row) => `place ${row},${cell(row)},k${row}`)
}

describe('a view of a table', () => {
  it('shows rows byte for byte after the numbers of their lines, in order, below the head', () => {
    const [head, ...shown] = viewOf(CSV)?.text.split('\n') ?? []
    expect(head).toBe('line: id,host,status,load,site')
    const lines = CSV.split('\n')
    const numbers = shown.map((line) => {
      const [, number = '', row] = /^(\d+): (.*)$/.exec(line) ?? []
      expect(row).toBe(lines[Number(number) - 1])
      return Number(number)
    })
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(numbers[0]).toBe(2)
    expect(numbers.at(-1)).toBe(201)
  })

  it('numbers rows as retrieve does', () => {
    const row = viewOf(CSV, 'what about host-37?')
      ?.text.split('\n')
      .find((line) => line.includes('host-37,'))
    const [number = '', text] = row?.split(/: (.*)/) ?? []
    expect(selectIndex(originalOf(CSV), Number(number), undefined, 1_000)).toMatchObject({ found: true, text })
  })

  it('shows errors, outliers, what the query names, and says so', () => {
    const view = viewOf(CSV, 'where is host 1150?')
    expect(view?.text).toContain(ROWS[77])
    expect(view?.text).toContain(ROWS[120])
    expect(view?.text).toContain(ROWS[150])
    expect(view?.reasons).toEqual(
      expect.arrayContaining(['named in the query', '1 error', 'outliers', 'one of each kind']),
    )
  })

  it('counts all rows, and tells of all of them', () => {
    const view = viewOf(CSV)
    expect(view?.total).toBe(200)
    expect(view?.kept).toBe((view?.text.split('\n').length ?? 0) - 1)
    expect(view?.facts).toContain('status: 199 ok, 1 failed')
    expect(view?.facts).toContain('load: 20 (line 2) to 990 (line 122)')
    expect(view?.facts).toContain('id: 1000 (line 2) to 1199 (line 201)')
  })

  it('keeps within a ratio what matters most', () => {
    const view = viewOf(CSV, '', 0.02)
    expect(view?.kept).toBeLessThan(viewOf(CSV)?.kept ?? 0)
    expect(view?.text.length).toBeLessThan(CSV.length * 0.04)
    expect(view?.text).toContain(ROWS[77])
  })

  it('shows short tables whole', () => {
    expect(viewOf(CSV.split('\n').slice(0, 30).join('\n'))).toBeUndefined()
  })

  it('keeps frames and what stands around them, and counts lines where cells have line ends', () => {
    const rows = Array.from({ length: 60 }, (_, row) => `| ${row} | name ${row} | ${row === 31 ? 900 : row % 7} |`)
    const box = ['Hosts:', '', '| n | name | v |', '|---|---|---|', ...rows, '', '60 rows', ''].join('\n')
    const text = viewOf(box)?.text.split('\n') ?? []
    expect(text.slice(0, 5)).toEqual(['Hosts:', '', 'line: | n | name | v |', 'line: |---|---|---|', `5: ${rows[0]}`])
    expect(text).toContain(`36: ${rows[31]}`)
    expect(text.slice(-2)).toEqual(['', '60 rows'])
    const quoted = CSV.replace('"south, new"', '"south,\nnew"')
    expect(viewOf(quoted)?.text).toContain(`\n80: ${ROWS[77]}`)
  })

  it('counts empty cells', () => {
    const lines = Array.from({ length: 50 }, (_, row) => `${row * row},${row % 5 === 0 ? '' : 'yes'},x${row}`)
    expect(viewOf(['n,done,kind', ...lines].join('\n'))?.facts).toContain('done: 40× yes, 10× empty')
  })

  it('reads numbers with thousands', () => {
    const lines = Array.from({ length: 50 }, (_, row) => `place ${row},"${row + 1},${String(100 + row * 3)}"`)
    const text = ['place,people,kind', ...lines.map((line, row) => `${line},k${row}`)].join('\n')
    expect(viewOf(text)?.facts).toContain('people: 1,100 (line 2) to 50,247 (line 51)')
  })

  it.each([
    ['dots between thousands', (n: number) => (n < 9 ? `${211 + n}` : `${n}.${100 + n}`)],
    ['dots between thousands and millions', (n: number) => (n === 49 ? '1.234.567' : `${n + 2}.${100 + n}`)],
    ['commas before decimals', (n: number) => (n === 30 ? '"2,5"' : `"${n + 2},${100 + n}"`)],
    ['versions', (n: number) => `1.${n}`],
    ['versions of a few parts', (n: number) => (n === 12 ? '1.2.3' : `${n}.${n % 10}`)],
    ['versions that skip the tens', (n: number) => `${n % 3}.${n + (n % 10 === 0 ? 1 : 0)}`],
    ['commit ids', (n: number) => `1e${n + 1}`],
    ['commit ids, most of them of digits', (n: number) => (n === 20 ? '1e9' : `${n * 37 + 100}`)],
  ])('tells no range of %s, and keeps no extremes', (_, cell) => {
    const some = fiftyRows((row) => cell((row * 7) % 50))
    expect(viewOf(['place,size,kind', ...some].join('\n'))).toBeUndefined()
    const lines = [some, some, some, some].flat()
    const view = viewOf(['place,size,kind', ...lines].join('\n'))
    expect(view?.total).toBe(200)
    expect(view?.facts).toEqual([])
    expect(view?.reasons).not.toContain('outliers')
  })

  it.each([
    ['decimals', (n: number) => `${n + 1}.${(n * 37) % 90}5`, '1.05 (line 2) to 50.135 (line 51)'],
    ['decimals without zeros at the end', (n: number) => `${(n + 1) / 20}`, '0.05 (line 2) to 2.5 (line 51)'],
    ['three decimals', (n: number) => `${n + 1}.12${n % 9}`, '1.120 (line 2) to 50.124 (line 51)'],
    ['three decimals below one', (n: number) => (n === 7 ? '3' : `0.${100 + n}`), '0.100 (line 2) to 3 (line 9)'],
    ['powers of ten', (n: number) => `${n + 1}e-2`, '1e-2 (line 2) to 50e-2 (line 51)'],
  ])('tells the range of %s', (_, cell, range) => {
    const lines = fiftyRows(cell)
    expect(viewOf(['place,size,kind', ...lines].join('\n'))?.facts).toEqual([`size: ${range}`])
  })
})
