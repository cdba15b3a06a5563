import { describe, expect, it } from 'vitest'
import { counted } from './counted.ts'

describe('counted', () => {
  it('counts a text once', () => {
    const asked: string[] = []
    const tokenizer = counted({ count: (text) => asked.push(text) })
    expect([tokenizer.count('a'), tokenizer.count('b'), tokenizer.count('a')]).toEqual([1, 2, 1])
    expect(asked).toEqual(['a', 'b'])
  })

  it('forgets the oldest texts when it holds too much', () => {
    let calls = 0
    const tokenizer = counted({ count: () => ++calls })
    const texts = ['a', 'b', 'c'].map((letter) => letter.repeat(9_000_000))
    for (const text of texts) tokenizer.count(text)
    tokenizer.count(texts[2] ?? '')
    expect(calls).toBe(3)
    tokenizer.count(texts[0] ?? '')
    expect(calls).toBe(4)
  })
})
