import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { factsOf } from './facts.ts'
import { cleanLines } from './hygiene.ts'
import { timeOf } from './time.ts'

const facts = (source: readonly string[]): string[] => {
  const lines = atOnce(cleanLines(source))
  return atOnce(factsOf(source, lines, lines.map(timeOf)))
}

describe('factsOf', () => {
  it('gives the earliest and the latest time of lines in any order', () => {
    expect(
      facts([
        '2026-03-04 09:14:02 INFO a',
        '2026-03-25 11:26:28 INFO b',
        '2026-03-10 18:12:34 WARN c as of 2027-01-01 00:00:00',
      ]),
    ).toEqual(['level: 2 INFO, 1 WARN', 'time: 2026-03-04 09:14:02 – 2026-03-25 11:26:28'])
  })

  it('counts every line by level, those without one, too', () => {
    expect(facts(['INFO a', '  more', 'ERROR b', '  more', 'INFO c'])).toEqual(['level: 2 INFO, 1 ERROR, 2 none'])
    expect(facts(['INFO a', 'INFO b', ''])).toEqual(['level: 2 INFO'])
  })

  it('counts no words that look like levels', () => {
    expect(
      facts(Array.from({ length: 9 }, (_, at) => `${at % 2 ? 'sent ERROR report to' : 'read INFO page of'} ${at}`)),
    ).toEqual([])
  })

  it('says nothing of few times', () => {
    expect(facts(['09:14:02 x', ...Array.from({ length: 9 }, () => 'tick')])).toEqual([])
  })

  it('tells what was cleaned', () => {
    expect(facts(['\u001b[31mred\u001b[0m', 'plain'])).toEqual(['removed: terminal codes (colours)'])
    expect(facts(['10%\r20%', '\u001b[31mred'])).toEqual(['removed: terminal codes (colours) and overwritten text'])
    expect(facts(['a\r', 'b'])).toEqual([])
  })
})
