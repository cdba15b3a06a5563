import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { keyOrderOf } from './key-order.ts'

function positions(shapes: readonly (readonly string[] | undefined)[]): (number[] | undefined)[] | undefined {
  return atOnce(keyOrderOf(shapes))?.positions.map((places) => places && [...places])
}

describe('keyOrderOf', () => {
  it('finds an order that all objects keep', () => {
    const shapes = [
      ['a', 'd'],
      ['a', 'b', 'd'],
      ['c', 'd', 'e'],
    ]
    expect(atOnce(keyOrderOf(shapes))?.keys).toEqual(['c', 'a', 'b', 'd', 'e'])
    expect(positions(shapes)).toEqual([
      [1, 3],
      [1, 2, 3],
      [0, 3, 4],
    ])
  })

  it('leaves out objects that contradict it, repeat a key or are none', () => {
    expect(positions([['a', 'b'], ['b', 'a'], ['a', 'a'], undefined])).toEqual([
      [0, 1],
      undefined,
      undefined,
      undefined,
    ])
  })

  it('gives up on objects with little in common', () => {
    expect(atOnce(keyOrderOf(Array.from({ length: 1_000 }, (_, index) => [`k${index}`])))).toBeUndefined()
  })
})
