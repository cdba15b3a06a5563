import { describe, expect, it } from 'vitest'
import { readJson } from './read.ts'
import { writeMinified } from './write.ts'

describe('writeMinified', () => {
  it('leaves out white space between lexemes, and nothing within them', () => {
    const node = readJson('{\n  "a b" : [ 1.50 , " x " , { } , [ ] ] ,\t"c":-0}')
    expect(node && writeMinified(node)).toBe('{"a b":[1.50," x ",{},[]],"c":-0}')
  })
})
