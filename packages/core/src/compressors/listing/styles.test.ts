import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import type { Style } from './style.ts'
import { styles } from './styles.ts'

const FIXED = { seed: 20_261_122, numRuns: 400 }
const some = (...all: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...all)

/** Lines that imitate what a style writes, or that a careless reader would take for it. */
const hostile = some(
  '',
  ' ',
  '\\',
  '\\\\',
  '\\2',
  '\\3',
  './: a b',
  './:',
  '.: x',
  '.:',
  'a/: b',
  'src/',
  'src/:',
  '2 files +1',
  '1 files',
  'x +3',
  'x 3 ++-',

  'columns of 3 and 4:',
  'columns of 1, 2, 3, 4 and 5:',
  'total 12',
  'd 3 src',
  '12 a',
  '.',
  '..',
  '/',
  '//',
  'a//b',
  'a/b/c',
  '\ta/b',

  'Paths by directory; "x/" among names: here come those of x, below:',
  ' message',
  '    message',
  '\ud800/x',
  'é/ü',
  'a b/c',
  '\u0000',
  'total 8',
)
const name = some('a', 'b.ts', 'index.ts', 'README.md', '.git', 'src', 'a-b', 'x y', 'é', '+', '5', '{a => b}')
const path = fc
  .array(some('src', 'a', 'b', '.', '..', 'main', '', 'very-long-name'), { maxLength: 5 })
  .chain((parts) => name.map((last) => [...parts, last].join('/')))
const slashed = fc.tuple(path, some('', '', '', '/')).map((parts) => parts.join(''))
const indent = some('', '', '', '', '\t', '\tmodified:   ', '\tnew file:   ')
const count = fc.nat({ max: 20_000 })

const pathLine = fc.tuple(indent, fc.oneof(path, path, slashed)).map((parts) => parts.join(''))
const ledLine = fc
  .tuple(some('7', '7', '6', '0'), count, some(' ', ' ', '\t', '  '), slashed, some('M ', '?? ', ' M ', 'R100\t', ''))
  .map(([width, lines, space, of, status]) =>
    status === '' ? String(lines).padStart(Number(width)) + space + of : status + of,
  )

const mode = some('-rw-r--r--', '-rw-r--r--', 'drwxr-xr-x', 'drwxr-xr-x', '-rwxr-xr-x', 'lrwxrwxrwx', '-rw-r--r--@')
const rowName = some('.', '..', 'a', 'b', 'src', 'a b', 'x -> y', 'é')
const rowLine = fc
  .tuple(
    mode,
    fc.nat({ max: 12 }),
    some('ada', 'ada', 'root'),
    some(' ', ' ', '  '),
    count,
    some('Jan 10 09:30', 'Jan 10 09:30', 'Feb  1  2026', '2026-01-10 09:30'),
    rowName,
  )
  .map(
    ([look, links, owner, gap, size, date, of]) =>
      `${look} ${String(links).padStart(2)} ${owner}${gap}staff${gap}${String(size).padStart(5)} ${date} ${of}`,
  )
const directory = some('.:', './a:', './src:', './a/b:', 'total 4', '', './src/a:')

const hash = some('0123456789'.repeat(4), 'abcdef0123'.repeat(4))
const commitLines = fc
  .tuple(
    hash,
    some('', ' (HEAD -> main)'),
    some('', 'Merge: abcd 0123'),
    some('', 'Author: Ada <a@x>', 'Author: Ada <b@x>'),
    some('2026 +0100', '2026 +0100', '2025 -0700'),
    some('\n', '', '\n\n'),
  )
  .map(
    ([of, refs, merge, author, year, blank]) =>
      [`commit ${of}${refs}`, merge, author, `Date:   Sat Jan 10 09:30:00 ${year}`]
        .filter((line) => line !== '')
        .join('\n') + blank,
  )
const stat = fc
  .tuple(path, fc.nat({ max: 2 }), fc.nat({ max: 90 }), fc.nat({ max: 9 }), some('bar', 'bar', 'scaled', 'Bin', 'none'))
  .map(([of, pad, added, removed, kind]) => {
    const bar =
      kind === 'scaled' ? '+'.repeat(added >> 2) + '-'.repeat(removed >> 1) : '+'.repeat(added) + '-'.repeat(removed)
    if (kind === 'Bin') return ` ${of} | Bin 0 -> ${added} bytes`
    return ` ${of}${' '.repeat(pad)} | ${added + removed}${kind === 'none' || bar === '' ? '' : ` ${bar}`}`
  })
const summary = some(
  ' 1 file changed, 3 insertions(+)',
  ' 2 files changed, 1 insertion(+), 2 deletions(-)',
  ' 1 file changed, 0 insertions(+), 0 deletions(-)',
  ' 3 files changed',
)

/** A tree as it is drawn, and lines that are drawn without a tree. */
const branch = fc
  .tuple(
    fc.array(some('│   ', '│   ', '    ', '│\u00a0\u00a0 '), { maxLength: 3 }),
    some('├── ', '└── ', '|-- ', '`-- '),
    rowName,
  )
  .map(([around, own, of]) => [...around, own, of].join(''))
const TREE = [
  '├── a',
  '│   ├── b',
  '│   │   └── c',
  '│   └── d',
  '├── e',
  '└── f',
  '    └── g',
  '        ├── h',
  '        └── i',
]
const tree = some(
  TREE.join('\n'),
  TREE.slice(0, 3).join('\n'),
  TREE.slice(0, 7).join('\n'),
  TREE.join('\n').replaceAll('│   ', '│\u00a0\u00a0 '),
)

/** A tree of packages as npm draws it, whole, cut short and drawn wrongly. */
const PACKAGES = ['├─┬ a@1', '│ ├── b@1', '│ └─┬ c@1', '│   └── d@1 deduped', '└── UNMET DEPENDENCY e@^1']
const packages = some(
  PACKAGES.join('\n'),
  PACKAGES.slice(0, 3).join('\n'),
  PACKAGES.slice(1).join('\n'),
  '├─┬ alone',
  '└─┬ last',
)

/** A table with fixed columns: cells of any kind, set to either side, some too wide. */
const cell = some(
  'a',
  '0',
  '=',
  '{}',
  '',
  'Running',
  'kube-system',
  '2 weeks ago',
  'a, b',
  'a | b',
  '0.0',
  '12',
  'b',
  'é',
  '\\',
)
const table = fc
  .tuple(
    fc.array(fc.tuple(fc.boolean(), some('PID', 'NAME', 'STATUS', 'CONTAINER ID'), cell, cell), {
      minLength: 3,
      maxLength: 6,
    }),
    fc.array(fc.array(fc.nat({ max: 9 }), { minLength: 6, maxLength: 6 }), { minLength: 4, maxLength: 40 }),
    some('', ' ', '  '),
    fc.nat({ max: 3 }),
    fc.boolean(),
  )
  .map(([columns, rows, before, gap, isFilled]) => {
    const set = (text: string, at: number): string => (columns[at]?.[0] === true ? text.padStart(13) : text.padEnd(13))
    const lineOf = (cells: readonly string[]): string => {
      const line = before + cells.map(set).join(' '.repeat(gap + 1))
      return isFilled ? line : line.trimEnd()
    }
    const body = rows.map((picks) =>
      lineOf(
        columns.map(([, , usual, other], at) =>
          (picks[at] ?? 0) < 7 ? usual : (picks[at] ?? 0) < 9 ? other : `${String(picks[at])}9f`,
        ),
      ),
    )
    return [lineOf(columns.map(([, head]) => head)), ...body]
  })
const tables = fc
  .tuple(
    table,
    fc.array(fc.tuple(fc.nat(), fc.oneof(hostile, some('a b c d e f', '= = = = =', 'b {} {}'))), { maxLength: 2 }),
  )
  .map(([lines, others]) => {
    const all = [...lines]
    for (const [at, other] of others) all.splice(1 + (at % lines.length), 0, other)
    return all
  })

const gitState = fc
  .tuple(indent, fc.oneof(path, some('a b.ts', 'old.ts -> new.ts', 'a  b', '')))
  .map((parts) => parts.join(''))
const gitMode = some('100644', '100644', '100755', '000000')
const gitEntry = fc
  .tuple(some('1 .M N...', '1 M. N...', '2 R. N...', '1 AM S.M.'), gitMode, gitMode, gitMode, hash, hash, path)
  .map((parts) => parts.join(' '))

const long = (line: fc.Arbitrary<string>): fc.Arbitrary<readonly string[]> =>
  fc
    .array(fc.oneof({ weight: 14, arbitrary: line }, { weight: 1, arbitrary: hostile }), {
      minLength: 1,
      maxLength: 30,
    })
    .chain((lines) => fc.boolean().map((isDoubled) => (isDoubled ? [...lines, ...lines] : lines)))
    .map((lines) =>
      Array.from({ length: Math.ceil(64 / lines.length) }, () => lines)
        .flat()
        .flatMap((text) => text.split('\n')),
    )

const linesFor: Readonly<Record<string, fc.Arbitrary<readonly string[]>>> = {
  paths: long(pathLine),
  'led-paths': long(ledLine),
  rows: long(fc.oneof(rowLine, rowLine, rowLine, directory)),
  branches: fc.oneof(
    long(fc.oneof(tree, tree, branch, some('.', '', '3 directories, 4 files', '    a'))),
    long(fc.oneof(packages, packages, packages, tree, some('shop@1.0.0 /srv/shop', ''))),
  ),
  columns: tables,
  directories: long(fc.oneof(directory, directory, name, name, name, some('', '', '', 'a: b c', './a: b'))),
  status: long(fc.oneof(gitState, gitState, gitState, some('Changes to be committed:', '', '\\tx'))),
  porcelain: long(fc.oneof(gitEntry, gitEntry, gitEntry, path, some('? a', '1 .M N... 100644 = = ', '# branch.oid a'))),
  commits: long(fc.oneof(commitLines, stat, stat, stat, summary, some('    fix: a', '    ', '', 'other'))),
}

const written = (
  style: Style,
  lines: readonly string[],
  isAsked: (line: string) => boolean = () => false,
): readonly string[] | undefined => atOnce(style.write(lines, isAsked))

describe.each(styles)('the style $name', { timeout: 120_000 }, (style) => {
  const lines = linesFor[style.name] ?? fc.constant([])

  it('reads back what it writes, whatever the lines look like', () => {
    fc.assert(
      fc.property(lines, fc.nat({ max: 5 }), (all, asked) => {
        const form = written(style, all, (line) => asked > 0 && line.length % asked === 0)
        if (form !== undefined) expect(atOnce(style.read(form))).toEqual(all)
      }),
      FIXED,
    )
  })

  it('begins with its legend', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const [legend = ':'] = written(style, all) ?? []
        if (legend === ':') return
        expect(legend.endsWith(':')).toBe(true)
        expect(styles.filter(({ legend: pattern }) => pattern.test(legend.slice(0, -1)))).toEqual([style])
      }),
      { ...FIXED, numRuns: 50 },
    )
  })

  it('writes the same however it is driven', () => {
    fc.assert(
      fc.property(lines, (all) => {
        expect(written(style, all)).toEqual(written(style, all))
      }),
      { ...FIXED, numRuns: 20 },
    )
  })
})
