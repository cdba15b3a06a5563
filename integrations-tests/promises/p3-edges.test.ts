import { compressText } from '@headroom/core'
import { defaultCompressors } from '@headroom/core/compressors'
import { describe, expect, it } from 'vitest'
import { lexemesOf } from './lexemes.ts'

const HOSTILE_ROWS = `[${Array.from({ length: 60 }, (_, id) => `{ "id": 1234567890123456${id + 10}1, "n": ${id}.0, "z": -0, "e": 1e400, "a": 1, "a": ${id}, "2": "\\u0041", "1": null }`).join(',\n')}]`

describe('P3 lossless, at the edges', () => {
  it.each([HOSTILE_ROWS])('decodes to the lexemes of the text, read without our reader', async (text) => {
    const { text: shorter, outcome } = await compressText(text)
    expect(outcome.form).toBe('lossless')
    const decode = defaultCompressors.find(({ name }) => name === outcome.by)?.decode
    expect(lexemesOf(decode?.(shorter) ?? '')).toBe(lexemesOf(text))
  })
})
