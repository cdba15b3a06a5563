import { describe, expect, it } from 'vitest'
import { byNovelty } from './novelty.ts'

describe('byNovelty', () => {
  it('takes the strongest first, then what is unlike it', () => {
    const texts = ['disk full on node 1', 'disk full on node 2', 'disk full on node 3', 'certificate expired']
    expect(byNovelty([0, 1, 2, 3], [1, 0.9, 0.9, 0.8], texts)).toEqual([0, 3, 1, 2])
  })

  it('keeps the order of units that have nothing in common, and of those that say the same', () => {
    expect(byNovelty([2, 0, 1], [0.5, 0.4, 0.9], ['alpha', 'beta', 'gamma'])).toEqual([2, 0, 1])
    expect(byNovelty([0, 1, 2], [1, 1, 1], ['7', '8', '9'])).toEqual([0, 1, 2])
  })

  it('does not let novelty outweigh strength by much', () => {
    expect(byNovelty([0, 1, 2], [1, 0.9, 0.1], ['disk full', 'disk full', 'all is well'])).toEqual([0, 1, 2])
  })

  it('leaves units behind the strongest 256 where they are, and loses none', () => {
    const order = Array.from({ length: 400 }, (_, index) => index)
    const given = byNovelty(
      order,
      order.map(() => 1),
      order.map((index) => `unit ${'abc'.charAt(index % 3).repeat(4)}`),
    )
    expect(given.slice(256)).toEqual(order.slice(256))
    expect(given.toSorted((a, b) => a - b)).toEqual(order)
  })

  it('takes nothing', () => {
    expect(byNovelty([], [], [])).toEqual([])
  })
})
