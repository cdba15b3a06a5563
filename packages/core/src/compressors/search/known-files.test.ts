import { describe, expect, it } from 'vitest'
import { isKnown } from './known-files.ts'

describe('isKnown', () => {
  const paths = new Set(['src/cart.ts'])

  it('knows a path that context prints in full', () => {
    expect(isKnown('/home/me/shop/src/cart.ts', paths)).toBe(true)
    expect(isKnown('/home/me/shop/src/other.ts', paths)).toBe(false)
  })

  it('takes a longer path that is not printed in full for another file', () => {
    expect(isKnown('old/src/cart.ts', paths)).toBe(false)
  })
})
