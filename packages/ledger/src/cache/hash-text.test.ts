import { describe, expect, it } from 'vitest'
import { hashText, partingOf } from './hash-text.ts'

describe('hashText', () => {
  it('tells texts apart, empty and long ones too', () => {
    const texts = ['', 'a', 'b', 'ab', 'ba', '\u0000', '\ud800', 'a'.repeat(1000), `${'a'.repeat(999)}b`]
    expect(new Set(texts.map((text) => hashText(text).hash)).size).toBe(texts.length)
  })

  it('keeps a bounded number of marks of a megabyte', () => {
    expect(hashText('a'.repeat(127)).marks).toBe('')
    expect(hashText('ab'.repeat(1 << 19)).marks.length).toBeLessThanOrEqual(70 * 4)
  })
})

describe('partingOf', () => {
  it('brackets where two texts part', () => {
    const text = Array.from({ length: 400 }, (_, index) => `word${index} `).join('')
    for (const at of [0, 127, 128, 812, 1500, 2900]) {
      const other = `${text.slice(0, at)}#${text.slice(at + 1)}`
      const { from, to } = partingOf(hashText(text).marks, hashText(other).marks)
      expect(from).toBeLessThanOrEqual(at)
      expect(to ?? Infinity).toBeGreaterThan(at)
      expect((to ?? text.length) - from).toBeLessThanOrEqual(Math.max(128, at / 7))
    }
  })

  it('tells the beginning where one text ends', () => {
    const [one, two] = ['a'.repeat(200), 'a'.repeat(900)].map((text) => hashText(text).marks)
    expect(partingOf(one ?? '', two ?? '')).toEqual({ from: 128, to: undefined })
  })
})
