import { describe, expect, it } from 'vitest'
import type { View } from '../../types/compressor.ts'
import { keyOf } from '../../memory/key.ts'
import { createMemoryStore } from '../../memory/memory-store.ts'
import { retrieve } from '../../retrieve/retrieve.ts'
import { openNow } from '../open-now.ts'
import { search } from './index.ts'

const FILES = 60
/** Ten uses in each of sixty files; one declares, one has a note about a leap year, each of the last ten has context. */
const lines = Array.from({ length: FILES }, (_, file) => [
  ...Array.from(
    { length: 10 },
    (__, use) => `src/part-${file % 7}/file-${file}.ts:${use * 12 + 1}:  total.add(${file}, ${use})`,
  ),
  ...(file === 31 ? [`src/part-3/file-31.ts:300:export function total(cart: Cart): Money {`] : []),
  ...(file === 44
    ? [
        `src/part-2/file-44.ts-401-  // before`,
        `src/part-2/file-44.ts:402:  total.leapYear(2028)`,
        `src/part-2/file-44.ts-403-  // after`,
      ]
    : []),
]).flat()
const SOURCE = `${lines.join('\n')}\nBinary file assets/total.bin matches\n`

const viewOf = (text: string, query: string, keepRatio?: number): View | undefined =>
  openNow(search, text)?.view({ query, ...(keepRatio !== undefined && { keepRatio }) })

/** `path (shown of all)` lines of a view, by path. */
const countsOf = (text: string): Map<string, readonly [number, number]> =>
  new Map(
    [...text.matchAll(/^(.+) \((\d+) of (\d+)\)$/gm)].map(([, path = '', shown, all]) => [
      path,
      [Number(shown), Number(all)],
    ]),
  )

describe('the view of search results', () => {
  it('is not made of what an agent reads whole, nor of counts', () => {
    expect(viewOf(lines.slice(0, 390).join('\n'), 'total')).toBeUndefined()
    const counts = Array.from({ length: 900 }, (_, index) => `src/f${index}.ts:${index}`).join('\n')
    expect(viewOf(counts, '')).toBeUndefined()
  })

  it('counts the matches of every file, shown or not', () => {
    const counts = countsOf(viewOf(SOURCE, '')?.text ?? '')
    expect(counts.size).toBe(FILES)
    expect([...counts.values()].reduce((sum, [, all]) => sum + all, 0)).toBe(FILES * 10 + 2)
    expect(counts.get('src/part-3/file-31.ts')?.[1]).toBe(11)
  })

  it('shows of each file what it says, byte for byte and in order', () => {
    const text = viewOf(SOURCE, 'where is `total.leapYear(2028)`?')?.text ?? ''
    let path = ''
    const shown = new Map<string, number>()
    const seen: string[] = []
    for (const line of text.split('\n').slice(2)) {
      const head = /^(.+) \(\d+ of \d+\)$/.exec(line)?.[1]
      if (head !== undefined) path = head
      else {
        const source = `${path}${/^\d+(.)/.exec(line)?.[1]}${line}`
        expect(lines).toContain(source)
        seen.push(source)
        if (line.includes(':')) shown.set(path, (shown.get(path) ?? 0) + 1)
      }
    }
    expect(seen).toEqual(lines.filter((line) => seen.includes(line)))
    for (const [file, [count]] of countsOf(text)) expect(shown.get(file) ?? 0).toBe(count)
  })

  it('tells how many matches in how many files there are, and where most are', () => {
    expect(viewOf(SOURCE, '')?.facts).toEqual([
      '602 matches in 60 files',
      'most: 11 in src/part-3/file-31.ts',
      "numbers are the files', not `lines` to retrieve: grep a path for all of it",
    ])
  })

  it('keeps what the query quotes, with its context', () => {
    const view = viewOf(SOURCE, 'where is `total.leapYear(2028)`?')
    expect(view?.text).toContain('401-  // before\n402:  total.leapYear(2028)\n403-  // after')
    expect(view?.reasons).toContain('what the query names')
    expect(viewOf(SOURCE, 'why does file-12 add up wrongly?')?.text).toContain('src/part-5/file-12.ts (10 of 10)')
  })

  it('keeps definitions, the first match of each file and the notes of the tool', () => {
    const view = viewOf(SOURCE, '')
    expect(view?.text).toContain('300:export function total(cart: Cart): Money {')
    expect(view?.text.match(/^1: /gm)).toHaveLength(FILES)
    expect(view?.text.startsWith('Binary file assets/total.bin matches\nMatches by file')).toBe(true)
    expect(view?.reasons).toEqual(['notes', 'definitions', 'first of each file'])
  })

  it('does not tell definitions apart where everything is one', () => {
    const types = Array.from(
      { length: 500 },
      (_, index) => `src/t${index % 9}.ts:${index + 1}:export type T${index} = 1`,
    )
    expect(viewOf(types.join('\n'), '')?.reasons).toEqual(['first of each file'])
  })

  it('keeps to the share that it is given', () => {
    const view = viewOf(SOURCE, '', 0.05)
    expect(view?.kept).toBeLessThan(45)
    expect(countsOf(view?.text ?? '').size).toBe(FILES)
    expect(viewOf(lines.slice(0, 100).join('\n'), '', 0.15)?.kept).toBeLessThan(30)
  })

  it('shows lines that may be results of a file whose name is read as none', () => {
    const odd = 'what is this: 7: total?:12:  total.odd()'
    const notes = Array.from({ length: 12 }, (_, index) => `Binary file assets/${index}.bin matches`)
    const around = [...lines.slice(0, 300), ...notes, odd, ...notes, ...lines.slice(300)]
    const text = viewOf(around.join('\n'), '')?.text ?? ''
    expect(text).toContain(odd)
  })

  it('counts by folder where paths have backslashes', () => {
    const many = Array.from({ length: 3000 }, (_, at) => `src\\part-${at % 700}\\file-${at}.ts:1:  total.add(${at})`)
    const [, folders = ''] = (viewOf(many.join('\n'), '')?.text ?? '').split('(matches of all):\n')
    const files = [...folders.matchAll(/^src\\ \((\d+) files: (\d+)\)$/gm)]
    expect(files).toHaveLength(1)
  })

  it('counts by folder where there are thousands of files, and loses none', () => {
    const many = Array.from({ length: 3000 }, (_, index) => `src/m${index % 40}/n${index % 600}/f${index}.ts:7:total`)
    const text = viewOf(many.join('\n'), '', 0.01)?.text ?? ''
    const [listed = '', folders = ''] = text.split('Files without a line here, by folder (matches of all):\n')
    const files = [...folders.matchAll(/ \((\d+) files: (\d+)\)$/gm)]
    const counted = files.reduce((sum, [, count]) => sum + Number(count), 0)
    expect(countsOf(listed).size + counted).toBe(3000)
    expect(files.length).toBeLessThanOrEqual(500)
    expect(files.every(([, count, matches]) => count === matches)).toBe(true)
  })

  it('counts files with matches only, not other spellings of their paths', () => {
    const spelled = lines.map((line) => `${line}\n/home/dev/shop/${line.replace(/:(\d+):.*/, '-$1-context')}`)
    const view = viewOf(spelled.join('\n'), '')
    expect(view?.facts[0]).toBe('602 matches in 60 files')
    expect(view?.text).not.toContain('/home/dev/shop/')
  })

  it('shows results of one file without a path', () => {
    const one = Array.from({ length: 500 }, (_, index) => `${index * 3 + 1}:  total.add(${index})`).join('\n')
    expect(viewOf(one, 'total.add(77)')?.text).toBe(
      'Matches by file (shown of all):\n(2 of 500)\n1:  total.add(0)\n232:  total.add(77)',
    )
  })

  it.each([
    ['of a template', '{{cookiecutter.slug}}/setup.py'],
    ['that are numbers', 'mail/cur/1000'],
    ['that end in a bracket', 'notes/one (1)'],
  ])('counts the matches of files with names %s', (_, odd) => {
    const more = Array.from({ length: 200 }, (__, use) => `${odd}:${use + 1}:  total.add(${use})`)
    const text = [...lines, ...more].join('\n')
    const view = viewOf(text, '')
    expect(view?.facts[0]).toBe('802 matches in 61 files')
    expect(countsOf(view?.text ?? '').get(odd)?.[1]).toBe(200)
  })

  it('counts them below headings, too', () => {
    const headed = (path: string): string =>
      `${path}\n${Array.from({ length: 200 }, (_, use) => `${use + 1}:  total.add(${use})`).join('\n')}`
    const text = ['src/a.ts', 'src/b.ts', '{{slug}}/setup.py'].map(headed).join('\n\n')
    expect(viewOf(text, '')?.facts[0]).toBe('600 matches in 3 files')
    expect(viewOf(text.replaceAll('\n', '\r\n'), '')?.facts[0]).toBe('600 matches in 3 files')
  })

  it('is not made where matches seem to be of no file', () => {
    const plain = Array.from({ length: 11 }, (_, use) => `one (1):${use + 1}:total`)
    expect(viewOf([...lines, ...plain].join('\n'), '')).toBeUndefined()
    const few = viewOf([...lines, ...plain.slice(1)].join('\n'), '')
    expect(plain.slice(1).every((line) => few?.text.includes(line))).toBe(true)
    const bare = Array.from({ length: 500 }, (_, use) => `${use % 20 === 0 ? 'my docs' : 'docs'}/a${use % 7}.md:total`)
    expect(viewOf(bare.join('\n'), '')).toBeUndefined()
    const headed = `src/a.ts\n${'1:total\n'.repeat(500)}\none (1)\n${'2:total\n'.repeat(20)}`
    expect(viewOf(headed, '')).toBeUndefined()
  })

  it('counts notes that it does not show', () => {
    const notes = Array.from({ length: 30 }, (_, file) => `Binary file assets/f${file}.bin matches`)
    const view = viewOf([...lines, ...notes].join('\n'), '')
    expect(view?.facts).toContain('10 of 30 notes shown')
    expect(view?.text).toContain(`${notes[4]}\n${notes[25]}\n`)
    expect(viewOf([...lines, ...notes.slice(20)].join('\n'), '')?.facts.join()).not.toContain('notes')
  })

  it.each(['2024-05-01 12:00:00 error', '- item', '= heading'])(
    'counts lines after a null character that begin "%s"',
    (start) => {
      const text = Array.from({ length: 500 }, (_, line) => `logs/app${line % 5}.log\0${start} ${line}\n`).join('')
      const view = viewOf(text, '')
      expect(view?.facts[0]).toBe('500 matches in 5 files')
      expect(view?.text).toBe(
        `Matches by file (shown of all):\n${[0, 1, 2, 3, 4].map((file) => `logs/app${file}.log (1 of 100)\n${start} ${file}`).join('\n')}`,
      )
    },
  )

  it('counts no line of context without a number as a match', () => {
    const group = (path: string): string =>
      [0, 1, 2].map((use) => `${path}:  image: ${use}\n${path}-logging:\n${path}-  level: info ${use}`).join('\n--\n')
    const text = Array.from({ length: 60 }, (_, file) => group(`deploy/s${file}-app.yaml`)).join('\n--\n')
    expect(viewOf(text, '')?.facts[0]).toBe('180 matches in 60 files')
  })

  it.each([
    ['beside their paths', SOURCE],
    ['below their paths', headedOf(lines)],
    ['of one file', lines.map((_, use) => `${use * 3 + 1}:  total.add(${use})\n`).join('')],
    ['without numbers', lines.map((line) => `${line.replace(/:\d+:/, ':').replace(/-\d+-/, ':')}\n`).join('')],
  ])('says how to get at all results %s, and what it says works', async (_, text) => {
    const store = createMemoryStore()
    const key = await keyOf(text)
    await store.set(key, { kind: 'original', text }, 1000)
    const view = viewOf(text, '')
    const [way = ''] = view?.facts.slice(-1) ?? []
    expect(view?.total).toBe(text.split('\n').length - 1)
    if (!way.includes('path')) {
      expect(way).toContain('grep for more')
      return
    }
    const found = await retrieve(store, { key, grep: 'src/part-0/file-0\\.ts' })
    const answer = found.found ? found.text : ''
    if (!way.includes('lines from there')) {
      expect(answer.match(/total\.add\(0, \d\)/g)).toHaveLength(10)
      return
    }
    const line = Number(/\d+/.exec(answer)?.[0])
    const next = await retrieve(store, { key, lines: `${line}-${line + 10}` })
    expect(next.found && next.text).toBe(
      text
        .split('\n')
        .slice(line - 1, line + 10)
        .join('\n') + '\n',
    )
    expect(next.found && next.text.startsWith('src/part-0/file-0.ts\n1:  total.add(0, 0)\n')).toBe(true)
  })
})

/** The same results below their paths. */
function headedOf(beside: readonly string[]): string {
  const files = Map.groupBy(beside, (line) => /^\S+\.ts/.exec(line)?.[0] ?? '')
  const blocks = [...files].map(([path, own]) => [path, ...own.map((line) => line.slice(path.length + 1))].join('\n'))
  return `${blocks.toReversed().join('\n\n')}\n`
}
