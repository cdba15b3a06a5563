import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openNow } from '@headroom/core'
import { diff } from '@headroom/core/compressors'

const CORPUS = new URL('corpus/diff/', import.meta.url)
const names = readdirSync(CORPUS).map((file) => file.replace(/\.txt$/, ''))
const textOf = (name: string): string => readFileSync(new URL(`${name}.txt`, CORPUS), 'utf8')

/** Diffs of files that a text has; those whose lines have no signs stay whole and are not counted. */
const FILES: Readonly<Record<string, number>> = {
  'diff-Nur': 2,
  'diff-ru': 3,
  'diff-u': 1,
  'diff-u-function': 1,
  'diff-u-labels': 1,
  'diff-u-no-context': 1,
  'git-diff': 4,
  'git-diff-after-status': 4,
  'git-diff-binary': 2,
  'git-diff-binary-patch': 2,
  'git-diff-cached': 2,
  'git-diff-combined': 1,
  'git-diff-copy': 1,
  'git-diff-crlf': 4,
  'git-diff-full-index': 3,
  'git-diff-head-cut-short': 2,
  'git-diff-in-a-wrapper': 3,
  'git-diff-lock-file': 1,
  'git-diff-mnemonic-prefix': 4,
  'git-diff-mode': 2,
  'git-diff-moved-and-deleted': 2,
  'git-diff-no-context': 4,
  'git-diff-no-index': 1,
  'git-diff-no-line-feed-at-the-end': 1,
  'git-diff-no-prefix': 4,
  'git-diff-no-renames': 5,
  'git-diff-quoted-paths': 2,
  'git-diff-rename-with-changes': 1,
  'git-diff-renames': 5,
  'git-diff-stat-and-patch': 4,
  'git-diff-whole-function': 1,
  'git-diff-wide-context': 3,
  'git-diff-word-diff': 1,
  'git-format-patch': 2,
  'git-log-patch': 5,
  'git-log-patch-of-one-file': 2,
  'git-log-patch-oneline': 5,
  'git-show': 6,
  'git-show-combined': 1,
  'git-show-first-parent': 2,
  'git-show-stat-and-patch': 2,
  'git-stash-show': 6,
  'svn-like': 1,
}
/** Outputs that are no unified diff, or one under other signs. */
const REFUSED = [
  'diff-context',
  'diff-normal',
  'diff-rq',
  'diff-side-by-side',
  'git-diff-color',
  'git-diff-word-diff-porcelain',
  'git-log-patch-graph',
  'git-range-diff',
]

describe('diff over the golden corpus', () => {
  it('knows or refuses every shape', () => {
    expect([...Object.keys(FILES), ...REFUSED].sort()).toEqual(names.toSorted())
  })

  it.each(REFUSED)('refuses %s', (name) => {
    expect(openNow(diff, textOf(name))).toBeUndefined()
  })

  it.each(Object.keys(FILES))('decodes %s to the byte', (name) => {
    const text = textOf(name)
    expect(diff.detect(text)).toBeGreaterThan(0)
    const form = openNow(diff, text)?.lossless()
    if (form !== undefined) expect(diff.decode?.(form.text)).toBe(text)
  })

  it.each(Object.entries(FILES))(
    'shows every changed line of %s, %i diffs of files, and counts them',
    (name, files) => {
      const text = textOf(name)
      const view = openNow(diff, text)?.view({ query: '' })
      const shown = (view?.text ?? text).split('\n')
      let from = 0
      for (const line of changedLines(text)) {
        const at = shown.indexOf(line, from)
        expect(at, line).toBeGreaterThanOrEqual(0)
        from = at + 1
      }
      if (view !== undefined)
        expect(view.facts[0]).toMatch(new RegExp(`^whole diff: ${files} (?:files?|diffs of \\d+ files?), `))
    },
  )

  it('tells the lock file in a line', () => {
    const view = openNow(diff, textOf('git-diff'))?.view({ query: '' })
    expect(view?.text.split('\n')[0]).toBe('package-lock.json: +2 -2, lock file')
  })

  it('names files by paths of the diff', () => {
    const compared = openNow(diff, textOf('git-diff-no-index'))?.view({ query: '', keepRatio: 0.5 })?.text
    expect(compared).toMatch(
      /^src\/refund\.ts: \+4 -7\ndiff --git .*\n--- a\/src\/money\.ts\n\+\+\+ b\/src\/refund\.ts\n@@ /,
    )
    const quoted = openNow(diff, textOf('git-diff-quoted-paths'))?.view({ query: '' })?.text
    expect(quoted).toContain(String.raw`"src/\303\274ber gr\303\266\303\237e.ts": +`)
  })

  it('counts a file once that several commits of a log change', () => {
    const view = openNow(diff, textOf('git-log-patch-of-one-file'))?.view({ query: '' })
    expect(view?.facts).toEqual(['whole diff: 2 diffs of 1 file, +26 -1'])
  })

  it('tells of hidden files whether they are gone and where they were', () => {
    expect(openNow(diff, textOf('git-diff-moved-and-deleted'))?.view({ query: '' })?.text).toBe(
      'package-lock.json: +0 -54, deleted, lock file\nvendor/lib2/new.c: +1 -0, renamed from vendor/lib/old.c, vendored\n',
    )
  })

  it('leaves the text around a diff as it is, and does not call it a diff', () => {
    const form = openNow(diff, textOf('git-diff-in-a-wrapper'))?.lossless()?.text
    expect(form).toMatch(
      /^Git diff headers of each file in one line:\n<returncode>0<\/returncode>\n<output>\n[^]*\n<\/output>\n$/,
    )
  })

  it('keeps the mode, the rename and the binary file of a commit', () => {
    const view = openNow(diff, textOf('git-show'))?.view({ query: '' })?.text
    expect(view).toContain('scripts/run all.sh: +0 -0\nold mode 100644\nnew mode 100755\n')
    expect(view).toContain('rename from src/old-name.ts\nrename to src/new-name.ts\n')
    expect(openNow(diff, textOf('git-diff-binary'))?.view({ query: '' })?.text).toContain('Binary files ')
  })

  it('reads the conflict of a merge with its signs', () => {
    const view = openNow(diff, textOf('git-diff-combined'))?.view({ query: '' })?.text
    expect(view).toContain('src/order.ts: +5 -0\n@@@ ')
    expect(view).toContain('++<<<<<<< HEAD\n +  if')
  })
})

/** Changed lines, but for those of lock files and of other people's code. */
function changedLines(text: string): readonly string[] {
  let isHidden = false
  return text.split('\n').filter((line, index, lines) => {
    if (line.startsWith('diff ')) isHidden = /package-lock\.json|vendor\//.test(line)
    const isName = line.startsWith('--- ') ? lines[index + 1]?.startsWith('+++ ') === true : line.startsWith('+++ ')
    return !isHidden && !isName && /^(?: ?[+-])/.test(line)
  })
}
