import { describe, expect, it } from 'vitest'
import { sampledLines, sampledLinesWithoutReturns } from './sampled-lines.ts'

const lengths = { head: 10, later: 6 }

describe('sampledLines', () => {
  it('takes all of a text that is no longer than its start', () => {
    expect(sampledLines('ab\r\ncd\n\n', lengths)).toEqual([['ab\r', 'cd', '', '']])
  })

  it('leaves out what a place begins and ends within', () => {
    expect(sampledLines('1a\n2a\n3a\n4a\n5a\n6a\n7a\n8a\n9a\n', lengths)).toEqual([['1a', '2a', '3a'], ['6a'], ['9a']])
  })

  it('looks at no place twice', () => {
    expect(sampledLines('1a\n2a\n3a\n4a\n5a\n', lengths)).toEqual([['1a', '2a', '3a'], [], ['5a']])
  })
})

describe('sampledLinesWithoutReturns', () => {
  it('takes a carriage return away where a line feed follows', () => {
    expect(sampledLinesWithoutReturns('ab\r\nc\rd\r\r', lengths)).toEqual([['ab', 'c\rd\r\r']])
  })

  it('does so in each place of a longer text', () => {
    expect(sampledLinesWithoutReturns('1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7\r\n', lengths)).toEqual([
      ['1', '2', '3'],
      ['5'],
      ['7'],
    ])
  })
})
