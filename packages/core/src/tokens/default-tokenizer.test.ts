import { countTokens as cl100k } from 'gpt-tokenizer/encoding/cl100k_base'
import { countTokens as o200k } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { defaultTokenizer } from './default-tokenizer.ts'

const TEXT = '{"id": 12345, "message": "Größe geändert – 订单 shipped 🙂", "ok": true}\n'.repeat(20)

describe('defaultTokenizer', () => {
  it('counts o200k', async () => {
    expect((await defaultTokenizer()).count(TEXT)).toBe(o200k(TEXT))
    expect((await defaultTokenizer('openai/gpt-4o-mini')).count(TEXT)).toBe(o200k(TEXT))
    expect((await defaultTokenizer('claude-sonnet-4-5')).count(TEXT)).toBe(o200k(TEXT))
  })

  it('counts cl100k for the models that use it', async () => {
    expect((await defaultTokenizer('gpt-4-turbo')).count(TEXT)).toBe(cl100k(TEXT))
    expect(cl100k(TEXT)).not.toBe(o200k(TEXT))
  })

  it('counts special tokens as the text that they are', async () => {
    expect((await defaultTokenizer()).count('<|endoftext|>')).toBeGreaterThan(1)
  })

  it('counts nothing in nothing', async () => {
    expect((await defaultTokenizer()).count('')).toBe(0)
  })

  it('counts a megabyte without a break in it, nearly exactly', async () => {
    // Whole, each of these takes the library minutes.
    const { count } = await defaultTokenizer()
    expect(count('a'.repeat(1_000_000))).toBeGreaterThan(100_000)
    expect(count('订'.repeat(1_000_000))).toBeGreaterThan(400_000)
    expect(count(' '.repeat(1_000_000))).toBeGreaterThan(1_000)
  })
})
