import { describe, expect, it } from 'vitest'
import { NO_TOKENS, type TokensByClass } from './tokens-by-class.ts'
import { type PlacedPart, ratioOf, withoutShortening } from './without-shortening.ts'

const TOKENS: TokensByClass = { ...NO_TOKENS, input: 100, cacheRead: 8000, cacheWriteShort: 900, output: 50 }

function part(tokens: number, firstPrompt?: number, behind = 0): PlacedPart {
  return { id: 'p', tokens, behind, firstPrompt }
}

describe('withoutShortening', () => {
  it('reads what an earlier prompt had that was read', () => {
    expect(withoutShortening(TOKENS, [part(1000, 8000)], 1)).toEqual({ ...TOKENS, cacheRead: 9000 })
    expect(withoutShortening(TOKENS, [part(1000, 500)], 1)).toEqual({ ...TOKENS, cacheRead: 9000 })
  })

  it('writes what is new, as the new tokens of the prompt were written', () => {
    const expected = { ...TOKENS, input: 200, cacheWriteShort: 1800 }
    expect(withoutShortening(TOKENS, [part(1000)], 1)).toEqual(expected)
    const hour = { ...TOKENS, cacheWriteShort: 0, cacheWriteLong: 900 }
    expect(withoutShortening(hour, [part(1000)], 1)).toEqual({ ...hour, input: 200, cacheWriteLong: 1800 })
  })

  it('reads what is new to us, but stands before all that was not read', () => {
    expect(withoutShortening(TOKENS, [part(1000, undefined, 1000)], 1)).toEqual({ ...TOKENS, cacheRead: 9000 })
    expect(withoutShortening(TOKENS, [part(1000, undefined, 999)], 1)).toEqual({
      ...TOKENS,
      input: 200,
      cacheWriteShort: 1800,
    })
  })

  it('scales every class', () => {
    const all = { ...NO_TOKENS, input: 100, cacheWriteShort: 200, cacheWriteLong: 700 }
    expect(withoutShortening(all, [part(1000)], 1.5)).toEqual({
      ...NO_TOKENS,
      input: 250,
      cacheWriteShort: 500,
      cacheWriteLong: 1750,
    })
  })

  it('scales what stands behind a part too', () => {
    expect(withoutShortening(TOKENS, [part(1000, undefined, 800)], 1.25)).toEqual({ ...TOKENS, cacheRead: 9250 })
  })

  it('writes all of it again where the cache had lapsed', () => {
    const lapsed = { ...NO_TOKENS, cacheWriteShort: 9000, output: 50 }
    expect(withoutShortening(lapsed, [part(1000, 8000), part(200)], 1)).toEqual({ ...lapsed, cacheWriteShort: 10_200 })
  })

  it('reads the share of it that was read where the cache held less', () => {
    const half = { ...NO_TOKENS, input: 5000, cacheRead: 4000, output: 50 }
    expect(withoutShortening(half, [part(1000, 8000)], 1)).toEqual({ ...half, input: 5500, cacheRead: 4500 })
  })

  it('reads everything where nothing else was', () => {
    const read = { ...NO_TOKENS, cacheRead: 4000 }
    expect(withoutShortening(read, [part(1000)], 1)).toEqual({ ...read, cacheRead: 5000 })
  })

  it('scales our count, takes what was put in away, and never goes below none', () => {
    expect(withoutShortening(TOKENS, [part(1000, 8000), part(-200, 8000)], 1.5)).toEqual({ ...TOKENS, cacheRead: 9200 })
    expect(withoutShortening(TOKENS, [part(-10_000, 8000)], 1)).toEqual({ ...TOKENS, cacheRead: 0 })
  })
})

describe('ratioOf', () => {
  it("is the provider's count of the prompt over ours", () => {
    expect(ratioOf(TOKENS, 7500)).toBe(1.2)
    expect(ratioOf(TOKENS, 4500)).toBe(2)
    expect(ratioOf(TOKENS, 18_000)).toBe(0.5)
  })

  it('is not known without a count, or where the two cannot be of the same text', () => {
    for (const sent of [undefined, 0, Number.NaN, 4000, 20_000]) expect(ratioOf(TOKENS, sent)).toBe(undefined)
  })
})
