import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKey, keyOf } from './key.ts'

describe('keyOf', () => {
  it('starts the SHA-256 of the scope and the text', async () => {
    // printf '""thello' | sha256sum
    expect(await keyOf('hello')).toBe('f58f4aed88878606')
  })

  it('tells texts and scopes apart, also by lone surrogates', async () => {
    const keys = await Promise.all([
      keyOf('a'),
      keyOf('b'),
      keyOf('a', 's'),
      keyOf('\uD800'),
      keyOf('\uD801'),
      keyOf('\uFFFD'),
    ])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('is of the whole text, however long, with no character cut', async () => {
    for (const lead of ['', '.']) {
      const text = lead + '\u{1F600}é'.repeat(1_500_000)
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`""t${text}`))
      expect(await keyOf(text)).toBe(Buffer.from(digest).toString('hex').slice(0, 16))
    }
  })

  it('gives a key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect(isKey(await keyOf(text))).toBe(true)
      }),
      { seed: 1 },
    )
  })
})

describe('isKey', () => {
  it.each(['', '8A2A5C9B768827DE', '../../etc/passwd', '8a2a5c9b768827d', 7, null, undefined])(
    'refuses %o',
    (value) => {
      expect(isKey(value)).toBe(false)
    },
  )
})
