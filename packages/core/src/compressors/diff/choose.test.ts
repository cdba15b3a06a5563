import { describe, expect, it } from 'vitest'
import { openNow } from '../open-now.ts'
import { diff } from './index.ts'

const added = (path: string, lines: number, word = 'value'): string =>
  `diff --git a/${path} b/${path}
new file mode 100644
index 0000000..89abcde
--- /dev/null
+++ b/${path}
@@ -0,0 +1,${lines} @@
${Array.from({ length: lines }, (_, index) => `+const ${word}${index} = read(${index})\n`).join('')}`
const context = (word: string): string =>
  Array.from({ length: 5 }, (_, index) => ` the ${word} line ${index}\n`).join('')

describe('chooseLines', () => {
  it('keeps one unchanged line on each side of a change', () => {
    const text = `--- a\n+++ b\n@@ -1,15 +1,17 @@\n${context('first')}+one\n${context('middle')}+two\n${context('last')}`
    expect(openNow(diff, text)?.view({ query: '' })?.text).toBe(`b: +2 -0
--- a
+++ b
@@ -1,15 +1,17 @@
… 4 unchanged lines
 the first line 4
+one
 the middle line 0
… 3 unchanged lines
 the middle line 4
+two
 the last line 0
… 4 unchanged lines
`)
  })

  it('keeps unchanged lines that hold what is asked for, and what a remark follows', () => {
    const last = `${context('last')}\\ No newline at end of file\n`
    const text = `--- a\n+++ b\n@@ -1,11 +1,12 @@\n the readConfig line\n${context('first')}+one\n${last}`
    expect(openNow(diff, text)?.view({ query: 'who calls readConfig?' })?.text).toBe(`b: +1 -0
--- a
+++ b
@@ -1,11 +1,12 @@
 the readConfig line
… 4 unchanged lines
 the first line 4
+one
 the last line 0
… 3 unchanged lines
 the last line 4
\\ No newline at end of file
`)
  })

  it('leaves short unchanged lines where a mark would take as much', () => {
    const text = '--- a\n+++ b\n@@ -1,6 +1,7 @@\n a\n b\n c\n+one\n d\n e\n f\n'
    expect(openNow(diff, text)?.view({ query: '' })).toBeUndefined()
    const long = text.replace(' a\n b\n', ` a\n ${'b'.repeat(30)}\n`)
    expect(openNow(diff, long)?.view({ query: '' })?.text).toContain('… 2 unchanged lines\n c\n+one\n d\n e\n f\n')
  })

  it('counts changed lines alone when it asks whether a diff is long', () => {
    const line = 'x'.repeat(99)
    const hunks = Array.from({ length: 500 }, (_, at) => `@@ -${at},2 +${at},3 @@\n ${line}\n+${line}\n ${line}\n`)
    const text = `--- a\n+++ b\n${hunks.join('')}${added('c.ts', 1)}`
    expect(openNow(diff, text)?.view({ query: '' })?.reasons[0]).toBe('all changed lines')
  })

  it('shows no part of a hunk that would say too little', () => {
    const hunk = (start: number, count: number): string =>
      `@@ -${start},0 +${start},${count} @@\n${`+${'x'.repeat(98)}\n`.repeat(count)}`
    const view = openNow(diff, `--- a\n+++ b\n${hunk(1, 19)}${hunk(50, 30)}`)?.view({ query: '', keepRatio: 0.01 })
    expect(view?.text).toMatch(/\+x+\n… 1 hunk: \+30 -0\n$/)
    const huge = `${hunk(1, 1)}@@ -9,0 +9 @@\n+${'x'.repeat(9_000)}\n`
    expect(openNow(diff, `--- a\n+++ b\n${huge}`)?.view({ query: '', keepRatio: 0.01 })?.text).toMatch(
      /\+x+\n… 1 hunk: \+1 -0\n$/,
    )
    const more = openNow(diff, `--- a\n+++ b\n${hunk(1, 10)}${hunk(50, 30)}`)?.view({ query: '', keepRatio: 0.01 })
    expect(more?.text).toMatch(/@@ -50,0 \+50,30 @@\n(?:\+x+\n){10}… 20 lines: \+20 -0\n$/)
  })

  it('shows all of a long diff, and of a very long one each file from its start', () => {
    const long = added('a.ts', 1_500) + added('b.ts', 10)
    expect(openNow(diff, long)?.view({ query: '' })?.text).toContain('value1499')
    const veryLong = added('a.ts', 9_000) + added('b.ts', 10) + added('c.ts', 9_000)
    const view = openNow(diff, veryLong)?.view({ query: '' })
    expect(view?.text.length).toBeLessThan(62_000)
    expect(view?.text.length).toBeGreaterThan(58_000)
    expect(view?.text).toMatch(
      /a\.ts: \+9000 -0\n[^]*\n… (\d+) lines: \+\1 -0\nb\.ts: \+10 -0\n[^]*value9 [^]*\nc\.ts: \+9000 -0\n/,
    )
    expect(view?.reasons[0]).toBe('of each file as many changed lines as fit, files that were asked for first')
  })

  it('shows the files that the query names first', () => {
    const text = added('a.ts', 2_000, 'a') + added('b.ts', 1_500, 'b') + added('c.ts', 2_000, 'c')
    const view = openNow(diff, text)?.view({ query: 'what of src/b.ts and b.ts?' })
    expect(view?.text).toContain('+const b1499 = read(1499)')
    expect(view?.text).not.toContain('+const a1499 = read(1499)')
    expect(view?.text).toMatch(/^c\.ts: \+2000 -0$/m)
  })

  it('shows the hunks that hold what is asked for before others', () => {
    const hunks = Array.from(
      { length: 2_000 },
      (_, index) => `@@ -${index},0 +${index * 2},2 @@\n+const value${index}\n+// ${'x'.repeat(60)}\n`,
    )
    const view = openNow(diff, `--- a\n+++ b\n${hunks.join('')}`)?.view({ query: 'what of `value1777`?' })
    expect(view?.text).toContain('+const value1777\n')
    expect(view?.text).toMatch(
      /… \d+ hunks: \+\d+ -0\n@@ -1777,0 \+3554,2 @@\n\+const value1777\n.*\n… 222 hunks: \+444 -0\n$/,
    )
  })

  it('keeps as much as it is told, and never less than two or three hunks', () => {
    const text = added('a.ts', 300) + added('b.ts', 300)
    const whole = openNow(diff, text)?.view({ query: '', keepRatio: 1 })?.text.length ?? 0
    const half = openNow(diff, text)?.view({ query: '', keepRatio: 0.5 })?.text.length ?? 0
    const least = openNow(diff, text)?.view({ query: '', keepRatio: 0.001 })?.text.length ?? 0
    expect(half).toBeLessThan(whole * 0.6)
    expect(half).toBeGreaterThan(whole * 0.4)
    expect(least).toBeGreaterThan(1_500)
    expect(least).toBeLessThan(2_500)
  })

  it('counts the files that are told in one line', () => {
    const view = openNow(diff, added('go.sum', 20) + added('yarn.lock', 20) + added('a.ts', 4))?.view({ query: '' })
    expect(view?.reasons[0]).toBe('all changed lines but those of 2 files told in one line')
  })

  it('tells binary patches in a line, and short lock files whole', () => {
    const patch = `diff --git a/x.png b/x.png\nindex 1234567..89abcde 100644\nGIT binary patch\nliteral 300\n${`z${'A'.repeat(60)}\n`.repeat(9)}\nliteral 0\nHcmV?d00001\n\n`
    const lock = added('go.sum', 2)
    const view = openNow(diff, `${patch}${lock}${added('a.ts', 4)}`)?.view({ query: '' })
    expect(view?.text).toContain(
      'x.png: binary patch\ngo.sum: +2 -0\nnew file mode 100644\n@@ -0,0 +1,2 @@\n+const value0 = read(0)\n+const value1 = read(1)\na.ts: +4 -0\n',
    )
  })
})
