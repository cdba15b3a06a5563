import { describe, expect, it } from 'vitest'
import { readJson } from './read.ts'
import { memberOf, textOfJson } from './text.ts'

describe('textOfJson', () => {
  it('decodes escapes and keeps lone surrogates', () => {
    expect(textOfJson('"plain"')).toBe('plain')
    expect(textOfJson('"a\\n\\u00e9\\"\\ud83d"')).toBe('a\né"\ud83d')
  })
})

describe('memberOf', () => {
  it('takes the last of repeated keys, however they are spelled', () => {
    const node = readJson('{"a":1,"b":2,"\\u0061":3}')
    expect(node && memberOf(node, 'a')).toMatchObject({ raw: '3' })
    expect(node && memberOf(node, 'c')).toBeUndefined()
  })

  it('knows no inherited members', () => {
    const node = readJson('{}')
    expect(node && memberOf(node, 'constructor')).toBeUndefined()
  })

  it('gives nothing for what is no object', () => {
    const node = readJson('[1]')
    expect(node && memberOf(node, '0')).toBeUndefined()
  })
})
