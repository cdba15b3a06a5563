import { describe, expect, it } from 'vitest'
import { cutNear } from './cut-near.ts'

describe('cutNear', () => {
  it('cuts before or behind a separator, whichever is next, the later of two as near', () => {
    expect(cutNear('foo bar', 4, 0, 7)).toBe(4)
    expect(cutNear('foo bar', 3, 0, 7)).toBe(3)
    expect(cutNear('foo,bar', 5, 0, 7)).toBe(4)
    expect(cutNear('foo(bar', 1, 0, 7)).toBe(3)
    expect(cutNear('a,bc,d', 3, 0, 6)).toBe(4)
  })

  it('leaves paths and URLs whole', () => {
    const text = 'see src/a-b/c_d.e.ts:12 or http://example.org/~me?q now'
    expect(cutNear(text, 12, 0, text.length)).toBe(4)
    expect(cutNear(text, 30, 0, text.length)).toBe(27)
  })

  it('stays between the first and the last place that will do', () => {
    expect(cutNear('foo,bar', 2, 0, 2)).toBe(2)
    expect(cutNear('foo,bar', 5, 5, 7)).toBe(5)
    expect(cutNear('foo,bar', 9, 0, 4)).toBe(4)
    expect(cutNear('foo,bar', -2, 3, 7)).toBe(3)
  })

  it('looks 150 characters far', () => {
    expect(cutNear(`${'x'.repeat(150)},`, 0, 0, 151)).toBe(150)
    expect(cutNear(`${'x'.repeat(151)},`, 0, 0, 152)).toBe(0)
    expect(cutNear(`,${'x'.repeat(200)}`, 151, 0, 201)).toBe(1)
    expect(cutNear(`,${'x'.repeat(200)}`, 152, 0, 201)).toBe(152)
  })

  it('cuts before a sign where all is one word, never inside a character', () => {
    expect(cutNear('some%2Fword', 6, 0, 11)).toBe(4)
    expect(cutNear('x😀😀x', 2, 0, 6)).toBe(3)
  })
})
