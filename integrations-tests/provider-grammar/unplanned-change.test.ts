import { describe, expect, it } from 'vitest'
import { isInsertion, unplannedChange } from './unplanned-change.ts'

const BEFORE =
  '{ "n": 1.0, "list": [{"text":"l\\u006fng", "id": "a"}, {"text": "other"}], "big": 12345678901234567890 }'
const PATHS = [
  ['list', 0, 'text'],
  ['list', 1, 'text'],
]

describe('unplannedChange', () => {
  it('takes whole values at the given paths', () => {
    expect(unplannedChange(BEFORE, BEFORE, PATHS)).toBeUndefined()
    expect(unplannedChange(BEFORE, BEFORE.replace('"l\\u006fng"', '"lo"'), PATHS)).toBeUndefined()
    const both = BEFORE.replace('"l\\u006fng"', '"other"').replace('"text": "other"', '"text": {"o":["]"]}')
    expect(unplannedChange(BEFORE, both, PATHS)).toBeUndefined()
  })

  it.each([
    ['a respelt number', BEFORE.replace('1.0', '1')],
    ['a number read and written again', BEFORE.replace('12345678901234567890', '12345678901234567000')],
    ['a respelt text', BEFORE.replace('\\u006f', 'o')],
    ['a space', BEFORE.replace('{"text": ', '{"text":')],
    ['another value', BEFORE.replace('"a"', '"b"')],
    ['another value behind a planned one', BEFORE.replace('"l\\u006fng"', '"lo"').replace('"a"', '"b"')],
    ['a planned value with a space before it', BEFORE.replace('"l\\u006fng"', ' "lo"')],
  ])('finds %s', (_, after) => {
    expect(unplannedChange(BEFORE, after, PATHS)).toBeDefined()
  })
})

describe('isInsertion', () => {
  it('tells one piece put in from a change', () => {
    expect(isInsertion('[1,1]', '[1,1,1]')).toBe(true)
    expect(isInsertion('[1]', '[1]')).toBe(true)
    expect(isInsertion('[1,2]', '[1,3,4]')).toBe(false)
    expect(isInsertion('[1,2]', '[0,1,2,3]')).toBe(false)
  })
})
