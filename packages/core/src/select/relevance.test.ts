import { describe, expect, it } from 'vitest'
import { isTelling, relevanceOf, termsOf } from './relevance.ts'

describe('relevanceOf', () => {
  it('ranks the text with the rarer term first', () => {
    const [common, both, none] = relevanceOf(
      ['the payment service', 'the payment was refunded', 'nothing here'],
      'refunded payment',
    )
    expect(both).toBeGreaterThan(common ?? 0)
    expect(none).toBe(0)
  })

  it('counts a term in the heading more than one in the text', () => {
    const texts = ['a retry of the call', 'some words more', 'the call again', 'other', 'other']
    const [inText, inHeading] = relevanceOf(texts, 'retry', ['src/a.ts', 'src/retry.ts', 'src/b.ts', 'c', 'd'])
    expect(inHeading).toBeGreaterThan(inText ?? 0)
    expect(inText).toBeGreaterThan(0)
  })

  it('gives nothing for an empty query or one of stop words', () => {
    expect([...relevanceOf(['a text'], '')]).toEqual([0])
    expect([...relevanceOf(['show me what you have'], 'show me what you have')]).toEqual([0])
  })

  it('ranks shorter texts higher where all else is equal', () => {
    const [long, short] = relevanceOf(
      ['error in one of the many modules that we have here', 'error here', 'fine', 'fine', 'fine'],
      'error',
    )
    expect(short).toBeGreaterThan(long ?? 0)
  })
})

describe('termsOf', () => {
  it('lets spellings of one word meet', () => {
    expect(termsOf('UserForm')).toContain('form')
    expect(termsOf('forms')).toEqual(['form'])
    expect(termsOf('user_forms')).toEqual(['user', 'form'])
    expect(termsOf('queries')).toEqual(['query'])
    expect(termsOf('http2')).toEqual(['http2', 'http'])
  })
})

describe('isTelling', () => {
  it('is true of words, not of stop words', () => {
    expect(isTelling('payment')).toBe(true)
    expect(isTelling('which')).toBe(false)
  })
})
