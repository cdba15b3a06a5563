import { describe, expect, it } from 'vitest'
import { readJson } from '../../../json/read.ts'
import { listsOf } from './lists.ts'

function pathsIn(value: unknown): readonly (readonly (string | number)[])[] {
  const node = readJson(JSON.stringify(value))
  return node ? listsOf(node).map(({ path }) => path) : []
}

const rows = Array.from({ length: 10 }, (_, id) => ({ id, name: `name ${id}` }))

describe('listsOf', () => {
  it('finds arrays of rows anywhere', () => {
    expect(pathsIn({ a: { b: rows }, c: [{ d: rows }] })).toEqual([
      ['a', 'b'],
      ['c', 0, 'd'],
    ])
  })

  it('leaves short arrays and short arrays of scalars whole', () => {
    expect(pathsIn({ a: rows.slice(0, 7), b: Array.from({ length: 64 }, () => 1) })).toEqual([])
    expect(pathsIn(Array.from({ length: 65 }, () => 1))).toEqual([[]])
  })

  it('prefers the lists inside where these make up the rows', () => {
    const results = Array.from({ length: 9 }, () => ({ vulns: rows }))
    expect(pathsIn({ results })).toHaveLength(9)
    expect(pathsIn({ results }).at(2)).toEqual(['results', 2, 'vulns'])
  })

  it('takes wide objects for lists, and trees for none', () => {
    expect(pathsIn(Object.fromEntries(Array.from({ length: 24 }, (_, at) => [`k${at}`, { at }])))).toEqual([[]])
    expect(pathsIn({ name: 'a', children: Array.from({ length: 20 }, () => ({ name: 'b', children: [] })) })).toEqual(
      [],
    )
  })
})
