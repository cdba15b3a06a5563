import { describe, expect, it } from 'vitest'
import { spanOf, timeOf } from './time.ts'

describe('timeOf', () => {
  it('reads the date and time that a line starts with, as they stand there', () => {
    expect(timeOf('2026-03-04 09:14:02,113 INFO x')).toEqual({ date: '2026-03-04', clock: '09:14:02,113' })
    expect(timeOf('[task 2026-02-13T21:43:40.556Z] 21:43:40 x')).toEqual({ date: '2026-02-13', clock: '21:43:40.556' })
    expect(timeOf('[Sun Dec 04 04:47:44 2005] x')).toEqual({ date: 'Dec 04', clock: '04:47:44' })
    expect(timeOf('081109 203615 148 INFO x')).toEqual({ date: '081109', clock: '203615' })
    expect(timeOf('09:14:02 x')).toEqual({ date: '', clock: '09:14:02' })
  })

  it('finds none in other lines', () => {
    expect(timeOf('order 123456 saved')).toBeUndefined()
    expect(timeOf('at 9:14 or so')).toBeUndefined()
  })
})

describe('spanOf', () => {
  it('says a date once', () => {
    const [first, later, next] = ['3/4', '3/4', '3/5'].map((date, hour) => ({ date, clock: `0${hour}:00:00` }))
    expect(spanOf(first, later)).toBe('3/4 00:00:00 – 01:00:00')
    expect(spanOf(first, next)).toBe('3/4 00:00:00 – 3/5 02:00:00')
    expect(spanOf(first, first)).toBe('3/4 00:00:00')
    expect(spanOf(undefined, next)).toBe('')
  })
})
