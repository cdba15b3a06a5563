import { describe, expect, it } from 'vitest'
import { timeOf } from './time.ts'

const read = (line: string): string | undefined => {
  const time = timeOf(line)
  return time && `${time.date} ${time.clock}`.trim()
}

describe('timeOf', () => {
  it('reads the date and time that a line starts with, as they stand there', () => {
    expect(read('2026-03-04 09:14:02,113 INFO x')).toBe('2026-03-04 09:14:02,113')
    expect(read('[task 2026-02-13T21:43:40.556Z] 21:43:40 x')).toBe('2026-02-13 21:43:40.556')
    expect(read('- 1131566461 2005.11.09 dn228 Nov 9 12:01:01 dn228 x')).toBe('Nov 9 12:01:01')
    expect(read('20171223-22:15:29:6|Step|x')).toBe('20171223 22:15:29:6')
    expect(read('10.0.0.1 [04/Mar/2026:09:14:02 +0000] "GET / HTTP/1.1"')).toBe('04/Mar/2026 09:14:02')
    expect(read('INFO 2026-03-04 09:14:02 x')).toBe('2026-03-04 09:14:02')
    expect(read('time="2026-03-04T09:14:02Z" level=info')).toBe('2026-03-04 09:14:02')
    expect(read('09:14:02 x')).toBe('09:14:02')
  })

  it('says the year that stands last, and puts colons into six digits', () => {
    expect(read('[Sun Dec 04 04:47:44 2005] x')).toBe('Dec 04 2005 04:47:44')
    expect(read('081109 203615 148 INFO x')).toBe('081109 20:36:15')
  })

  it('passes over a time in the name of a source', () => {
    expect(read('nova-api.log.1.2017-05-16_13:53:08 2017-05-16 00:00:00.008 25746 INFO x')).toBe(
      '2017-05-16 00:00:00.008',
    )
  })

  it('finds none in a message', () => {
    expect(read('order 123456 saved')).toBeUndefined()
    expect(read('at 9:14 or so')).toBeUndefined()
    expect(read('saved at 2026-03-04 09:14:02')).toBeUndefined()
    expect(read('report (at 2026-03-04 09:14:02)')).toBeUndefined()
    expect(read('{"level":"info","msg":"as of 09:14:02"}')).toBeUndefined()
  })

  it('finds none where what looks like a time is none, or not told whole', () => {
    expect(read('2026-13-04 09:14:02 x')).toBeUndefined()
    expect(read('00:11:22:33:44:55 is an address')).toBeUndefined()
    expect(read('03/04/2026 09:14:02 PM x')).toBeUndefined()
  })
})
