import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { excerptOf, shownOf, wordsOf } from './excerpt.ts'

const GAP = /\[… [^\]]* …\]/

function excerptFrom(text: string, query = ''): string {
  const stretch = { start: 0, end: text.length, line: 1, lastLine: 1, what: 'minified code' }
  return excerptOf(text, stretch, atOnce(shownOf(text, stretch, wordsOf(query))), 'abc')
}

describe('excerptOf', () => {
  it('says how much is left out, of what, and how long it is in all', () => {
    expect(excerptFrom('x'.repeat(4_000))).toBe(
      `${'x'.repeat(300)}[… 3,600 characters left out: minified code, 4,000 characters in all, hash abc …]${'x'.repeat(100)}`,
    )
  })

  it('cuts no path, no name and no URL in two', () => {
    for (let long = 1; long < 120; long += 7) {
      const paths = Array.from(
        { length: 200 },
        (_, at) => `https://example.org/${'d/'.repeat(long % 30)}${'n'.repeat(long)}-${at}.js`,
      )
      const [before = '', after = ''] = excerptFrom(`load(${paths.join(',')})`, 'where is js').split(GAP)
      for (const path of `${before},${after}`.split(/[(),]+/))
        if (path !== 'load' && path !== '') expect(paths).toContain(path)
      expect(before.length).toBeGreaterThan(100)
      expect(after.length).toBeGreaterThan(49)
    }
  })

  it('shows what is asked for between whole words', () => {
    const words = Array.from({ length: 900 }, (_, at) => `word${at}x`)
    const [, asked = '', end = ''] = excerptFrom(words.join(';'), 'where is word500x').split(GAP)
    expect(asked.split(';').filter((word) => word !== '' && !words.includes(word))).toEqual([])
    expect(asked).toContain('word500x')
    expect(asked.length).toBeGreaterThan(190)
    expect(end).toMatch(/word899x$/)
  })

  it('cuts before a sign where nothing stands between words', () => {
    const [before = '', after = ''] = excerptFrom('%22someNameWithoutSpaces%22%3A%22'.repeat(90)).split(GAP)
    expect('%22someNameWithoutSpaces%22%3A%22'.repeat(90).slice(before.length)).toMatch(/^%/)
    expect(after).toMatch(/^%/)
  })
})
