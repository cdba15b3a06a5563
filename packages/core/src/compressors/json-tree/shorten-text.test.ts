import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { MAX_SHOWN, shortenText } from './shorten-text.ts'

describe('shortenText', () => {
  it('never cuts between the halves of a character, and counts what it leaves out', () => {
    for (const lead of ['', '.', '..']) {
      const text = lead + '\u{1F600}'.repeat(4_000)
      const short = atOnce(shortenText(text, ''))
      expect(short.isWellFormed()).toBe(true)
      const left = [...short.matchAll(/\[…(\d+) characters…\]/g)].map(([, count]) => Number(count))
      const shown = short.replaceAll(/\[…\d+ characters…\]\n?/g, '')
      expect(shown.length).toBeLessThan(MAX_SHOWN)
      expect(left.reduce((sum, count) => sum + count, 0) + shown.trimEnd().length).toBe(text.length)
    }
  })

  it('shows the line that is asked for', () => {
    const lines = Array.from({ length: 900 }, (_, at) => `line ${at} says nothing much`)
    lines[500] = 'the wombat is in the cellar'
    expect(atOnce(shortenText(lines.join('\n'), 'where is the wombat?'))).toContain(lines[500])
  })
})
