import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testCompressor } from '../../testing.ts'
import type { View } from '../../types/compressor.ts'
import { openNow } from '../open-now.ts'
import { diff } from './index.ts'

const FIXED = { seed: 20_260_305, numRuns: 400 }

/** Contents of lines that imitate heads, hunks, marks and the lossless form, or that careless code changes. */
const HOSTILE = [
  ['', ' ', '\t', 'x\r', '-- a/x', '++ b/x', '-', '+', '@@ -1 +1 @@', '\\ No newline at end of file', '\\'],
  ['diff --git a/x b/x', 'diff x 1234567..89abcde 100644', 'index 1234567..89abcde 100644', 'rename to x'],
  ['… 3 unchanged lines', '… 2 hunks: +1 -1', '… 4 lines: +2 -2', 'x: +1 -1', 'src/a.ts: +1 -1, lock file'],
  ['Git diff headers of each file in one line:', '\ud800 lone', 'nul\u0000', '日本語 é'],
].flat()
const content = fc.oneof(
  { weight: 5, arbitrary: fc.nat({ max: 999 }).map((n) => `  const value${n} = readValue(${n}, options)`) },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
)
const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 7, maxLength: 12 })

interface Op {
  readonly sign: ' ' | '+' | '-'
  readonly text: string
}

interface MadeHunk {
  readonly header: string
  readonly lines: readonly string[]
}

/** An item of a diff: text, or a file with all that a reader of its view must find. */
interface Item {
  readonly text?: string
  readonly path?: string
  readonly head: readonly string[]
  readonly hunks: readonly MadeHunk[]
}

const run = (sign: Op['sign'], maxLength: number): fc.Arbitrary<readonly Op[]> =>
  fc.array(
    content.map((text) => ({ sign, text })),
    { maxLength },
  )

const hunk = fc
  .tuple(
    fc.array(fc.tuple(run(' ', 9), run('-', 3), run('+', 3)), { minLength: 1, maxLength: 4 }),
    run(' ', 6),
    content,
    fc.nat({ max: 900 }),
    fc.constantFrom('', ' function readValue() {', ' @@'),
    fc.boolean(),
  )
  .map(([runs, last, sure, start, hint, isEnded]): MadeHunk => {
    const ops: readonly Op[] = [...runs.flat(2), { sign: '+', text: sure }, ...last]
    const old = ops.filter(({ sign }) => sign !== '+').length
    const young = ops.filter(({ sign }) => sign !== '-').length
    const lines = ops.map(({ sign, text }) => sign + text)
    return {
      header: `@@ -${start},${old} +${start + 1},${young} @@${hint}`,
      lines: isEnded ? lines : [...lines, '\\ No newline at end of file'],
    }
  })

const path = fc.constantFrom('src/a.ts', 'src/b c.ts', 'lib/über.py', 'deep/er/than/that.go', 'x', 'package-lock.json')

const headOf = (kind: string, name: string, [from, to]: readonly [string, string]): readonly string[] => {
  const git = `diff --git a/${name} b/${name}`
  const tab = name.includes(' ') ? '\t' : ''
  const heads: Readonly<Record<string, readonly string[]>> = {
    changed: [git, `index ${from}..${to} 100644`, `--- a/${name}${tab}`, `+++ b/${name}${tab}`],
    'new file': [git, 'new file mode 100755', `index 0000000..${to}`, '--- /dev/null', `+++ b/${name}${tab}`],
    moded: [
      git,
      'old mode 100644',
      'new mode 100755',
      `index ${from}..${to}`,
      `--- a/${name}${tab}`,
      `+++ b/${name}${tab}`,
    ],
    moved: [
      `diff --git a/old.ts b/${name}`,
      'similarity index 90%',
      'rename from old.ts',
      `rename to ${name}`,
      `index ${from}..${to} 100644`,
      '--- a/old.ts',
      `+++ b/${name}${tab}`,
    ],
    plain: [`--- ${name}\t2026-01-05 09:30:00.000000000 +0000`, `+++ ${name}\t2026-01-06 09:30:00.000000000 +0000`],
    recursive: [`diff -ru old/${name} ${name}`, `--- old/${name}\t2026-01-05`, `+++ ${name}\t2026-01-06`],
  }
  return heads[kind] ?? []
}

const file = fc
  .tuple(
    fc.constantFrom('changed', 'changed', 'new file', 'moded', 'moved', 'plain', 'recursive'),
    path,
    fc.tuple(hex, hex),
    fc.array(hunk, { minLength: 1, maxLength: 4 }),
  )
  .map(([kind, name, hashes, hunks]): Item => ({ path: name, head: headOf(kind, name, hashes), hunks }))
const between = fc
  .constantFrom(
    '',
    'commit 0123456789012345678901234567890123456789',
    'Author: A <a@b.c>',
    '    message',
    'Only in a: b',
  )
  .map((text): Item => ({ text, head: [], hunks: [] }))
const items = fc
  .array(fc.oneof({ weight: 4, arbitrary: file }, { weight: 1, arbitrary: between }), { minLength: 1, maxLength: 6 })
  .filter((all) => all.some(({ hunks }) => hunks.length > 0))

const linesOf = (all: readonly Item[]): readonly string[] => [
  ...all.flatMap(({ text, head, hunks }) => [
    ...(text === undefined ? [] : [text]),
    ...head,
    ...hunks.flatMap(({ header, lines }) => [header, ...lines]),
  ]),
  '',
]

const SAMPLES = [
  `diff --git a/src/a.ts b/src/a.ts
index 390c17de..b372c04d 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -17,9 +17,9 @@ import (
 import one from './one'
 import two from './two'
 import three from './three'
-const sessions = "entire-sessions"
+const sessions = "other-sessions"
 export const four = 4
 export const five = 5
 export const six = 6
 export const seven = 7
 export const eight = 8
diff --git a/package-lock.json b/package-lock.json
new file mode 100644
index 0000000..b372c04d
--- /dev/null
+++ b/package-lock.json
@@ -0,0 +1,4 @@
+{
+  "name": "a package of which this is the lock file, long enough to be told in one line instead",
+  "version": "1.0.0", "and": "some more of what stands in such files, which nobody reads line by line"
+}
`,
  `commit 0123456789012345678901234567890123456789
Merge: 1111111 2222222
Author: A <a@b.c>

    message

diff --cc f.ts
index 4182562,2704ba9..7ca3a22
--- a/f.ts
+++ b/f.ts
@@@ -1,3 -1,3 +1,3 @@@ function f() {
  a
- B
- e
 -b
 -d
++X
++de
`,
]

describe('diff', () => {
  it.each(testCompressor('diff', diff, SAMPLES, { rounds: 60 }))('$name', async (check) => {
    await expect(check.run()).resolves.toBeUndefined()
  })
})

describe('the lossless form of a diff', { timeout: 60_000 }, () => {
  it('decodes to the text, whatever stands between and in the hunks', () => {
    fc.assert(
      fc.property(items, fc.array(content, { maxLength: 3 }), fc.boolean(), (all, first, isCrlf) => {
        const text = [...first, ...linesOf(all)].join(isCrlf ? '\r\n' : '\n')
        const form = openNow(diff, text)?.lossless()
        if (form !== undefined) expect(diff.decode?.(form.text)).toBe(text)
      }),
      FIXED,
    )
  })

  it('tells the header lines of a file in one and leaves every other line as it is', () => {
    const form =
      openNow(diff, SAMPLES[0] ?? '')
        ?.lossless()
        ?.text.split('\n') ?? []
    expect(form.slice(0, 3)).toEqual([
      'Git diff headers of each file in one line:',
      'diff src/a.ts 390c17de..b372c04d 100644',
      '@@ -17,9 +17,9 @@ import (',
    ])
    expect(form[13]).toBe('diff package-lock.json new file 100644 0000000..b372c04d')
    const source = (SAMPLES[0] ?? '').split('\n')
    expect(form.filter((line) => !line.startsWith('diff ')).slice(1)).toEqual([
      ...source.slice(4, 15),
      ...source.slice(20),
    ])
  })

  it('is made with carriage returns, too', () => {
    const crlf = (SAMPLES[0] ?? '').replaceAll('\n', '\r\n')
    const form = openNow(diff, crlf)?.lossless()?.text
    expect(form).toContain('\ndiff src/a.ts 390c17de..b372c04d 100644\r\n@@ ')
    expect(form).toContain('\r\ndiff package-lock.json new file 100644 0000000..b372c04d\r\n')
    expect(diff.decode?.(form ?? '')).toBe(crlf)
    const mixed = (SAMPLES[0] ?? '').replace('index 390c17de..b372c04d 100644', '$&\r')
    expect(openNow(diff, mixed)?.lossless()?.text).toContain('\ndiff --git a/src/a.ts b/src/a.ts\n')
  })

  it('leaves the text around a diff as it is', () => {
    const text = `<returncode>0</returncode>\n<output>\n${SAMPLES[0]}</output>\n`
    const form = openNow(diff, text)?.lossless()?.text
    expect(form).toMatch(
      /^Git diff headers of each file in one line:\n<returncode>0<\/returncode>\n<output>\ndiff src\/a\.ts /,
    )
    expect(form?.endsWith('\n</output>\n')).toBe(true)
  })

  it('is refused where a line of the text looks like one of it', () => {
    const text = `${SAMPLES[0]}diff src/b.ts 1234567..89abcde 100644\n`
    expect(openNow(diff, text)).toBeDefined()
    expect(openNow(diff, text)?.lossless()).toBeUndefined()
  })

  it('is not decoded without its first line', () => {
    expect(() => diff.decode?.('diff src/a.ts 390c17de..b372c04d 100644')).toThrow(SyntaxError)
  })
})

describe('the view of a diff', { timeout: 60_000 }, () => {
  it('shows every changed line in order and accounts for every other line', () => {
    fc.assert(
      fc.property(items, fc.constantFrom('', 'what about src/a.ts?', 'and `value7`'), (all, query) => {
        const source = linesOf(all)
        const view = openNow(diff, source.join('\n'))?.view({ query })
        if (view === undefined) return
        const read = readView(view.text, all)
        expect(read.changesLeftOut).toBe(0)
        expect({ kept: view.kept, total: view.total }).toEqual({ kept: read.kept, total: source.length - 1 })
      }),
      FIXED,
    )
  })

  it('accounts for every line where it may keep but few', () => {
    fc.assert(
      fc.property(fc.array(items, { minLength: 6, maxLength: 12 }), (several) => {
        const all = several.flat()
        const view = openNow(diff, linesOf(all).join('\n'))?.view({ query: '', keepRatio: 0.05 })
        if (view !== undefined) expect(readView(view.text, all).kept).toBe(view.kept)
      }),
      { ...FIXED, numRuns: 60 },
    )
  })

  it('tells of each file how many lines it changes, and of lock files nothing else', () => {
    expect(openNow(diff, SAMPLES[0] ?? '')?.view({ query: '' })).toEqual({
      text: `src/a.ts: +1 -1
@@ -17,9 +17,9 @@ import (
… 2 unchanged lines
 import three from './three'
-const sessions = "entire-sessions"
+const sessions = "other-sessions"
 export const four = 4
… 4 unchanged lines
package-lock.json: +4 -0, new, lock file
`,
      unit: 'lines',
      total: 25,
      kept: 5,
      reasons: [
        'all changed lines but those of 1 file told in one line',
        'unchanged lines beside them',
        'each file as path: +added -removed',
      ],
      facts: ['whole diff: 2 files, +5 -1'],
    })
  })

  it('tells of a file in one line what happened to it', () => {
    const lines = (sign: string): string => `${sign}  "package": "1.2.3"\n`.repeat(20)
    const gone = `diff --git a/package-lock.json b/package-lock.json\ndeleted file mode 100644\nindex 2d97988..0000000\n--- a/package-lock.json\n+++ /dev/null\n@@ -1,20 +0,0 @@\n${lines('-')}`
    const moved = `diff --git a/vendor/lib/old.c b/vendor/lib2/new.c\nsimilarity index 80%\nrename from vendor/lib/old.c\nrename to vendor/lib2/new.c\nindex 2d97988..1b6f7ee 100644\n--- a/vendor/lib/old.c\n+++ b/vendor/lib2/new.c\n@@ -1,20 +1,21 @@\n${lines(' ')}+new\n`
    const moded = `diff --git a/vendor/run b/vendor/run\nold mode 100644\nnew mode 100755\nindex 2d97988..1b6f7ee\n--- a/vendor/run\n+++ b/vendor/run\n@@ -1,20 +1,21 @@\n${lines(' ')}+new\n`
    const bytes = `diff --git a/x.png b/x.png\ndeleted file mode 100644\nindex 1234567..0000000\nGIT binary patch\nliteral 0\nHcmV?d00001\n\nliteral 300\n${`z${'A'.repeat(60)}\n`.repeat(9)}\n`
    expect(openNow(diff, gone + moved + moded + bytes)?.view({ query: '' })?.text)
      .toBe(`package-lock.json: +0 -20, deleted, lock file
vendor/lib2/new.c: +1 -0, renamed from vendor/lib/old.c, vendored
vendor/run: +1 -0, old mode 100644, new mode 100755, vendored
x.png: deleted, binary patch
`)
  })

  it('counts the hunks of a file that is cut whole', () => {
    const hunkAt = (at: number): string => `@@ -${at},0 +${at},40 @@\n${`+${'x'.repeat(98)}\n`.repeat(40)}`
    const files = Array.from(
      { length: 12 },
      (_, at) => `diff --git a/f${at} b/f${at}\n${`--- a/f${at}\n+++ b/f${at}\n`}${hunkAt(1)}${hunkAt(50)}`,
    )
    const view = openNow(diff, files.join(''))?.view({ query: '', keepRatio: 0.01 })
    expect(view?.text).toContain('f1: +80 -0 … 2 hunks\nf2: +80 -0 … 2 hunks\n')
  })

  it('tells how many diffs of how many files there are', () => {
    const commit = `commit ${'0a'.repeat(20)}\n\n    message\n\n${SAMPLES[0]}\n`
    expect(openNow(diff, commit.repeat(3))?.view({ query: '' })?.facts).toEqual([
      'whole diff: 6 diffs of 2 files, +15 -3',
    ])
  })

  it('counts the lines of the text, with or without a line feed behind the last', () => {
    const text = SAMPLES[0] ?? ''
    const counts = (view: View | undefined): unknown => ({ kept: view?.kept, total: view?.total })
    const ended = openNow(diff, text)?.view({ query: '' })
    const open = openNow(diff, text.slice(0, -1))?.view({ query: '' })
    expect(counts(open)).toEqual(counts(ended))
    expect(`${open?.text}\n`).toBe(ended?.text)
  })

  it('shows a lock file that the query names', () => {
    const opened = openNow(diff, SAMPLES[0] ?? '')
    for (const query of ['diff of package-lock.json', 'what changed in the lockfile?']) {
      expect(opened?.view({ query })?.text).toContain('+  "version": "1.0.0"')
    }
  })

  it('reads the diff of a merge', () => {
    expect(openNow(diff, SAMPLES[1] ?? '')?.view({ query: '' })?.text).toContain('f.ts: +2 -4\n@@@ -1,3 -1,3 +1,3 @@@')
  })

  it('does not arise where a patch is to be applied', () => {
    for (const query of ['git apply fix.patch', 'patch -p1', 'git am', 'git format-patch -1', 'apply this patch']) {
      expect(openNow(diff, SAMPLES[0] ?? '')?.view({ query })).toBeUndefined()
    }
  })

  it('leaves a file whole whose hunks do not have the lines that they count', () => {
    const broken = (SAMPLES[0] ?? '')
      .replace(' export const eight = 8\n', '')
      .replaceAll('package-lock.json', 'src/b.ts')
    const view = openNow(diff, broken)?.view({ query: '' })
    expect(view?.text.startsWith(broken.slice(0, broken.indexOf('diff --git a/src/b.ts')))).toBe(true)
    expect(view?.facts).toEqual(['whole diff: 1 file, +4 -0', 'not counted, shown whole: 1 file with incomplete hunks'])
  })
})

interface Read {
  readonly kept: number
  readonly changesLeftOut: number
}

/** The line of a file. */
const TOLD =
  /^(.+?): \+(\d+) -(\d+)(?:, (?:new|renamed from old\.ts|old mode 100644, new mode 100755|compared with [^,]+))?(, lock file| … \d+ hunks?)?$/
/** What stands for hunks that are left out. */
const GONE = /^… (\d+) hunks?: \+(\d+) -(\d+)$/

/** Reads a view against what the diff was made of. Throws where a line is missing, changed or not accounted for. */
function readView(text: string, all: readonly Item[]): Read {
  const view = text.split('\n')
  let [at, kept, changesLeftOut] = [0, 0, 0]
  const takes = (line: string): boolean => {
    if (view[at] !== line) return false
    at++
    kept++
    return true
  }
  for (const item of all) {
    if (item.text !== undefined) expect(takes(item.text), `${item.text} at ${at}`).toBe(true)
    if (item.path === undefined) continue
    const told = TOLD.exec(view[at++] ?? '')?.slice(1)
    expect(told?.shift()).toBe(item.path)
    const lines = item.hunks.flatMap((made) => made.lines)
    expect([Number(told?.[0]), Number(told?.[1])]).toEqual([count(lines, '+'), count(lines, '-')])
    if (told?.[2] !== undefined) continue
    const shown = new Set(item.head.filter((line) => takes(line)))
    if (view[at] !== item.hunks[0]?.header && !GONE.test(view[at] ?? '')) {
      changesLeftOut += count(lines, '+') + count(lines, '-')
      continue
    }
    for (const line of item.head.filter((head) => !shown.has(head))) {
      expect(line).toMatch(/^(?:diff |index |--- |\+\+\+ )/)
    }
    for (let index = 0; index < item.hunks.length; index++) {
      const made = item.hunks[index]
      const gone = GONE.exec(view[at] ?? '')
      if (gone !== null) {
        const hidden = item.hunks.slice(index, index + Number(gone[1])).flatMap((other) => other.lines)
        expect([Number(gone[2]), Number(gone[3])]).toEqual([count(hidden, '+'), count(hidden, '-')])
        changesLeftOut += count(hidden, '+') + count(hidden, '-')
        index += Number(gone[1]) - 1
        at++
      } else if (made !== undefined) {
        expect(takes(made.header)).toBe(true)
        changesLeftOut += readHunk(made.lines)
      }
    }
  }
  expect(view.slice(at)).toEqual([''])
  return { kept, changesLeftOut }

  function readHunk(lines: readonly string[]): number {
    let leftOut = 0
    for (let index = 0; index < lines.length;) {
      if (takes(lines[index] ?? '')) {
        index++
        continue
      }
      const mark = /^… (\d+) (?:unchanged )?lines?(?:: \+(\d+) -(\d+))?$/.exec(view[at++] ?? '')
      if (mark === null) throw new Error(`${view[at - 1]} stands for ${lines[index]}`)
      let from = index
      for (let left = Number(mark[1]); left > 0; index++) if (!isRemark(lines[index])) left--
      while (mark[2] !== undefined && isRemark(lines[index])) index++
      const hidden = lines.slice(from, index)
      from = index
      expect([Number(mark[2] ?? 0), Number(mark[3] ?? 0)]).toEqual([count(hidden, '+'), count(hidden, '-')])
      leftOut += Number(mark[2] ?? 0) + Number(mark[3] ?? 0)
    }
    return leftOut
  }
}

function isRemark(line: string | undefined): boolean {
  return line?.startsWith('\\') === true
}

function count(lines: readonly string[], sign: string): number {
  return lines.filter((line) => line.startsWith(sign)).length
}
