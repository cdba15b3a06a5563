import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { codeOf } from './code.ts'
import { clustersOf } from './groups.ts'
import { linesOf } from '../lines.ts'
import { readLog } from './read.ts'
import { writeLog } from './write.ts'

/** The written form without its first line, after it was read back. */
const written = (text: string): readonly string[] => {
  const source = linesOf(text)
  const form = atOnce(writeLog(source, atOnce(codeOf(source.lines, atOnce(clustersOf(source.lines))))))
  expect(atOnce(readLog(form))).toBe(text)
  return form.split('\n').slice(1)
}
const served = (at: string, path: string): string => `${at} INFO  [http] shop.Http - request for ${path} served`

describe('writeLog', () => {
  it('leaves out from the front what is as in the line above, and values that the wording had last', () => {
    const text = [
      served('2026-03-04 09:14:02', '/a1'),
      served('2026-03-04 09:14:02', '/b2'),
      served('2026-03-04 09:14:03', '/b2'),
      served('2026-03-05 09:14:03', '/b2'),
      served('2026-03-05 09:14:04', '/c3'),
      'unlike 1 any other',
    ].join('\n')
    expect(written(text)).toEqual([
      'A {a} {b} INFO  [http] shop.Http - request for /{1} served',
      '2026-03-04 09:14:02 A a1',
      'A b2',
      '09:14:03 A',
      '2026-03-05 09:14:03 A',
      '09:14:04 A c3',
      'unlike 1 any other',
    ])
  })

  it('writes "=" for a value in the middle that the wording had last', () => {
    const line = (host: number, port: number): string =>
      `connection number seven to host ${host} on port ${port} is open`
    expect(written([line(10, 1), line(10, 2), line(10, 3), line(11, 3)].join('\n')).slice(1)).toEqual([
      'A 10 1',
      'A = 2',
      'A = 3',
      'A 11',
    ])
  })

  it('does not take the start of one wording for that of another with more or fewer values', () => {
    const short = (at: string): string => `${at} WARN the queue of the second worker is long`
    const text = Array.from({ length: 6 }, (_, index) => [
      short(`09:14:0${index}`),
      served(`2026-03-0${index} 09:14:0${index}`, '/a1'),
    ])
    const lines = written(text.flat().join('\n'))
    expect(lines).toContain('09:14:03 A')
    expect(lines).toContain('2026-03-03 09:14:03 B')
  })

  it('leaves lines as they are that would be read as something else', () => {
    const hosts = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L']
    const text = hosts.map((host, index) => `${host} 09:14:${10 + index} the time of this host is right`)
    const lines = written(text.join('\n'))
    expect(lines[0]).toBe('A {a} {b} the time of this host is right')
    expect(lines).toContain('B 09:14:11 A')
    expect(lines).toContain('\\ A 09:14:10 the time of this host is right')
  })

  it('makes one template of many lines that differ in a word', () => {
    const names = ['ada', 'ben', 'cid', 'dan', 'eva', 'fay', 'gil', 'hal', 'ida', 'jon', 'kim', 'lea']
    const lines = written(names.map((name) => `the session of user ${name} was closed after some time`).join('\n'))
    expect(lines.slice(0, 3)).toEqual(['A the session of user {1} was closed after some time', 'A ada', 'A ben'])
  })

  it('shares the start of lines that say different things, and keeps what they say in one piece', () => {
    const messages = ['one thing', 'two other things', 'nothing']
    const nulls = [...'bcdefghijklmnopqrst'].map((name) => `a long enough null \u0000 before ${name}`)
    const lines = written(
      [...messages, ...nulls]
        .map((message, index) => `2026-03-04 09:14:${10 + index} INFO [main] shop.Server - ${message}`)
        .join('\n'),
    )
    expect(lines[0]).toBe('A 2026-03-04 {a} INFO [main] shop.Server - {*}')
    expect(lines).toContain('09:14:11 A two other things')
  })

  it('keeps both line ends apart', () => {
    expect(written('a\r\nb\r\nc\nc\r\n')).toEqual(['a', 'b', '\\\\c', 'c', ''])
  })

  it('counts lines that come again, up to the last one without a line end', () => {
    expect(written(`one line\n${'another line\n'.repeat(3)}another line`)).toEqual(['one line', 'another line', '×3'])
  })
})
