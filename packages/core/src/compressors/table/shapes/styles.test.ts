import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../steps.ts'
import { delimitedText, readDelimitedText } from './delimited-style.ts'
import { DELIMITERS } from './delimiter.ts'
import { framedText, readFramedText } from './framed-style.ts'
import { FRAMES } from './frames.ts'
import { QUOTINGS, quotingOf, valueOf, writeQuoted } from './quoting.ts'
import { LAYOUTS, readRecordsText, recordsText } from './records-style.ts'
import { widthOf } from './width.ts'

describe('delimitedText', () => {
  it('can be read back, whatever the style', () => {
    const style = fc.record({
      kind: fc.constant('delimited' as const),
      delimiter: fc.constantFrom(...DELIMITERS),
      head: fc.constantFrom(...QUOTINGS),
      columns: fc.array(fc.constantFrom(...QUOTINGS), { minLength: 1, maxLength: 5 }),
    })
    fc.assert(
      fc.property(style, (given) => {
        expect(readDelimitedText(delimitedText(given), given.columns.length)).toEqual(given)
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('knows no style that it did not write', () => {
    expect(readDelimitedText('CSV, quotes: nn', 3)).toBeUndefined()
    expect(readDelimitedText('CSV, quotes: nxn', 2)).toBeUndefined()
    expect(readDelimitedText('CSV, all in pink', 2)).toBeUndefined()
  })
})

describe('framedText', () => {
  it('can be read back, whatever the style', () => {
    const style = fc.record(
      {
        kind: fc.constant('framed' as const),
        frame: fc.constantFrom(...FRAMES),
        padding: fc.constantFrom('all' as const, 'none' as const, 'inner' as const),
        sides: fc.array(fc.constantFrom('l' as const, 'r' as const, 'c' as const, 'm' as const), {
          minLength: 3,
          maxLength: 3,
        }),
        head: fc.constantFrom('as' as const, 'l' as const, 'r' as const, 'c' as const, 'm' as const),
        isWide: fc.boolean(),
        widths: fc.array(fc.nat({ max: 99 }), { minLength: 3, maxLength: 3 }),
        rule: fc.constantFrom('|:--|--:|---|', '| - |'),
      },
      { requiredKeys: ['kind', 'frame', 'padding', 'sides', 'head', 'isWide'] },
    )
    fc.assert(
      fc.property(style, (given) => {
        expect(readFramedText(framedText(given), 3)).toEqual(given)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('knows no style that it did not write', () => {
    expect(readFramedText('psql, in pink', 2)).toBeUndefined()
    expect(readFramedText('psql, sides lr', 3)).toBeUndefined()
    expect(readFramedText('psqlite', 3)).toBeUndefined()
  })
})

describe('recordsText', () => {
  it.each(LAYOUTS)('can be read back: $name', (layout) => {
    for (const isWide of [true, false]) {
      const style = { kind: 'records', layout, isWide } as const
      expect(readRecordsText(recordsText(style))).toEqual(style)
    }
  })

  it('knows no style that it did not write', () => {
    expect(readRecordsText('psql records, in pink')).toBeUndefined()
  })
})

describe('quotingOf', () => {
  it.each([
    ['needed', ['a', '"b,c"', '"d ""e"""', '']],
    ['always', ['"a"', '"b,c"', '""']],
    ['shell', ['a', '"b c"', '"é"', '"it\'s"', '1.5']],
    ['empty', ['a', '"b c"', '""']],
    ['raw', ['a', '"b"', 'c d']],
    ['raw', ['a"b', 'c']],
  ])('is %s for %j', (quoting, written) => {
    expect(atOnce(quotingOf(written, ','))).toBe(quoting)
  })

  it('sets the quotes again that valueOf takes off', () => {
    for (const written of ['"b,c"', '"d ""e"""', '"x\ny"', '"x\ry"']) {
      expect(writeQuoted(valueOf(written), 'needed', ',')).toBe(written)
    }
  })
})

describe('widthOf', () => {
  it('counts code points, or the places of a terminal', () => {
    expect(widthOf('abc', true)).toBe(3)
    expect(widthOf('日本', false)).toBe(2)
    expect(widthOf('日本', true)).toBe(4)
    expect(widthOf('😀', false)).toBe(1)
    expect(widthOf('e\u0301', true)).toBe(1)
  })
})
