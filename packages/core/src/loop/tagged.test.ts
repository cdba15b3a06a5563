import { describe, expect, it } from 'vitest'
import { tagged, untagged } from './tagged.ts'

describe('untagged', () => {
  it('gives back what JSON alone would lose', () => {
    const value = {
      bytes: new Uint8Array([0, 1, 255]),
      list: [new URL('https://a.example/b'), null, 1.5, 'x'],
      __proto__x: {},
    }
    const json = JSON.stringify(tagged(value))
    expect(untagged(JSON.parse(json))).toEqual(value)
  })

  it('takes bytes of any number', () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => at % 256)
    expect(untagged(JSON.parse(JSON.stringify(tagged({ bytes }))))).toEqual({ bytes })
  })

  it('leaves alone what reads like a tag but is none', () => {
    const value = {
      '$headroom.bytes': 5,
      inner: [{ '$headroom.url': 'no url' }, { '$headroom.bytes': 'AAAA', '$headroom.$headroom.url': '' }],
    }
    expect(untagged(JSON.parse(JSON.stringify(tagged(value))))).toEqual(value)
  })
})
