import { describe, expect, it } from 'vitest'
import { cacheableMinimum } from './cacheable-minimum.ts'

describe('cacheableMinimum', () => {
  it('knows a model under each of its names', () => {
    const tokens = (model: string): number | undefined => cacheableMinimum(model)?.tokens
    expect(tokens('claude-opus-5')).toBe(512)
    expect(tokens('claude-opus-4-1-20250805')).toBe(1024)
    expect(tokens('us.anthropic.claude-haiku-4-5-20251001-v1:0')).toBe(4096)
    expect(tokens('us.anthropic.claude-haiku-4-5-20251001-v1%3A0')).toBe(4096)
    expect(tokens('claude-opus-4-7@default')).toBe(2048)
    expect(tokens('anthropic/claude-sonnet-4.5')).toBe(1024)
    expect(tokens('claude-3-5-haiku-latest')).toBe(2048)
    expect(tokens('openai/gpt-5.6-sol')).toBe(1024)
    expect(tokens('o4-mini')).toBe(1024)
    expect(tokens('models/gemini-3.1-pro-preview')).toBe(4096)
    expect(tokens('amazon.nova-lite-v1:0')).toBe(1000)
  })

  it('says nothing of a model that no source speaks of', () => {
    for (const model of [
      'claude-opus-5-5',
      'claude-opus-4-9',
      'gpt-4',
      'gpt-3.5-turbo',
      'gpt-oss-120b',
      'grok-4',
      '',
    ]) {
      expect(cacheableMinimum(model)).toBeUndefined()
    }
    expect(cacheableMinimum(undefined)).toBeUndefined()
  })
})
