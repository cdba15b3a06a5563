import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { expandPhrases, shortenPhrases } from './phrases.ts'

const URL_START = 'https://api.example.com/repos/acme/tool'

describe('shortenPhrases', () => {
  it('names what is long and stands in many places', () => {
    const text = ['keys', 'tags', 'forks', 'hooks', 'events'].map((name) => `"${URL_START}/${name}"`).join(',')
    const short = atOnce(shortenPhrases(text))
    expect(short).toMatchObject({ phrases: [URL_START], sign: '$' })
    expect(short.text.startsWith('"$1/keys","$1/tags"')).toBe(true)
  })

  it('takes a sign that the text does not use so', () => {
    const text = `costs $5: ${`${URL_START}/x `.repeat(9)}`
    expect(atOnce(shortenPhrases(text)).sign).toBe('@')
  })

  it('leaves a phrase as it is where a digit would run into its name', () => {
    const text = `${`${URL_START} `.repeat(9)}${URL_START}7`
    expect(atOnce(shortenPhrases(text)).text).toContain(`${URL_START}7`)
  })

  it('leaves a text alone where nothing repeats', () => {
    expect(atOnce(shortenPhrases('{"a":1}'))).toMatchObject({ text: '{"a":1}', phrases: [] })
  })

  it('is undone by expandPhrases', () => {
    const piece = fc.constantFrom(
      URL_START,
      `${URL_START}/issues`,
      'https://api.example.com',
      '/',
      '"',
      ' ',
      '1',
      '$',
      '$1',
      '@2',
      '%',
      'a',
      '-',
      '\n',
      `${URL_START}$`,
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('')
        expect(atOnce(expandPhrases(atOnce(shortenPhrases(text))))).toBe(text)
      }),
      { seed: 20_240_605, numRuns: 500 },
    )
  })
})
