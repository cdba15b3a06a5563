import { describe, expect, it } from 'vitest'
import { spanOf } from './time-span.ts'
import { timeOf } from './time.ts'

const span = (...stamps: readonly string[]): string =>
  spanOf(stamps.map((stamp) => timeOf(`${stamp} x`)).filter((time) => time !== undefined))

describe('spanOf', () => {
  it('goes from the earliest to the latest, wherever they stand', () => {
    expect(span('2026-03-04 09:14:02', '2026-03-25 11:26:28', '2026-03-02 08:00:00', '2026-03-10 18:12:34')).toBe(
      '2026-03-02 08:00:00 – 2026-03-25 11:26:28',
    )
    expect(span('Feb 28 09:14:02', 'Mar  1 09:14:02', 'Feb  3 09:14:02')).toBe('Feb  3 09:14:02 – Mar  1 09:14:02')
    expect(span('2026-03-04 09:14:02.5', '2026-03-04 09:14:02.25')).toBe('2026-03-04 09:14:02.25 – 09:14:02.5')
    expect(span('20171223-22:15:29:6', '20171223-22:15:29:57')).toBe('20171223 22:15:29:6 – 22:15:29:57')
  })

  it('says a date once', () => {
    expect(span('2026-03-04 09:14:02', '2026-03-04 09:15:00')).toBe('2026-03-04 09:14:02 – 09:15:00')
    expect(span('2026-03-04 09:14:02', '2026-03-04 09:14:02')).toBe('2026-03-04 09:14:02')
    expect(span()).toBe('')
  })

  it('says nothing of times in different formats or zones', () => {
    expect(span('2026-03-04 09:14:02', '09:15:00')).toBe('')
    expect(span('2026-03-04T09:14:02+01:00', '2026-03-04T09:14:02+02:00')).toBe('')
    expect(span('2026-03-04 09:14:02', 'web-1 2026-03-04 09:15:00')).toBe('')
  })

  it('says nothing where midnight or the turn of the year may lie between', () => {
    expect(span('23:59:58', '00:00:01')).toBe('')
    expect(span('Dec 31 23:59:58', 'Jan  1 00:00:01')).toBe('')
  })

  it('says nothing of dates whose order of day, month and year matters', () => {
    expect(span('17/06/09 20:10:40', '17/06/12 20:10:40')).toBe('17/06/09 20:10:40 – 17/06/12 20:10:40')
    expect(span('17/06/09 20:10:40', '18/07/09 20:10:40')).toBe('')
    expect(span('081109 203615 1', '081111 102017 1')).toBe('081109 20:36:15 – 081111 10:20:17')
  })
})
