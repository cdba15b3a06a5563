import { describe, expect, it } from 'vitest'
import { findSequence, sequenceWriter } from './sequence.ts'

describe('findSequence', () => {
  it.each([
    [['10', '13', '16'], '10', '3'],
    [['-1', '-3', '-5'], '-1', '-2'],
    [['0.95', '0.945', '0.94'], '0.95', '-0.005'],
    [['1.0', '1.5', '2.0'], '1.0', '0.5'],
    [['007', '008', '009', '010'], '007', '1'],
    [['2024-01-15T23:59:00Z', '2024-01-16T00:00:00Z'], '2024-01-15T23:59:00Z', '60'],
    [['2024-02-28', '2024-02-29', '2024-03-01'], '2024-02-28', '86400'],
  ])('sees that %j goes on', (lexemes, first, step) => {
    expect(findSequence(lexemes)).toEqual({ first, step })
  })

  it.each([
    [['1', '2', '4']],
    [['1', '1', '1']],
    [['1', '02', '3']],
    [['1', '2.00', '3']],
    [['9007199254740993', '9007199254740994']],
    [['1e3', '2e3']],
    [['2024-01-15', '2024-13-16']],
    [['2024-01-15', 'x']],
    [['5']],
    [[]],
  ])('sees none in %j', (lexemes) => {
    expect(findSequence(lexemes)).toBeUndefined()
  })
})

describe('sequenceWriter', () => {
  it('writes any row', () => {
    expect(sequenceWriter({ first: '2024-12-31T23:59:59Z', step: '1' })?.(1)).toBe('2025-01-01T00:00:00Z')
    expect(sequenceWriter({ first: '98', step: '1' })?.(3)).toBe('101')
  })

  it('refuses what is no sequence', () => {
    expect(sequenceWriter({ first: 'x', step: '1' })).toBeUndefined()
    expect(sequenceWriter({ first: '1', step: 'y' })).toBeUndefined()
  })
})
