import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../steps.ts'
import { changeRows, outlyingRows } from './outlying.ts'

/** Numbers from 0 to 999 that look like chance, longer than what is judged whole. */
function noise(): number[] {
  return Array.from({ length: 100_000 }, (_, at) => (Math.imul(at + 1, 2_654_435_761) >>> 8) % 1_000)
}

describe('outlyingRows', () => {
  it('finds the outliers of a long column, wherever they stand', () => {
    const numbers: (number | undefined)[] = noise()
    numbers[3] = 90_000
    numbers[50_001] = -80_000
    numbers[99_999] = 70_000
    numbers[7] = undefined
    expect(atOnce(outlyingRows(numbers))).toEqual([3, 50_001, 99_999])
  })

  it('finds none where there is none', () => {
    expect(atOnce(outlyingRows(noise()))).toEqual([])
  })

  it('finds those of a short column', () => {
    expect(atOnce(outlyingRows([...noise().slice(0, 50), 90_000]))).toEqual([50])
  })
})

describe('changeRows', () => {
  it('names the rows on both sides of a jump in a long column', () => {
    const numbers = noise().map((value, at) => (at < 61_234 ? value : value + 50_000))
    expect(atOnce(changeRows(numbers))).toEqual([61_233, 61_234])
  })

  it('names none where the level stays', () => {
    expect(atOnce(changeRows(noise()))).toEqual([])
  })
})
