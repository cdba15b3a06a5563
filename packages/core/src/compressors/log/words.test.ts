import { describe, expect, it } from 'vitest'
import { HOLE, shapeOf } from './words.ts'

const shape = (line: string): { readonly key: string; readonly values: readonly string[] } => {
  const { key, values } = shapeOf(line)
  return { key: key.replaceAll(HOLE, '#'), values }
}

describe('shapeOf', () => {
  it('takes whole words with digits out: times, addresses, ids, positions', () => {
    expect(shape('18:01:51,900 INFO 10.0.0.7:8080 req-38101a0b blk_-695 in src/io.rs:12:5 took 0.25s')).toEqual({
      key: '# INFO # # # in src/# took #',
      values: ['18:01:51,900', '10.0.0.7:8080', 'req-38101a0b', 'blk_-695', 'io.rs:12:5', '0.25s'],
    })
  })

  it('parts the date from the time of a time stamp', () => {
    expect(shape('[2026-02-13T21:43:40.556Z] x')).toEqual({ key: '[#T#] x', values: ['2026-02-13', '21:43:40.556Z'] })
    expect(shape('20171223-22:15:29:606|x')).toEqual({ key: '#-#|x', values: ['20171223', '22:15:29:606'] })
  })

  it('takes names of months and weekdays for variable', () => {
    expect(shape('Sun Dec 4 May I').values).toEqual(['Sun', 'Dec', '4', 'May'])
  })

  it('leaves words without digits, and signs, in the wording', () => {
    expect(shape('a=5, b=[x] (y): -7%')).toEqual({ key: 'a=#, b=[x] (y): #%', values: ['5', '-7'] })
  })

  it('notes the spaces before aligned values, and writes one in the wording', () => {
    expect(shapeOf('pid    12 17630')).toEqual({ key: `pid ${HOLE} ${HOLE}`, values: ['12', '17630'], pads: [4, 1] })
    expect(shapeOf('7 pid   12')).toEqual({ key: `${HOLE} pid ${HOLE}`, values: ['7', '12'], pads: [0, 3] })
  })

  it('keeps the sign that starts a repeat line out of values', () => {
    expect(shape('1×5').values).toEqual(['1', '5'])
  })
})
