import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { type Hunk, hunkAt, isHunkHeader, kindOfLine } from './hunk.ts'

const hunkOf = (text: string): Hunk | undefined => atOnce(hunkAt(text.replace(/\n$/, '').split('\n'), 0))

describe('isHunkHeader', () => {
  it('knows the ranges of one and of several parents', () => {
    for (const line of [
      '@@ -1 +1 @@',
      '@@ -1,2 +3,4 @@ f()',
      '@@ -1 +1 @@\r',
      '@@@ -1,2 -1 +1,3 @@@ f',
      '@@ -0,0 +1 @@',
    ]) {
      expect(isHunkHeader(line), line).toBe(true)
    }
  })

  it('refuses anything else', () => {
    const others = [
      '@@ -1 +1',
      '@@ +1 -1 @@',
      '@@ -1 -1 +1 @@',
      '@@@ -1 +1 @@@',
      '@@ -1,x +1 @@',
      '@@',
      '@ -1 +1 @',
      '@@x -1 -1 +1 @@x',
      ' @@ -1 +1 @@',
    ]
    for (const line of others) expect(isHunkHeader(line), line).toBe(false)
  })
})

describe('hunkAt', () => {
  it('ends where the lines are those that the header counts', () => {
    expect(hunkOf('@@ -1,2 +1,2 @@\n a\n-b\n+c\n-- \n2.39.5')).toEqual({
      start: 0,
      end: 4,
      parents: 1,
      added: 1,
      removed: 1,
    })
  })

  it('takes the remark behind the last line along, and one between', () => {
    const text = '@@ -1 +1 @@\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n+d'
    expect(hunkOf(text)).toMatchObject({ end: 5, added: 1, removed: 1 })
  })

  it('takes one bracket of a word diff for code', () => {
    expect(hunkOf('@@ -1,2 +1,3 @@\n a[-1]\n {+b\n+c\n')).toMatchObject({ end: 4, added: 1 })
  })

  it('reads a line that lost the space before it as an empty one', () => {
    expect(hunkOf('@@ -1,2 +1,3 @@\n\n+c\n\r\n')).toMatchObject({ end: 4, added: 1 })
  })

  it.each([
    ['a line too few', '@@ -1,3 +1,3 @@\n a\n-b\n+c\n'],
    ['a line too few at the end of the text', '@@ -1,2 +1,3 @@\n a\n+c\n'],
    ['counts that no line fits', '@@ -1,1 +1,3 @@\n+a\n b\n c\n+d'],
    ['a line without a sign', '@@ -1,2 +1,2 @@\n-a\nb\n+c'],
    ['a backslash that is no remark', '@@ -1 +1 @@\n-a\n\\b\n+c'],
    ['no change', '@@ -1,2 +1,2 @@\n a\n b'],
    ['the brackets of a word diff', '@@ -1,3 +1,4 @@\n a [-b-]\n c\n+d\n e'],
    ['the braces of a word diff', '@@ -1,3 +1,4 @@\n a {+b+}\n c\n+d\n e'],
    ['another hunk inside', '@@ -1,3 +1,3 @@\n a\n@@ -1 +1 @@\n-b\n+c'],
  ])('refuses %s', (_, text) => {
    expect(hunkOf(text)).toBeUndefined()
  })

  it('counts the lines of each parent of a merge', () => {
    const text = '@@@ -1,3 -1,3 +1,3 @@@\n  a\n- B\n- e\n -b\n -d\n++X\n++de\n'
    expect(hunkOf(text)).toEqual({ start: 0, end: 8, parents: 2, added: 2, removed: 4 })
    expect(hunkOf('@@@ -1,1 -1,2 +1,3 @@@\n+ a\n++b\n  c\n')).toMatchObject({ end: 4, added: 2, removed: 0 })
    expect(hunkOf('@@@ -1,2 -1,2 +1,3 @@@\n+ a\n++b\n  c\n')).toBeUndefined()
    expect(hunkOf('@@@ -1,3 -1,3 +1,3 @@@\n a\n- B\n- e\n -b\n -d\n++X\n++de\n')).toBeUndefined()
    expect(hunkOf('@@@ -1,1 -1,1 +1,2 @@@\n  a\n+xb\n')).toBeUndefined()
    expect(hunkOf('@@@ -1,1 -1,1 +1,2 @@@\n- a\n- b\n++c\n++d\n -e\n')).toBeUndefined()
  })
})

describe('kindOfLine', () => {
  it('is told by as many signs as there are parents', () => {
    expect([' +', '+ ', ' -', '  ', '++', '\\ No newline at end of file'].map((line) => kindOfLine(line, 2))).toEqual([
      'added',
      'added',
      'removed',
      'unchanged',
      'added',
      'remark',
    ])
    expect([' +', '+ ', '-', '', '\\ x', ' \\ x'].map((line) => kindOfLine(line, 1))).toEqual([
      'unchanged',
      'added',
      'removed',
      'unchanged',
      'remark',
      'unchanged',
    ])
  })
})
