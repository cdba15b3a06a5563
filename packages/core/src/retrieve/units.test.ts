import { describe, expect, it } from 'vitest'
import { originalOf } from './original.ts'
import { rowsOf, unitsOf } from './units.ts'

const labelled = (text: string): readonly string[] => {
  const { labels, texts } = unitsOf(originalOf(text))
  return labels.map((label, index) => `${label}: ${texts[index]}`)
}

describe('unitsOf', () => {
  it('takes lines of a text, numbered from 1, without their ends', () => {
    expect(labelled('a\r\n\nb\n')).toEqual(['1: a', '2: ', '3: b'])
    expect(labelled('')).toEqual([])
  })

  it('takes the rows of the counted list by index and everything else by path', () => {
    expect(labelled('{"n":1.0,"rows":[{"a":1},{"a":2}],"odd key":{"ids":[7]}}')).toEqual([
      '0: {"a":1}',
      '1: {"a":2}',
      '$["odd key"].ids[0]: 7',
      '$.n: 1.0',
    ])
  })

  it('takes values by path where there is no list', () => {
    expect(labelled('{"a":{"b":-0},"c":""}')).toEqual(['$.a.b: -0', '$.c: ""'])
    expect(labelled('7')).toEqual(['$: 7'])
  })

  it('leaves no scalar out', () => {
    const values = labelled('[[1,[2]],{"a":[3,{"b":4}]}]').join()
    expect(values.match(/\d+(?![\d:])/g)).toEqual(expect.arrayContaining(['1', '2', '3', '4']))
  })
})

describe('rowsOf', () => {
  it('counts the list that a view shortens, even where it stands within another', () => {
    const inner = Array.from({ length: 40 }, (_, id) => ({ id, text: `a row of the inner list ${id}` }))
    const { root } = originalOf(JSON.stringify({ groups: [{ name: 'only', rows: inner }] }))
    expect(root && rowsOf({ path: '$', node: root, text: '' })?.list.path).toBe('$.groups[0].rows')
  })

  it('counts the largest of several and names the others', () => {
    const { root } = originalOf('{"b":[1,2],"a":[{"x":"longer than the other"}],"c":[3]}')
    const rows = root && rowsOf({ path: '$', node: root, text: '' })
    expect([rows?.list.path, rows?.others.map(({ path }) => path)]).toEqual(['$.a', ['$.b']])
  })
})
