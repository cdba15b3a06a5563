import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges, writeChanges } from './changes.ts'

const FIXED = { seed: 5, numRuns: 500 } as const
const source = fc.array(
  fc.constantFrom('const a = 1', '}', '', '  return b', '+x', '-y', '@@ -1 +1 @@', '#', '=', '\r'),
  {
    minLength: 1,
    maxLength: 40,
  },
)

describe('writeChanges', () => {
  it('writes a unified diff without context', () => {
    expect(writeChanges('a\nb\nc\nd', 'a\nx\ny\nc\nd\ne')).toEqual({
      hunks: '@@ -2 +2,2 @@\n-b\n+x\n+y\n@@ -4,0 +6 @@\n+e',
      isRenumbered: false,
    })
  })

  it('takes the numbers of a reading tool for what they are', () => {
    const before = ['     9→a', '    10→b', '    11→c', '', '<note>'].join('\n')
    const after = ['     9→a', '    10→new', '    11→b', '    12→c', '', '<note>'].join('\n')
    expect(writeChanges(before, after)).toEqual({ hunks: '@@ -1,0 +2 @@\n+    10→new', isRenumbered: true })
    expect(applyChanges(before, '@@ -1,0 +2 @@\n+    10→new')).toBe(after)
  })

  it('knows numbers beneath a line that the tool says first', () => {
    const before = 'Here is a.ts:\n     1\ta\n     2\tb'
    const after = 'Here is a.ts:\n     1\tx\n     2\ta\n     3\tb'
    expect(writeChanges(before, after)).toEqual({ hunks: '@@ -1,0 +2 @@\n+     1\tx', isRenumbered: true })
    expect(writeChanges('     1\ta', '     1\tb')?.isRenumbered).toBe(false)
  })

  it('gives nothing for equal texts and for texts with other line numbers', () => {
    expect(writeChanges('a\nb', 'a\nb')).toBeUndefined()
    expect(writeChanges('1\ta\n2\tb', '4\ta\n5\tc')).toBeUndefined()
  })

  it('counts on from lines that came with their numbers', () => {
    const before = '1\ta\n2\tb\n3\tc\n4\td'
    const after = '1\ta\n2\tx\n3\ty\n4\tc\nno number\n5\td'
    expect(writeChanges(before, after)?.hunks).toBe('@@ -2 +2,2 @@\n-2\tb\n+2\tx\n+3\ty\n@@ -3,0 +5 @@\n+no number')
  })

  it('can be applied, whatever the texts', () => {
    fc.assert(
      fc.property(source, source, (before, after) => {
        const [old, now] = [before.join('\n'), after.join('\n')]
        const hunks = writeChanges(old, now)?.hunks
        if (old === now) expect(hunks).toBeUndefined()
        else expect(applyChanges(old, hunks ?? '')).toBe(now)
      }),
      FIXED,
    )
  })

  it('can be applied to numbered texts, whatever the lines', () => {
    const numbered = (lines: readonly string[]): string =>
      lines.map((line, index) => `${String(index + 7).padStart(6)}→${line}`).join('\n')
    fc.assert(
      fc.property(source, source, (before, after) => {
        const [old, now] = [numbered(before), numbered(after)]
        const hunks = writeChanges(old, now)?.hunks
        if (old !== now) expect(applyChanges(old, hunks ?? '')).toBe(now)
      }),
      FIXED,
    )
  })
})

describe('applyChanges', () => {
  it.each([
    '@@ -1 +1 @@\n-other\n+x',
    '@@ -9 +9 @@\n-a\n+x',
    '@@ -2 +2 @@\n-b\n+x\n@@ -1 +1 @@\n-a\n+y',
    '@@ -1 +1 @@\n-a\n+x\nnonsense',
    'nonsense',
    '',
  ])('refuses changes that do not fit: %j', (hunks) => {
    expect(() => applyChanges('a\nb', hunks)).toThrow(RangeError)
  })
})
