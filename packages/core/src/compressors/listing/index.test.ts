import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { testCompressor } from '../../testing.ts'
import { openNow } from '../open-now.ts'
import { listing } from './index.ts'

const fixture = (name: string): string => readFileSync(new URL(`__fixtures__/${name}.txt`, import.meta.url), 'utf8')
const NAMES = ['find', 'find-all', 'wc', 'ls-la-recursive', 'git-log-stat'] as const
const [find = '', findAll = '', wc = '', ls = '', log = ''] = NAMES.map(fixture)
const formOf = (text: string): string => openNow(listing, text)?.lossless()?.text ?? ''

describe('listing', { timeout: 60_000 }, () => {
  it.each(testCompressor('listing', listing, [find, findAll, wc, ls, log], { rounds: 40 }))(
    '$name',
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined()
    },
  )

  it('gives listings back to the byte, with any line end and without the last', () => {
    for (const text of [find, findAll, wc, ls, log]) {
      for (const same of [text, text.replaceAll('\n', '\r\n'), text.slice(0, -1), `${text}\n\n`, `\n${text}`]) {
        const form = formOf(same)
        expect(form).not.toBe('')
        expect(form.length).toBeLessThan(same.length)
        expect(listing.decode?.(form)).toBe(same)
      }
    }
  })

  it('leaves lines that end in different ways alone', () => {
    expect(openNow(listing, find.replace('\n', '\r\n').replaceAll('test/unit', 'test/u'))).toBeDefined()
    expect(openNow(listing, find.replaceAll('\n', '\r\n').replace('\r\n', '\n'))).toBeUndefined()
  })

  it('gives back half a listing, and two in one', () => {
    const halves = [find.repeat(2), findAll.repeat(2), wc.repeat(2), ls, log].map((text) =>
      text.slice(0, Math.floor(text.length * 0.71)),
    )
    for (const half of halves) expect(listing.decode?.(formOf(half))).toBe(half)
    expect(listing.decode?.(formOf(`${ls}\n$ ls again\n${ls}`))).toBe(`${ls}\n$ ls again\n${ls}`)
  })

  it('says each directory once, with its names whole', () => {
    expect(formOf(find).split('\n').slice(0, 4)).toEqual([
      'Paths by directory; "x/" among names: here come those of x, below:',
      './: README.md docs/guide/ logo.bin package.json scripts/release.sh src/ test/integration/ test/unit/',
      './docs/guide/: errors.ts format.ts index.ts money.ts parse.ts rules.ts store.ts total.ts',
      './src/: billing/invoices/ cash.ts customers/ errors.ts format.ts index.ts new.ts orders/ parse.ts rules.ts store.ts total.ts',
    ])
  })

  it('keeps a path in one piece where the query names it', () => {
    const query = 'What is in src/billing/invoices/total.ts?'
    const form = openNow(listing, find)?.lossless({ query })?.text ?? ''
    expect(form).toContain('./src/billing/invoices/total.ts')
    expect(formOf(find)).not.toContain('./src/billing/invoices/total.ts')
    expect(listing.decode?.(form)).toBe(find)
  })

  it('says where directories are listed themselves', () => {
    expect(formOf(findAll).split('\n')[0]).toContain('each of which is listed before what is in it')
    expect(formOf(findAll)).toContain('\n./docs/: guide/\n')
  })

  it('says what files have in common once, and shows an unlike one whole', () => {
    const form = formOf(ls)
    expect(form).toContain('\n-rw-r--r-- 1 ada staff {size} 2026-01-10 09:30 {name}\n')
    expect(form).toContain('\n799 money.ts\n')
    expect(form).toContain('\n-rwxr-xr-x 1 ada staff  351 2026-01-10 09:30 release.sh\n')
    expect(form.length).toBeLessThan(ls.length * 0.4)
  })

  it('draws no lines of a tree, and the right ones when it is read back', () => {
    const tree = [
      '.',
      '├── docs',
      '│   ├── guide',
      '│   │   └── index.md',
      '│   └── notes.md',
      '└── src',
      '    └── [ 12]  a b.ts',
      '',
      '2 directories',
    ]
    const [whole = '', cut = ''] = [tree, tree.slice(0, 4)].map((end) => [...tree, ...tree, ...end].join('\n'))
    for (const text of [whole, cut, whole.replaceAll('│   ', '│\u00a0\u00a0 ')]) {
      expect(listing.decode?.(formOf(text))).toBe(text)
    }
    expect(formOf(whole).split('\n').slice(1, 8)).toEqual([
      '.',
      ' docs',
      '  guide',
      '   index.md',
      '  notes.md',
      ' src',
      '  [ 12]  a b.ts',
    ])
  })

  it('keeps hashes, subjects and counts of a log as they are', () => {
    const form = formOf(log)
    const hashes = [...log.matchAll(/^commit ([0-9a-f]{40})$/gm)].map(([, hash]) => hash ?? '')
    expect(hashes.filter((hash) => !form.includes(hash))).toEqual([])
    const subjects = [...log.matchAll(/^ {4}(\S.*)$/gm)].map(([, subject]) => subject ?? '')
    expect(subjects.filter((subject) => !form.includes(subject))).toEqual([])
    expect(form).toContain('\n6 files +271 -5\n')
  })

  it('decodes nothing that it did not write', () => {
    expect(() => listing.decode?.('a\nb')).toThrow(SyntaxError)
    expect(() => listing.decode?.('Paths by directory, twice:\n./: a b')).toThrow(SyntaxError)
  })

  it('changes nothing in a text that looks like its form', () => {
    const forms = [find, findAll, wc, ls, log].map(formOf)
    const again = forms.map((text) => ({ text, form: formOf(text) })).filter(({ form }) => form !== '')
    expect(again.map(({ form }) => listing.decode?.(form))).toEqual(again.map(({ text }) => text))
  })
})

describe('the view of a listing', () => {
  const paths = Array.from(
    { length: 900 },
    (_, at) => `./src/area${at % 9}/part${at}.${at % 3 === 0 ? 'ts' : 'css'}`,
  ).sort()

  it('is made of very long lists only', () => {
    expect(openNow(listing, paths.slice(0, 390).join('\n'))?.view({ query: '' })).toBeUndefined()
    expect(openNow(listing, log.repeat(9))?.view({ query: '' })).toBeUndefined()
  })

  it('counts every entry by directory and by extension', () => {
    const view = openNow(listing, paths.join('\n'))?.view({ query: '' })
    expect(view?.facts).toEqual(['entries: 900'])
    expect(view?.text).toContain('By extension: .css 600, .ts 300\n')
    expect(view?.text).toContain('./src/area8/ 100')
  })

  it('shows the ends, what the query names, and where the others were', () => {
    const view = openNow(listing, paths.join('\n'))?.view({ query: 'Where is part500.css?' })
    const lines = view?.text.split('\n') ?? []
    expect(lines).toContain('./src/area5/part500.css')
    expect(lines).toContain(paths[0])
    expect(lines).toContain(paths.at(-1))
    const gaps = lines.flatMap((line) => [...line.matchAll(/^… (\d+)(?:-(\d+))?$/g)])
    const out = gaps.reduce((sum, [, from, to = from]) => sum + Number(to) - Number(from) + 1, 0)
    expect(out).toBe((view?.total ?? 0) - (view?.kept ?? 0))
    expect(view?.reasons).toEqual(['first and last', 'what the query names'])
  })

  it('shows the largest, those of rare looks, and the directory above each', () => {
    const rows = Array.from({ length: 600 }, (_, at) => {
      const heading = at % 60 === 0 ? [`./d${at / 60}:`] : []
      const mode = at === 333 ? '-rwxr-xr-x' : '-rw-r--r--'
      return [...heading, `${mode} 1 ada staff ${at === 444 ? 999_999 : 1000 + at} Jan 10 09:30 file${at}.ts`]
    }).flat()
    const lines = openNow(listing, rows.join('\n'))?.view({ query: '' })?.text.split('\n') ?? []
    expect(lines).toContain('-rwxr-xr-x 1 ada staff 1333 Jan 10 09:30 file333.ts')
    expect(lines).toContain('-rw-r--r-- 1 ada staff 999999 Jan 10 09:30 file444.ts')
    expect(lines).toContain('./d5:')
    expect(lines).toContain('./d7:')
  })

  it('keeps to a share of the characters', () => {
    const text = paths.join('\n')
    const kept = (keepRatio: number): number =>
      openNow(listing, text)?.view({ query: 'area3 part7', keepRatio })?.kept ?? 0
    expect(kept(0.01)).toBe(20)
    expect(kept(0.5)).toBeGreaterThan(20)
  })
})
