import { describe, expect, it } from 'vitest'
import { findDictionary } from './dictionary.ts'

describe('findDictionary', () => {
  it('takes first words as codes where these speak for their cells, most frequent first', () => {
    const cells = Array.from({ length: 40 }, (_, row) =>
      row % 4 === 0 ? 'payment-gateway-service' : 'user-profile-service',
    )
    expect(findDictionary(cells)?.entries).toEqual([
      ['user', 'user-profile-service'],
      ['payment', 'payment-gateway-service'],
    ])
  })

  it('takes letters where first words are the same', () => {
    const cells = Array.from({ length: 40 }, (_, row) => (row % 4 === 0 ? 'us-east-1 zone' : 'us-west-2 zone'))
    expect(findDictionary(cells)?.entries.map(([code]) => code)).toEqual(['a', 'b'])
  })

  it('leaves short values as they are', () => {
    expect(findDictionary(Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? 'INFO' : '0')))).toBeUndefined()
  })

  it('leaves values alone that differ from row to row', () => {
    expect(
      findDictionary(Array.from({ length: 40 }, (_, row) => `a long value of its own, number ${row}`)),
    ).toBeUndefined()
  })
})
