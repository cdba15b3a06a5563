import { describe, expect, it } from 'vitest'
import { headAt } from './head.ts'

const HUNK = '@@ -1 +1 @@'
const headOf = (...lines: readonly string[]): ReturnType<typeof headAt> => headAt(lines, 0)
const INDEX = 'index 1234567..89abcde'

describe('headAt', () => {
  it('reads the head of a changed file, which says nothing but its path', () => {
    const lines = ['diff --git a/src/a.ts b/src/a.ts', `${INDEX} 100644`, '--- a/src/a.ts', '+++ b/src/a.ts', HUNK]
    expect(headOf(...lines)).toEqual({ end: 4, path: 'src/a.ts', fates: [], repeats: [0, 1, 2, 3], body: 'hunks' })
    expect(headOf(...lines.map((line) => `${line}\r`))).toEqual(headOf(...lines))
  })

  it('reads paths without prefixes, with other prefixes and with spaces', () => {
    expect(headOf('diff --git x x', INDEX, '--- x', '+++ x', HUNK)).toMatchObject({ path: 'x', repeats: [0, 1, 2, 3] })
    expect(headOf('diff --git i/x w/x', INDEX, '--- i/x', '+++ w/x', HUNK)).toMatchObject({
      path: 'x',
      repeats: [0, 1, 2, 3],
    })
    expect(headOf('diff --git a/x y b/x y', INDEX, '--- a/x y\t', '+++ b/x y\t', HUNK)).toMatchObject({
      path: 'x y',
      repeats: [0, 1, 2, 3],
    })
  })

  it('keeps lines that say more than the path', () => {
    const made = headOf('diff --git a/x b/x', 'new file mode 100644', INDEX, '--- /dev/null', '+++ b/x', HUNK)
    expect(made).toMatchObject({ path: 'x', repeats: [0, 2, 3, 4] })
    const gone = headOf('diff --git a/x b/x', 'deleted file mode 100644', INDEX, '--- a/x', '+++ /dev/null', HUNK)
    expect(gone).toMatchObject({ path: 'x', repeats: [0, 2, 3, 4] })
    const moved = ['diff --git a/x b/y', 'similarity index 90%', 'rename from x', 'rename to y']
    expect(headOf(...moved, INDEX, '--- a/x', '+++ b/y', HUNK)).toMatchObject({ path: 'y', repeats: [0, 4, 5, 6] })
    const quoted = headOf(
      String.raw`diff --git "a/\303\274" "b/\303\274"`,
      INDEX,
      String.raw`--- "a/\303\274"`,
      String.raw`+++ "b/\303\274"`,
      HUNK,
    )
    expect(quoted).toMatchObject({ path: String.raw`"\303\274"`, repeats: [0, 1, 2, 3] })
    const nowhere = headOf('diff --git a/x b/x', INDEX, '--- /dev/null', '+++ b/x', HUNK)
    expect(nowhere).toMatchObject({ path: 'x', repeats: [0, 1] })
    const unlike = headOf('diff --git a/x b/x', INDEX, '--- a/other', '+++ b/x', HUNK)
    expect(unlike).toMatchObject({ path: 'x', repeats: [0, 1] })
  })

  it('tells both paths of two files that git compares, and keeps both names', () => {
    const two = headOf(
      'diff --git a/src/money.ts b/src/refund.ts',
      INDEX,
      '--- a/src/money.ts',
      '+++ b/src/refund.ts',
      HUNK,
    )
    expect(two).toMatchObject({ path: 'src/refund.ts', fates: ['compared with src/money.ts'], repeats: [1] })
    const half = headOf(String.raw`diff --git "a/\303\274" b/x`, INDEX, String.raw`--- "a/\303\274"`, '+++ b/x', HUNK)
    expect(half).toMatchObject({ path: 'x', fates: [String.raw`compared with "\303\274"`], repeats: [1] })
    const binary = headOf('diff --git a/x.bin b/y.bin', INDEX, 'Binary files a/x.bin and b/y.bin differ')
    expect(binary).toMatchObject({ path: 'y.bin', fates: ['binary', 'compared with x.bin'], repeats: [1] })
    const bare = headOf('diff --git x y', INDEX, '--- x', '+++ y', HUNK)
    expect(bare).toMatchObject({ path: 'y', fates: ['compared with x'], repeats: [1] })
    const spaces = headOf('diff --git a/x b/c d b/y', INDEX, 'Binary files a/x b/c d and b/y differ')
    expect(spaces).toMatchObject({ path: 'a/x b/c d b/y', fates: ['binary'], repeats: [0, 1] })
  })

  it('reads a path with spaces that stands in the first line alone', () => {
    const moded = headOf('diff --git a/x y b/x y', 'old mode 100644', 'new mode 100755', 'diff')
    expect(moded).toMatchObject({ path: 'x y', repeats: [0] })
  })

  it('takes folders of one letter for folders where git set no prefixes', () => {
    const same = headOf('diff --git a/x a/x', INDEX, '--- a/x', '+++ a/x', HUNK)
    expect(same).toMatchObject({ path: 'a/x', fates: [], repeats: [0, 1, 2, 3] })
    const other = headOf('diff --git a/x a/y', INDEX, '--- a/x', '+++ a/y', HUNK)
    expect(other).toMatchObject({ path: 'a/y', fates: ['compared with a/x'], repeats: [1] })
    expect(headOf('--- a/x', '+++ b/y', HUNK)).toMatchObject({ path: 'b/y', fates: ['compared with a/x'] })
  })

  it('tells what happened to a file as a whole', () => {
    const fatesOf = (...lines: readonly string[]): unknown => headOf('diff --git a/x b/x', ...lines, 'diff')?.fates
    expect(fatesOf('new file mode 100755', INDEX)).toEqual(['new'])
    expect(fatesOf('deleted file mode 100644', INDEX)).toEqual(['deleted'])
    expect(fatesOf('old mode 100644', 'new mode 100755')).toEqual(['old mode 100644', 'new mode 100755'])
    expect(fatesOf('mode 100644,100644..100755')).toEqual(['mode 100644,100644..100755'])
    expect(headOf('diff --git a/x b/y', 'similarity index 80%', 'rename from x', 'rename to y')?.fates).toEqual([
      'renamed from x',
    ])
    expect(headOf('diff --git a/x b/y', 'similarity index 80%', 'copy from x', 'copy to y')?.fates).toEqual([
      'copied from x',
    ])
    const gone = headOf('diff --git a/x b/x', 'deleted file mode 100644', INDEX, '--- a/x', '+++ /dev/null', HUNK)
    expect(gone?.fates).toEqual(['deleted'])
    expect(headOf('--- /dev/null', '+++ x', HUNK)?.fates).toEqual(['new'])
    expect(headOf('--- x', '+++ /dev/null', HUNK)).toMatchObject({ path: 'x', fates: ['deleted'] })
  })

  it('reads files without hunks', () => {
    expect(headOf('diff --git a/x b/x', 'old mode 100644', 'new mode 100755', 'diff')).toMatchObject({
      end: 3,
      body: 'none',
    })
    const binary = headOf('diff --git a/x b/x', INDEX, 'Binary files a/x and b/x differ')
    expect(binary).toEqual({ end: 3, path: 'x', fates: ['binary'], repeats: [0, 1], body: 'none' })
    expect(headOf('diff --git a/x b/x', INDEX, 'GIT binary patch')).toMatchObject({ end: 2, body: 'binary patch' })
  })

  it('reads merges, diff -r, Subversion and two names alone', () => {
    const merge = headOf(
      'diff --cc x',
      'index 1,2..3'.replace(/\d/g, '$&$&$&$&'),
      '--- a/x',
      '+++ b/x',
      '@@@ -1 -1 +1 @@@',
    )
    expect(merge).toMatchObject({ end: 4, path: 'x', repeats: [0, 1, 2, 3] })
    expect(headOf('diff -ru a/x b/x', '--- a/x\t2026', '+++ b/x\t2026', HUNK)).toMatchObject({
      path: 'x',
      repeats: [0],
    })
    expect(headOf('Index: x', '='.repeat(67), '--- x\t(revision 1)', '+++ x\t(working copy)', HUNK)).toMatchObject({
      end: 4,
      path: 'x',
    })
    expect(headOf('--- old', '+++ new', HUNK)).toEqual({
      end: 2,
      path: 'new',
      fates: ['compared with old'],
      repeats: [],
      body: 'hunks',
    })
    expect(headOf('--- a/x', '+++ /dev/null', HUNK)).toMatchObject({ path: 'a/x' })
  })

  it.each([
    ['a head without anything behind it', ['diff --git a/x b/x', 'text']],
    ['names without a hunk', ['--- a', '+++ b', 'text']],
    ['names of git without a hunk', ['diff --git a/x b/x', INDEX, '--- a/x', '+++ b/x', 'text']],
    ['one name', ['--- a', HUNK]],
    ['a command of diff without names', ['diff -ru a b', HUNK]],
    ['an index without a rule above the names', ['Index: x', 'text', '--- a', '+++ b', HUNK]],
    ['an index without a rule', ['Index: x', '--- a', '+++ b', HUNK]],
  ])('refuses %s', (_, lines) => {
    expect(headOf(...lines)).toBeUndefined()
  })
})
