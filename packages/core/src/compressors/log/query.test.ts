import { describe, expect, it } from 'vitest'
import { holds, literalsOf, spaced } from './query.ts'

describe('literalsOf', () => {
  it('finds quoted phrases, paths and ids', () => {
    expect(literalsOf('Where is "disk full" in /var/log/app.log for req-381?')).toEqual([
      ['disk full'],
      ['var/log/app.log'],
      ['req-381'],
    ])
  })

  it('cuts a phrase where it is abridged', () => {
    expect(literalsOf('find "Bad token: …@…"')).toEqual([['Bad token:', '@']])
  })

  it('reads a phrase with quotes in it from the first to the last', () => {
    expect(literalsOf('begins "t.Errorf("got %d," say?')).toContainEqual(['t.Errorf("got %d,'])
  })

  it('finds none in plain words', () => {
    expect(literalsOf('why did the service stop?')).toEqual([])
  })
})

describe('holds', () => {
  it('wants the pieces in their order', () => {
    expect(holds('Bad token: x@1', ['Bad token:', '@'])).toBe(true)
    expect(holds('x@1 Bad token:', ['Bad token:', '@'])).toBe(false)
  })
})

describe('spaced', () => {
  it('makes white space single', () => {
    expect(spaced('FAIL\tpkg   1s')).toBe('FAIL pkg 1s')
  })
})
