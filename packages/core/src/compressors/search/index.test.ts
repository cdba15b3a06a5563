// house: long because every shape of a result that was once read wrongly has its case here
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { testCompressor } from '../../testing.ts'
import { openNow } from '../open-now.ts'
import { parseSearch } from './document.ts'
import { search } from './index.ts'
import { writeCounts } from './write-counts.ts'
import { writeSearch } from './write.ts'

const FIXED = { seed: 20_261_122, numRuns: 400 }

const HITS = `src/cart/total.ts:3:export function totalOf(cart: Cart): number {
src/cart/total.ts:17:  return totalOf(cart) - discountOf(cart)
src/cart/total.ts:44:\tconst total = totalOf(cart)
src/cart/order.ts:8:import { totalOf } from './total.ts'
src/cart/order.ts:21:
src/pay/bill.ts:102:  // totalOf() rounds
`
const CONTEXT = `src/a-12-b.ts-6-first
src/a-12-b.ts:7:needle: 1
src/a-12-b.ts-8-
src/a-12-b.ts-9-\tlast
--
src/über größe.ts-1-before
src/über größe.ts:2:needle
--
src/über größe.ts:40:needle
`
const HEADED = `src/a.ts
3:needle
9:needle again

src/deep/b.ts
12:needle
--
40-context
41:needle
`
const COUNTS = `./src/a.ts:3\n./src/b.ts:12\n./src/deep/folder/c.ts:1\n./src/deep/folder/d.ts:7\n./Makefile:2\n`
const SINGLE = `3:needle\n17:  needle\n44:needle\n45-context\n`
const BARE = `src/a.ts:needle\nsrc/a.ts:needle again\nsrc/a.ts-context\nsrc/b.ts:needle\nsrc/b.ts:last needle\n`
const NULLS = HITS.replace(/(\.ts):/g, '$1\0')
const NULLS_BARE = BARE.replace(/(\.ts)[:-]/g, '$1\0')
const WINDOWS = HITS.replaceAll('src/cart/', 'C:\\shop\\src\\').replaceAll('\n', '\r\n')
const AGENT = `src/a.ts-6-one: 1
/home/dev/shop/src/a.ts-7-two
src/a.ts:8:needle
/home/dev/shop/src/a.ts-9-three
/home/dev/shop/src/b.ts-1-four
src/b.ts:2:needle

[Showing results with pagination = limit: 6]`
const TIGHT = HEADED.replace('\n\n', '\n')
const SAMPLES = { HITS, CONTEXT, HEADED, TIGHT, COUNTS, SINGLE, BARE, NULLS, NULLS_BARE, WINDOWS, AGENT }

/** The form before its proof, so that a failed proof is seen. */
function writtenOf(text: string): string | undefined {
  const document = atOnce(parseSearch(text))
  if (document === undefined) return undefined
  return atOnce(document.layout.kind === 'counts' ? writeCounts(document) : writeSearch(document))
}

/** The path of each line. */
const pathsOf = (text: string): readonly (string | undefined)[] =>
  atOnce(parseSearch(text))?.units.map(({ path }) => path) ?? []

const formOf = (text: string): string => openNow(search, text)?.lossless()?.text ?? ''

describe('search', { timeout: 120_000 }, () => {
  it.each(testCompressor('search', search, Object.values(SAMPLES)))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })

  it.each(Object.keys(SAMPLES))('has a lossless form of %s', (name) => {
    const text = SAMPLES[name as keyof typeof SAMPLES]
    expect(search.decode?.(formOf(text))).toBe(text)
  })

  it.each(Object.keys(SAMPLES))('has one of %s with carriage returns', (name) => {
    const text = SAMPLES[name as keyof typeof SAMPLES].replace(/\r?\n/g, '\r\n')
    expect(search.decode?.(formOf(text))).toBe(text)
  })

  it('names each file once, above its lines', () => {
    expect(formOf(HITS)).toBe(`By file, number then text:
src/cart/total.ts
3 export function totalOf(cart: Cart): number {
17   return totalOf(cart) - discountOf(cart)
44 \tconst total = totalOf(cart)
src/cart/order.ts
8 import { totalOf } from './total.ts'
21
src/pay/bill.ts
102   // totalOf() rounds
`)
  })

  it('tells matches from context, and names with dashes and digits from both', () => {
    expect(formOf(CONTEXT)).toBe(`By file, number then text, colon at matches, no -- at gaps:
src/a-12-b.ts
6 first
7:needle: 1
8
9 \tlast
src/über größe.ts
1 before
2:needle
40:needle
`)
  })

  it('leaves separators where they do not stand at every gap and nowhere else', () => {
    const [before = '', , after = ''] = CONTEXT.split(/(?<=--\n)/)
    for (const odd of [
      CONTEXT.replace('--\n', ''),
      CONTEXT.replace('2:needle\n--', '2:needle'),
      CONTEXT.replace('1-before\n', '1-before\n--\n'),
      `${CONTEXT}--\n`,
      `--\n${CONTEXT}`,
      CONTEXT.replace('--\n', '--\n--\n'),
      `${before}note\n${after}`,
    ]) {
      expect(formOf(odd)).toContain('\n--\n')
      expect(formOf(odd)).not.toContain('gaps')
      expect(search.decode?.(formOf(odd))).toBe(odd)
    }
    const noted = CONTEXT.replace(/$/, 'Binary file x matches\nsrc/c.ts:1:needle\nsrc/c.ts:2:needle\n')
    expect(formOf(noted)).toContain('gaps')
    expect(search.decode?.(formOf(noted))).toBe(noted)
    expect(formOf(`${SINGLE}--\n70:needle\n`)).not.toContain('gaps')
    expect(formOf('3:needle\n4-a\n--\n17:needle\n18-b\n--\n40:needle\n')).toBe(
      'By number, no -- at gaps:\n3:needle\n4-a\n17:needle\n18-b\n40:needle\n',
    )
  })

  it('knows the context of a file whose name has no ending by its matches', () => {
    expect(formOf('src/Makefile-6-first: 3\nsrc/Makefile:7:needle\nsrc/Makefile-8-last\nsrc/Makefile-9-end\n')).toBe(
      'By file, number then text, colon at matches:\nsrc/Makefile\n6 first: 3\n7:needle\n8 last\n9 end\n',
    )
  })

  it('tells a file from the context of another by its hits at several lines', () => {
    const rotated = ['app.log:3:ERROR', 'app.log:9:ERROR', 'app.log-2024-05-01:3:ERROR', 'app.log-2024-05-01:8:ERROR']
    const form = 'By file, number then text:\napp.log\n3 ERROR\n9 ERROR\napp.log-2024-05-01\n3 ERROR\n8 ERROR\n'
    expect(formOf(`${rotated.join('\n')}\n`)).toBe(form)
    const once = 'conf/app.conf:3:listen\nconf/app.conf:9:listen\nconf/app.conf-1-old:12:listen\n'
    expect(formOf(once)).toContain('\nconf/app.conf-1-old\n12 listen\n')
  })

  it('tells them apart where lines of context stand among them, too', () => {
    const lines = ['app.log-2-x', 'app.log:3:ERROR', 'app.log-4-1:7:b', '--']
    const others = [
      'app.log-20240501-2-x',
      'app.log-20240501:3:ERROR',
      'app.log-20240501-4-y',
      'app.log-20240501:5:ERROR',
    ]
    expect(pathsOf([...lines, ...others].join('\n'))).toEqual([
      'app.log',
      'app.log',
      'app.log',
      undefined,
      ...others.map(() => 'app.log-20240501'),
    ])
    const dated = ['a/app.log-2024-05-01:3:ERROR', 'a/app.log-2024-05-01-4-y', 'a/app.log-2024-05-01:5:ERROR']
    expect(pathsOf(['a/app.log:3:E', 'a/app.log-4-x', ...dated].join('\n'))).toEqual([
      'a/app.log',
      'a/app.log',
      ...dated.map(() => 'a/app.log-2024-05-01'),
    ])
  })

  it('reads keys in lines of context as no part of a path', () => {
    const yaml = [
      'deploy/a-service.yaml:  image: x',
      'deploy/a-service.yaml-logging:',
      'deploy/a-service.yaml-  level: info',
    ]
    expect(pathsOf([...yaml, '--', ...yaml].join('\n')).filter((path) => path !== undefined)).toEqual(
      Array.from({ length: 6 }, () => 'deploy/a-service.yaml'),
    )
    const settings = ['conf/app.properties:a.url=1', 'conf/app.properties-a.port:8010', 'conf/app.properties-a.user:me']
    expect(new Set(pathsOf([...settings, ...settings].join('\n')))).toEqual(new Set(['conf/app.properties']))
    expect(
      new Set(
        pathsOf(
          [...settings, '--', ...'vwxyz'].map((line) => (line.length === 1 ? `conf/b.yaml:${line}` : line)).join('\n'),
        ),
      ),
    ).toEqual(new Set(['conf/app.properties', undefined, 'conf/b.yaml']))
  })

  it('keeps files whose names begin alike apart where there is no context', () => {
    const logs = ['logs/app.log:E1', 'logs/app.log:E2', 'logs/app.log-20240501:E3', 'logs/app.log-20240501:E4']
    expect(pathsOf(logs.join('\n'))).toEqual(logs.map((line) => line.slice(0, line.indexOf(':'))))
    const modules = ['src/my:one', 'src/my-two', 'src/my-file.ts:three', '--', 'src/my:x', 'src/my-file.ts:y']
    expect(pathsOf(modules.join('\n'))).toEqual([
      'src/my',
      'src/my',
      'src/my-file.ts',
      undefined,
      'src/my',
      'src/my-file.ts',
    ])
    expect(pathsOf('src/Makefile:a\nsrc/Makefile-build: b\n--\nsrc/Makefile:c\nsrc/Makefile:d')).toEqual([
      'src/Makefile',
      'src/Makefile',
      undefined,
      'src/Makefile',
      'src/Makefile',
    ])
  })

  it('takes what stands before a null character for a path', () => {
    const text = `${NULLS}mail (1)\x003:needle\n`
    expect(pathsOf(text).at(-1)).toBe('mail (1)')
    expect(search.decode?.(formOf(text))).toBe(text)
  })

  it('leaves the colon after a number where texts begin with numbers', () => {
    const text = 'src/a.ts:3:81 bottles\nsrc/a.ts:9:80 bottles\nsrc/b.ts:1:79 bottles\n'
    expect(formOf(text)).toBe('By file:\nsrc/a.ts\n3:81 bottles\n9:80 bottles\nsrc/b.ts\n1:79 bottles\n')
  })

  it('says of lines without plain numbers how they begin', () => {
    expect(formOf('src/cart.ts:  1:\tneedle\nsrc/cart.ts: 12:\tneedle\nsrc/cart.ts:112:\tneedle\n'.repeat(2))).toMatch(
      /^By file, sign then text:\nsrc\/cart.ts\n: {2}1:\tneedle\n/,
    )
  })

  it('leaves `./` where not every path has it', () => {
    expect(formOf('src/a.ts:1:x\nsrc/a.ts:2:y\n./src/b.ts:3:z\n./src/b.ts:4:z\n')).toBe(
      'By file, number then text:\nsrc/a.ts\n1 x\n2 y\n./src/b.ts\n3 z\n4 z\n',
    )
  })

  it('leaves columns after their numbers', () => {
    expect(formOf('src/a.ts:3:14:needle\nsrc/a.ts:9:1:needle\nsrc/b.ts:1:7:needle\n')).toBe(
      'By file:\nsrc/a.ts\n3:14:needle\n9:1:needle\nsrc/b.ts\n1:7:needle\n',
    )
  })

  it('says what blank lines, null characters and `./` stood for', () => {
    expect(formOf(HEADED).split('\n').slice(0, 5)).toEqual([
      'By file, no blank lines between:',
      'src/a.ts',
      '3:needle',
      '9:needle again',
      'src/deep/b.ts',
    ])
    expect(formOf(NULLS)).toMatch(/^By file, null after path, number then text:\nsrc\/cart\/total.ts\n3 export/)
    expect(formOf(HITS.replace(/^/gm, './').slice(0, -2))).toMatch(
      /^By file in \.\/, number then text:\nsrc\/cart\/total\.ts\n/,
    )
  })

  it('says which lines had their path in full', () => {
    expect(formOf(AGENT))
      .toBe(`By file, number then text, colon at matches; lines without a colon had the full path, in /home/dev/shop/:
src/a.ts
6 one: 1
7 two
8:needle
9 three
src/b.ts
1 four
2:needle

[Showing results with pagination = limit: 6]`)
  })

  it('names each folder of counts once, and the path with the largest in full', () => {
    expect(formOf(COUNTS)).toBe('By folder in ./:\nsrc/ a.ts:3 b.ts:12\nsrc/deep/folder/ c.ts:1 d.ts:7\nMakefile:2\n')
    const many = Array.from({ length: 20 }, (_, index) => `src/file-${index}.ts:${index === 7 ? 99 : index}\n`).join('')
    expect(formOf(many)).toMatch(/^By folder \(largest: src\/file-7\.ts:99\):\n/)
  })

  it('keeps what its own form would be read as', () => {
    const imitation = `${HITS}\\src/x.ts:1:y\n12 nothing\n13:nothing\n--\nsrc/y.ts\nBy file:\nsrc/y.ts:2:z\n\n`
    expect(search.decode?.(formOf(imitation))).toBe(imitation)
    expect(formOf(imitation)).toContain('\n\\\\src/x.ts:1:y\n\\12 nothing\n')
    expect(formOf(imitation)).toMatch(/^By file, number then text, \\: line as printed:\n/)
    expect(formOf(HITS)).not.toContain('as printed')
  })

  it('keeps a line without a number among lines that have one', () => {
    const odd = `${NULLS}src/x.ts\0needle\nsrc/x.ts\x007\n${NULLS}`
    expect(search.decode?.(formOf(odd))).toBe(odd)
  })

  it('keeps lines that belong to no path among those below one', () => {
    const odd = `${HEADED}\n\nsrc/c.ts\n\n7:needle\nnote\n8:needle\n\nsrc/d.ts\n9:needle\n`
    expect(search.decode?.(formOf(odd))).toBe(odd)
  })

  it('leaves a stretch of a file as printed, though a search printed it', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `src/a.ts-${index + 2}-  line ${index}\n`)
    expect(formOf(`src/a.ts:1:needle\n${lines.join('')}`)).toBe('')
  })

  it.each([
    ['errors in logs', 'logs/app.log:12:ERROR no answer\nlogs/app.log:40:ERROR no answer\nlogs/b.txt:7:ERROR no\n'],
    ['names of levels', 'src/levels.py:3:ERROR = 3\nsrc/levels.py:4:WARNING = 2\nsrc/levels.py:5:INFO=1\n'],
  ])('knows %s as a search', (_, text) => {
    expect(search.detect(text)).toBeGreaterThan(0.5)
  })

  it('has a line fewer than a text that ends in a line feed has parts', () => {
    expect(atOnce(parseSearch(HITS))?.units).toHaveLength(6)
    expect(atOnce(parseSearch(HITS.slice(0, -1)))?.units).toHaveLength(6)
  })

  it.each([
    ['a log', '2026-01-05 10:30:12 INFO started\n2026-01-05 10:30:13 INFO ready\n2026-01-05 10:30:14 INFO done\n'],
    ['times of the day', '10:30:12 started\n10:31:00 ready\n11:02:59 done\n'],
    ['an access log', '10.0.0.1 - - [05/Jan/2026:10:30:12 +0000] "GET /"\n'.repeat(5)],
    ['a go log', '2009/01/23 01:23:23 started\n2009/01/23 01:23:24 ready\n2009/01/23 01:23:25 done\n'],
    ['numbered lines of a file', "1:import a from 'a'\n2:\n3:export const b = a\n4:export const c = b\n"],
    ['a file that an agent reads', '[File: /src/main.py (3 lines total)]\n1:import a\n2:\n3:a.run()\n'],
    ['addresses', 'http://localhost:3000:ok\nhttp://localhost:3001:ok\nhttp://localhost:3002:ok\n'],
    ['a linter', 'src/a.py:3:14: F401 unused import\nsrc/a.py:9:1: E501 too long\nsrc/b.py:1:7: F841 unused\n'],
    ['a compiler', 'src/a.py:3: error: no such name\nsrc/a.py:9: error: no such type\nsrc/b.py:1: note: see above\n'],
    ['markdownlint', 'a.md:3:81 error MD013/line-length\na.md:9:80 error MD013/line-length\nb.md:1:79 error MD041\n'],
    ['old markdownlint', 'a.md:3:81 MD013/line-length\na.md:9:80 MD013/line-length\nb.md:1:79 MD041 First\n'],
    ['tsc', 'src/a.ts:3:7 - error TS2322: no\nsrc/a.ts:9:7 - error TS2304: no\nsrc/b.ts:1:2 - error TS1005: no\n'],
    ['a Python log', 'app/a.py:12:INFO:ready\napp/b.py:40:ERROR:no answer\napp/a.py:12:INFO:ready\n'],
    ['a log with levels in brackets', 'app/a.go:12:[INFO] ready\napp/b.go:40:[WARN] no\napp/a.go:12:[INFO] ready\n'],
    ['hosts', 'db.example.com:5432\ncache.example.com:6379\nweb.example.com:443\n'],
    ['YAML', 'server:\n  host: example.com\n  port: 8080\nname: shop\nversion: 1.2.3\n'],
    ['JSON', '{\n  "a.b": 1,\n  "c.d": 2\n}\n'],
    ['source code', 'switch (a) {\n  case 1: return b\n  case 2: return c\n}\n'],
    ['a diff', '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,3 +1,3 @@\n-a\n+b\n c\n'],
    ['a stack', 'Error: no\n    at f (/src/a.ts:12:5)\n    at g (/src/b.ts:7:1)\n    at h (/src/c.ts:1:2)\n'],
    ['paths alone', 'src/a.ts\nsrc/b.ts\nsrc/c.ts\n'],
    ['prose', 'One thing: two.\nAnother thing: three.\nLast: four.\n'],
  ])('takes %s for something else', (_, text) => {
    expect(search.detect(text)).toBe(0)
    expect(openNow(search, text)).toBeUndefined()
  })
})

const name = fc.constantFrom('a.ts', 'b-12-c.ts', 'x:1 y.md', 'd e.ts', 'Makefile', '日本.md', '12', '-', 'f.go')
const folder = fc.constantFrom(
  'src/',
  './',
  '',
  '/home/dev/shop/src/',
  'C:\\shop\\',
  '../',
  'src/deep-3-er/',
  '\\\\share\\',
)
const path = fc.tuple(folder, name).map(([before, last]) => before + last)
const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\t',
    'needle',
    '\tneedle: 1',
    '12:5',
    '-3-',
    '--',
    ':',
    'a:7:b',
    '\r',
    '\\',
    'src/a.ts:1:b',
    '\0',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }).map((value) => value.replaceAll('\n', '')),
)
const result = fc
  .tuple(path, fc.constantFrom(':', '-', '=', '\0', ':-'), fc.nat({ max: 300 }), text)
  .map(([file, sign, number, own]) => `${file}${sign[0]}${number}${sign.at(-1)}${own}`)
const line = fc.oneof(
  { weight: 8, arbitrary: result },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat({ max: 300 }), fc.constantFrom(':', '-', ' ', '\t', ''), text)
      .map((part) => part.join('')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(path, fc.constantFrom(':', ''), fc.constantFrom('needle', '7', ''))
      .map((part) => part.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('--', '', '...', '\\', 'Binary file x matches', 'By file:', 'By folder:'),
  },
)
const texts = fc
  .tuple(
    fc.array(line, { minLength: 1, maxLength: 12 }),
    fc.array(fc.nat({ max: 11 }), { minLength: 3, maxLength: 40 }),
    fc.constantFrom('\n', '\r\n', '\n\n'),
    fc.boolean(),
  )
  .map(([lines, order, end, isEnded]) => order.map((at) => lines[at % lines.length]).join(end) + (isEnded ? end : ''))

/** Results below paths on lines of their own. */
const headedTexts = fc
  .tuple(
    fc.array(
      fc.tuple(
        path,
        fc.array(fc.tuple(fc.nat({ max: 99 }), fc.constantFrom(':', ':', ':', '-'), text), {
          minLength: 1,
          maxLength: 4,
        }),
      ),
      { minLength: 2, maxLength: 6 },
    ),
    fc.array(fc.constantFrom('', '', '', '', '--', 'note', '\\', '12:', '\r'), { minLength: 6, maxLength: 6 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([files, between, end, isTight]) =>
    files
      .flatMap(([file, own], at) => [
        ...(at === 0 || isTight ? [] : [between[at % between.length] ?? '']),
        file,
        ...own.map((part) => part.join('')),
      ])
      .join(end),
  )

/** Counts, some of them of odd names. */
const countTexts = fc
  .tuple(
    fc.array(fc.tuple(folder, fc.nat({ max: 99 }), fc.constantFrom('.ts', '.ts', '.ts', ' b.ts', '', ':3.ts')), {
      minLength: 4,
      maxLength: 20,
    }),
    fc.constantFrom(':', ':', '\0'),
    fc.constantFrom('\n', '\r\n', '\n', 'mixed'),
    fc.array(fc.constantFrom('', 'note', '--', '\\src/a:1', 'src/:4', 'src/x.ts\0a b:3'), { maxLength: 2 }),
  )
  .map(([files, sign, end, notes]) =>
    [...files.map(([before, number, last], at) => `${before}f${at}-${number}${last}${sign}${number}`), ...notes]
      .map((part, at) => part + (end === 'mixed' ? (at % 2 === 0 ? '\n' : '\r\n') : end))
      .join(''),
  )

describe('forms of generated results', { timeout: 120_000 }, () => {
  it.each([
    ['beside their paths', texts, 100],
    ['below their paths', headedTexts, 100],
    ['that are counts', countTexts, 100],
  ])('decode to the text, %s', (_, generated, least) => {
    let forms = 0
    fc.assert(
      fc.property(generated, (given) => {
        const form = writtenOf(given)
        if (form === undefined) return
        forms++
        expect(search.decode?.(form)).toBe(given)
      }),
      FIXED,
    )
    expect(forms).toBeGreaterThan(least)
  })

  it('are given out wherever they are smaller', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const form = writtenOf(given)
        expect(openNow(search, given)?.lossless()?.text).toBe(form)
      }),
      { ...FIXED, numRuns: 100 },
    )
  })
})
