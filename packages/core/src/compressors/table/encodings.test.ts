import { describe, expect, it } from 'vitest'
import { openNow } from '../open-now.ts'
import { table } from './index.ts'

const rows = (count: number, row: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => row(index))

function formOf(lines: readonly string[]): readonly string[] {
  return (
    openNow(table, `${lines.join('\n')}\n`)
      ?.lossless()
      ?.text.split('\n') ?? []
  )
}

describe('writeTable', () => {
  it('says what grows by the same amount once, in long tables', () => {
    const form = formOf([
      'id,time,name',
      ...rows(64, (n) => `${n + 1},2024-01-01 0${Math.floor(n / 10)}:${n % 10}0:00,n${n * n}`),
    ])
    expect(form[1]).toMatch(/^\[id\(from 1 step 1\)\] time/)
  })

  it('steps over times without a zone', () => {
    const time = (n: number): string => `2024-01-01T0${Math.floor(n / 10)}:0${n % 10}:00`
    const hourly = (n: number): string => new Date(Date.UTC(2024, 0, 1, n)).toISOString().slice(0, 19)
    expect(formOf(['t,v,w', ...rows(64, (n) => `${hourly(n)},${n * n},x${n}`)])[1]).toMatch(
      /^\[t\(from 2024-01-01T00:00:00 step 3600 seconds\)\]/,
    )
    expect(formOf(['t,v,w', ...rows(64, (n) => `${time(n)},${n * n},x${n}`)])[1]).not.toMatch(/^\[t/)
  })

  it('keeps the numbers of short tables', () => {
    expect(formOf(['id,name,v', ...rows(20, (n) => `${n + 1},name ${n},${n * n}`)])[2]).toBe('1 name 0,0')
  })

  it('writes = where the row above has the same', () => {
    const form = formOf([
      'a,b,c',
      ...rows(8, (n) => `${n},United States of America,${n * 7}`),
      '8,Republic of Korea,1',
      '9,New Zealand,3',
    ])
    expect(form[0]).toBe('Table from CSV (=: as above):')
    expect(form.slice(2, 4)).toEqual(['0 United States of America,0', '1 =,7'])
  })

  it('leaves = out at the end of a row', () => {
    const form = formOf([
      'a,b,c',
      ...rows(8, (n) => `${n},${n * 7},United States of America`),
      '8,1,Republic of Korea',
      '9,3,New Zealand',
    ])
    expect(form[0]).toBe('Table from CSV (= or nothing at the end: as above):')
    expect(form[3]).toBe('1,7')
  })

  it('lets = stand for the row above alone, as the first line says', () => {
    const cities = ['Amsterdam Noord', 'Rotterdam Zuid', 'Utrecht Centraal Station']
    const lands = ['province of North Holland', 'province of South Holland', 'province of Utrecht in the middle']
    const order = [0, 1, 2, 0, 2, 1, 1, 0, 2, 0, 1, 2, 2, 1, 0, 1, 0, 2, 0, 1, 2]
    // Too many kinds for codes.
    const extra = rows(12, (n) => `${n + 50},place number ${n},land of its own ${n}`)
    const lines = ['n,city,land', ...order.map((k, n) => `${n},${cities[k]},${lands[k]}`), ...extra]
    const form = formOf(lines)
    expect(form).toHaveLength(lines.length + 1)
    for (const [row, line] of lines.entries()) {
      const land = line.split(',')[2] ?? ''
      if (row > 0 && !form[row + 1]?.endsWith(land)) expect(lines[row - 1]?.split(',')[2]).toBe(land)
    }
    expect(table.decode?.(form.join('\n'))).toBe(`${lines.join('\n')}\n`)
  })

  it('sets no comma beside cells that hold commas', () => {
    const place = (n: number): string => `place ${n},${n * n},"${n + 1},37${n % 10}",district ${n * 7}`
    const form = formOf(['name,rank,people,district', ...rows(60, place)])
    expect(form[1]).not.toContain(',')
    // The one cell that holds a comma may be any.
    const plain = (n: number): string => `place ${n},${n * n},${n === 13 ? '"1,3"' : n},district ${n * 7}`
    expect(formOf(['name,rank,people,district', ...rows(60, plain)])[1]).not.toContain(',')
  })

  it('cuts by spaces beside cells that hold what else may stand there', () => {
    const form = formOf(['a,b,c,d', ...rows(9, (n) => `${n},"${n},1",x|${n},${n * n}`)])
    expect(form.slice(1, 3)).toEqual(['a b c,d', '0 0,1 x|0,0'])
  })

  it('codes a column of few long values and says what the codes are short for', () => {
    const form = formOf([
      'n,region,v',
      ...rows(24, (n) => `${n},${n % 2 ? 'europe_central_asia' : 'sub_saharan_africa'},${n * n}`),
    ])
    expect(form[0]).toBe('Table from CSV (a=v: a is short for v):')
    expect(form[1]).toContain('region(sub=sub_saharan_africa, europe=europe_central_asia)')
  })

  it('cuts off what all cells of a long column share', () => {
    const form = formOf([
      'n,path,v',
      ...rows(80, (n) => `${n * n},/var/lib/app/releases/${n * n * 37}/current.json,${n % 7}`),
    ])
    expect(form[1]).toContain('path("/var/lib/app/releases/{}/current.json")')
  })
})

describe('readTable', () => {
  it.each([
    'Table:\na b\n1 2',
    'Table from nothing known:\na b\n1 2',
    'Table from CSV:\n[a(from x step y)] b\n1',
    'a b\n1 2',
  ])('throws on %j', (form) => {
    expect(() => table.decode?.(form)).toThrow(SyntaxError)
  })

  it('gives a text that looks like a form back', () => {
    const text = 'Table from CSV:\na,b,c\n1,22,3\n4,55,6\n7,88,9\n10,111,12\n'
    const form = openNow(table, text)?.lossless()?.text
    expect(form).toBe('Table from CSV, after 1 line:\nTable from CSV:\na,b,c\n1,22,3\n4,55,6\n7,88,9\n10,111,12')
    expect(table.decode?.(form ?? '')).toBe(text)
  })
})
