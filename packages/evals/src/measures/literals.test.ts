import { describe, expect, it } from 'vitest'
import { alteredLiterals, literalsIn, literalsOf, lostLiterals, unchanged } from './literals.ts'

const ORIGINAL = 'src/a.ts:12: took 12345 ms\nsrc/a.ts:40: took 678 ms\ncommit a65e0892b'

describe('literalsIn', () => {
  const literals = literalsOf(ORIGINAL)

  it('sees all of the same text', () => {
    expect(literalsIn(literals, ORIGINAL, 'lossless')).toEqual(unchanged(literals))
    expect(unchanged(literals)).toEqual({ total: 5, visible: 5, apart: 0, encoded: 0, dropped: 0 })
  })

  it('takes a neighbour above for one beside: a heading, the head of a table', () => {
    const table = 'src/a.ts\n12: took 12345 ms\n40: took 678 ms\nhash of commit\na65e0892b'
    expect(literalsIn(literals, table, 'lossless')).toEqual({ total: 5, visible: 5, apart: 0, encoded: 0, dropped: 0 })
  })

  it('tells a literal apart from its neighbour', () => {
    expect(literalsIn(literals, ORIGINAL.replaceAll('took', 'was'), 'lossless')).toMatchObject({ visible: 3, apart: 2 })
  })

  it('counts what does not stand whole as encoded in a lossless form, as dropped from a view', () => {
    const fused = ORIGINAL.replace('12345', '123456')
    expect(literalsIn(literals, fused, 'lossless')).toMatchObject({ visible: 4, encoded: 1, dropped: 0 })
    expect(literalsIn(literals, fused, 'view')).toMatchObject({ visible: 4, encoded: 0, dropped: 1 })
  })

  it('misses a line of a file that stands below another', () => {
    const swapped = 'src/b.ts\n12: took 12345 ms\nsrc/a.ts\n40: took 678 ms\ncommit a65e0892b'
    const two = literalsOf(`${ORIGINAL}\nsrc/b.ts:99: x`)
    expect(literalsIn(two, swapped, 'lossless')).toMatchObject({ encoded: 2 })
  })
})

describe('lostLiterals', () => {
  it('names each literal that a decoded text lacks', () => {
    const decoded = ORIGINAL.replace('678', '679').replace('a.ts:12', 'a.ts:13')
    expect(lostLiterals(literalsOf(ORIGINAL), decoded)).toEqual(['678', 'src/a.ts:12'])
  })
})

describe('alteredLiterals', () => {
  const altered = (view: string): readonly string[] =>
    alteredLiterals(literalsOf(ORIGINAL), ORIGINAL, `[9 of 99999 lines shown]\n${view}`, 500)

  it('finds what the original does not hold: altered, fused', () => {
    expect(altered('took 12346 ms\ntook 12345678 ms\ncommit a65e0892c')).toEqual(['12346', '12345678', 'a65e0892c'])
  })

  it('takes numbers of lines and ranges of them, and parts of literals, for none', () => {
    expect(altered('L127: took 12345 ms\n130-499× took\n2345')).toEqual([])
  })

  it('takes no number beyond what is counted for the number of a line', () => {
    expect(altered('501: took')).toEqual(['501'])
  })
})
