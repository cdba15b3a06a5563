import { describe, expect, it } from 'vitest'
import { Misuse } from './misuse.ts'
import { checkThresholds, deadEnd, DATA_THRESHOLDS, PROMISE_THRESHOLDS, readThresholds } from './thresholds.ts'

const report = { policies: { lossless: { kinds: { 'a/b': { savedMedian: 0.3 } }, counts: { decodeFailures: 1 } } } }
const check = (thresholds: Parameters<typeof checkThresholds>[1]): ReturnType<typeof checkThresholds> =>
  checkThresholds(report as unknown as Parameters<typeof checkThresholds>[0], thresholds)

describe('checkThresholds', () => {
  it('names what is above and what is below its bound', () => {
    const figure = '/policies/lossless/kinds/a~1b/savedMedian'
    expect(check({ [figure]: { atLeast: 0.3, atMost: 0.3 } })).toEqual({ breaches: [], unmeasured: [] })
    expect(check({ [figure]: { atLeast: 0.31 } }).breaches).toEqual([
      { figure, measured: 0.3, bound: { atLeast: 0.31 } },
    ])
    expect(check({ [figure]: { atMost: 0.29 } }).breaches).toEqual([{ figure, measured: 0.3, bound: { atMost: 0.29 } }])
  })

  it('tells what was not measured', () => {
    const figure = '/policies/balanced/kinds/json/savedMedian'
    expect(check({ [figure]: { atLeast: 0.3 } })).toEqual({ breaches: [], unmeasured: [figure] })
  })

  it('breaks on a single broken promise', () => {
    const { breaches } = check(PROMISE_THRESHOLDS)
    expect(breaches.map(({ figure }) => figure)).toEqual(['/policies/lossless/counts/decodeFailures'])
  })
})

describe('deadEnd', () => {
  it('says where a pointer ends, and what it could go on with', () => {
    const end = (pointer: string): string =>
      deadEnd(report as unknown as Parameters<typeof checkThresholds>[0], pointer)
    expect(end('/none')).toBe('the report has policies')
    expect(end('/policies/lossless/kinds/a/savedMedian')).toBe('/policies/lossless/kinds has a/b')
    expect(end('/policies/lossless/kinds/a~1b')).toBe('/policies/lossless/kinds/a~1b has savedMedian')
    expect(end('/policies/lossless/kinds/a~1b/savedMedian/x')).toBe(
      '/policies/lossless/kinds/a~1b/savedMedian is no number, and holds none',
    )
  })
})

describe('the thresholds for the evaluation data', () => {
  it('name each figure of the issue once', () => {
    expect(Object.keys(DATA_THRESHOLDS)).toHaveLength(6 + 6 + 7 + 7 + 6)
  })
})

describe('readThresholds', () => {
  it('reads bounds by JSON Pointer', () => {
    const text = '{"/policies/lossless/kinds/log/savedMedian":{"atLeast":0.3}}'
    expect(readThresholds(text, 'a.json')).toEqual({ '/policies/lossless/kinds/log/savedMedian': { atLeast: 0.3 } })
  })

  it('says what is wrong with any other text', () => {
    for (const text of [
      '',
      '[]',
      '{"a":{"atLeast":1}}',
      '{"/a":{"min":1}}',
      '{"/a":{}}',
      '{"/a":{"atLeast":"1"}}',
      '{"/a":1}',
    ])
      expect(() => readThresholds(text, 'a.json')).toThrow(Misuse)
  })
})
