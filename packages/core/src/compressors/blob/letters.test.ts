import { describe, expect, it } from 'vitest'
import { firstBytes } from './letters.ts'

const BYTES = Array.from({ length: 192 }, (_, at) => (at * 73 + 251) & 255)

describe('firstBytes', () => {
  it('reads base64 of both alphabets, whatever stands between the digits', () => {
    const standard = Buffer.from(BYTES).toString('base64')
    expect(standard).toMatch(/\+/)
    expect(standard).toMatch(/\//)
    const lines = standard.replaceAll(/(.{20})/g, '$1\r\n')
    for (const text of [standard, lines, Buffer.from(BYTES).toString('base64url')])
      expect(firstBytes(text, 0, text.length, 'base64', BYTES.length)).toEqual(BYTES)
  })

  it('reads hex, as many bytes as it is asked for', () => {
    const hex = `x${Buffer.from(BYTES).toString('hex')}`
    expect(firstBytes(hex, 1, hex.length, 'hex', 5)).toEqual(BYTES.slice(0, 5))
  })
})
