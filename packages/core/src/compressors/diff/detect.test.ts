import { describe, expect, it } from 'vitest'
import { openNow } from '../open-now.ts'
import { detectDiff } from './detect.ts'
import { diff } from './index.ts'

const HUNK = '@@ -1,3 +1,3 @@ function f() {\n one\n-two\n+TWO\n three\n'
const GIT = `diff --git a/x b/x\nindex 1234567..89abcde 100644\n--- a/x\n+++ b/x\n${HUNK}`

/** Texts with signs at the start of their lines that are no diffs. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  'a list in Markdown': '# Changes\n\n- one\n- two\n+ three\n+ four\n\n---\n\n- five\n',
  'front matter': '---\ntitle: x\ntags:\n- a\n- b\n---\n\ntext\n--- a\n+++ b\n',
  'a table in Markdown': '| a | b |\n|---|---|\n| - | + |\n--- | ---\n+1 | -1\n',
  'a table of a database': '+----+------+\n| id | name |\n+----+------+\n|  1 | x    |\n+----+------+\n',
  'a log of tests':
    '=== RUN TestA\n--- PASS: TestA (0.00s)\n+++ exited\n--- FAIL: TestB (0.01s)\n    b_test.go:7: no\n',
  'a trace of a shell': '+ cd /src\n++ hash -r\n+++ export A=1\n+++ B=2\n+ git diff\n',
  YAML: '--- # list\n- a: 1\n- b: 2\n--- # other\n- c: 3\n',
  'numbers with signs': '-1\n+2\n-3\n+4\n@@ 5\n',
  'a mail with quotes': 'From someone\n\n> --- a/x\n> +++ b/x\n> @@ -1 +1 @@\n> -a\n> +b\n',
  'an indented diff': GIT.replace(/^/gm, '    '),
  'a coloured diff': GIT.replace(/^/gm, '\u001b[1m'),
  'code that speaks of diffs': `const head = 'diff --git a/x b/x'\nif (line.startsWith('@@ ')) {\n  return '--- a/x'\n}\n`,
  'a short diff within prose': `${'A paragraph about diffs.\n'.repeat(30)}${GIT}${'More about them.\n'.repeat(30)}`,
  'a list of files': 'diff --git a/x b/x\ndiff.ts\ndiffs/\n',
}

describe('detectDiff', () => {
  it.each(Object.entries(LOOK_ALIKES))('does not take %s for one', (_, text) => {
    expect(detectDiff(text)).toBe(0)
    expect(openNow(diff, text)).toBeUndefined()
  })

  it('is sure of diffs of git and of diff', () => {
    for (const text of [
      GIT,
      GIT.replaceAll('\n', '\r\n'),
      `--- a\n+++ b\n${HUNK}`,
      '--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b\n',
      `${GIT}${GIT}`,
    ]) {
      expect(detectDiff(text)).toBeGreaterThan(0.9)
    }
  })

  it('is sure of a commit whose message is longer than its diff', () => {
    const text = `commit ${'0123456789'.repeat(4)}\nAuthor: A\n\n${'    words\n'.repeat(40)}\n${GIT}`
    expect(detectDiff(text)).toBeGreaterThan(0.9)
    expect(openNow(diff, text)).toBeDefined()
    expect(detectDiff(text.replace(GIT, ''))).toBe(0)
  })

  it('leaves a text of which half is a diff to those who know the other half', () => {
    expect(detectDiff(`${'ran a test\n'.repeat(5)}${GIT}`)).toBe(0.3)
  })

  it('knows a long diff by its start, its middle and its end', () => {
    const long = `--- a\n+++ b\n@@ -0,0 +1,9000 @@\n${'+const a = 1\n'.repeat(9000)}`
    expect(detectDiff(long)).toBeGreaterThan(0.9)
    expect(detectDiff(`${GIT}${'and then a log\n'.repeat(9000)}`)).toBe(0)
    expect(detectDiff(`${long}${'log\n'.repeat(1500)}`)).toBe(0)
  })
})
