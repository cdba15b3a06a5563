import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { resultsOf } from './results.ts'

describe('resultsOf', () => {
  it('finds how runs ended', () => {
    const lines = [
      'test a ... ok',
      'Ran 417 tests in 3s',
      'FAILED (errors=1)',
      'x',
      '  12 passing (3s)',
      '=== 3 passed, 1 failed in 2s ===',
      'Found 12 errors.',
    ]
    expect(atOnce(resultsOf(lines))).toEqual([1, 2, 4, 5, 6])
  })

  it('finds none in a log that says so all the time', () => {
    expect(atOnce(resultsOf(Array.from({ length: 21 }, (_, index) => `Found ${index} files`)))).toEqual([])
  })
})
