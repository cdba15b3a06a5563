import { describe, expect, it } from 'vitest'
import { atOnce } from '../steps.ts'
import { quoted } from './quoted.ts'

describe('quoted', () => {
  const tokenizer = quoted({ count: (text) => text.length }, '{"a":"b"}')

  it('counts quotes and escapes of every text but the one that stands as it is', () => {
    for (const count of [tokenizer.count, (text: string) => atOnce(tokenizer.countSteps(text))]) {
      expect(count('{"a":"b"}')).toBe(9)
      expect(count('{"a":"c"}')).toBe('"{\\"a\\":\\"c\\"}"'.length)
      expect(count('a\nb')).toBe(6)
      expect(count('')).toBe(2)
    }
  })
})
