import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { expandNames, nameRepeats, readNames, writeNames } from './names.ts'

describe('nameRepeats', () => {
  it('tells the first name before a 2 from the twelfth', () => {
    const names = Array.from({ length: 14 }, (_, index) => `service-${'abcdefghijklmn'.charAt(index)}-production-east`)
    const text = [...Array.from({ length: 12 }, () => names).flat(), ...names.map((name) => `${name}2`)].join('\n')
    const named = atOnce(nameRepeats(text))
    expect(named.phrases.length).toBeGreaterThan(11)
    expect(atOnce(expandNames(named))).toBe(text)
    expect(readNames([...writeNames(named), named.text])).toEqual({ phrases: named.phrases, sign: '$' })
  })

  it('takes a sign that the text does not use', () => {
    const text = Array.from({ length: 6 }, () => 'https://example.org/users costs $1').join('\n')
    const named = atOnce(nameRepeats(text))
    expect(named.sign).toBe('%')
    expect(atOnce(expandNames(named))).toBe(text)
  })

  it('cuts no phrase but at a slash', () => {
    const text = Array.from(
      { length: 8 },
      (_, index) => `arn:aws:iam::123456789012:user/${'abcdefgh'.charAt(index)}`,
    ).join('\n')
    expect(
      atOnce(nameRepeats(text)).phrases.every((phrase) => phrase.startsWith('arn:aws:iam::123456789012:user')),
    ).toBe(true)
  })
})
