import { describe, expect, it } from 'vitest'
import { detectTable } from './detect.ts'

const LOOKALIKES: readonly (readonly [string, string])[] = [
  [
    'a log with commas',
    '2024-01-01 10:00:00,123 INFO start\n2024-01-01 10:00:01,456 WARN slow\n2024-01-01 10:00:02,789 INFO end\n2024-01-01 10:00:03,001 INFO bye\n',
  ],
  [
    'prose with commas',
    'The cat sat, and it slept.\nThe dog ran, and it barked.\nThe bird flew, and it sang.\nThe fish swam, and it ate.\n',
  ],
  ['a list in prose', 'apples, pears\nplums, figs\nnuts, dates\nlimes, kiwis\n'],
  [
    'source code',
    "import { a, b } from './a.ts'\nimport { c, d } from './c.ts'\nimport { e, f } from './e.ts'\nimport { g, h } from './g.ts'\n",
  ],
  ['calls', 'add(one, two, three)\nadd(four, five, six)\nadd(seven, eight, nine)\nadd(ten, eleven, twelve)\n'],
  [
    'ls -l',
    'total 12\n-rw-r--r-- 1 me me  120 Jan  3 10:00 a.txt\n-rw-r--r-- 1 me me 3120 Jan  3 10:00 b.txt\ndrwxr-xr-x 2 me me 4096 Jan  3 10:00 c\n',
  ],
  ['a diff', '--- a/x.csv\n+++ b/x.csv\n@@ -1,3 +1,3 @@\n a,b,c\n-1,2,3\n+1,2,4\n'],
  ['a Makefile', 'all: build test\n\nbuild:\n\ttsc -p .\n\ttsc -p tools\n\ntest:\n\tvitest run\n\tvitest bench\n'],
  ['JSON lines', '{"a":1,"b":2}\n{"a":3,"b":4}\n{"a":5,"b":6}\n{"a":7,"b":8}\n'],
  ['a CSV of one column', 'name\nAnn\nBo\nCy\nDi\n'],
  ['grep -n', 'src/a.ts:12:foo(a, b)\nsrc/a.ts:19:foo(c, d)\nsrc/b.ts:7:foo(e, f)\nsrc/b.ts:9:foo(g, h)\n'],
  ['a heading in Markdown', 'Title\n-----\n\nSome text, and more.\n\n- one\n- two\n'],
  ['front matter', '---\ntitle: a\ntags: b, c\n---\ntext\n'],
  ['shell with pipes', 'cat a | sort\ncat b | uniq\ncat c | head\ncat d | tail\n'],
  ['CSS', '.a { color: red; }\n.b { color: blue; }\n.c { color: green; }\n.d { color: grey; }\n'],
  ['a table inside a document', `# Title\n\nText before.\n\nMore text.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n`],
  ['git diff --name-status', 'M\tdata/orders.csv\nD\tdocs/old.md\nM\tlock.json\nA\tsrc/new.ts\n'],
  ['git diff --numstat', '1\t2\tdata/orders.csv\n3\t0\tdocs/old.md\n7\t7\tlock.json\n4\t0\tsrc/new.ts\n'],
  ['settings', 'name = a\nsize = 2\n\nhost = b\nport = 3\n\nuser = c\nkeys = 4\n'],
  ['two rows', 'a,b,c\n1,2,3\n'],
]

describe('detectTable', () => {
  it.each(LOOKALIKES)('does not take %s for a table', (_, text) => {
    expect(detectTable(text)).toBe(0)
  })

  it.each([
    ['commas', 'id,name\n1,Ann\n2,Bo\n3,Cy\n'],
    ['semicolons', 'id;name;sum\n1;Ann;2,5\n2;Bo;3,5\n3;Cy;4,5\n'],
    ['tabs', 'id\tname\n1\tAnn\n2\tBo\n3\tCy\n'],
    ['bars', 'id|name|sum\n1|Ann|2\n2|Bo|3\n3|Cy|4\n(3 rows)\n'],
    ['numbers alone', '1,2,3,4\n5,6,7,8\n9,10,11,12\n13,14,15,16\n'],
    ['quoted cells with line ends', 'a,b,c\n1,"x\ny",2\n3,"z",4\n5,w,6\n7,v,8\n'],
  ])('knows %s', (_, text) => {
    expect(detectTable(text)).toBeGreaterThan(0.5)
  })

  it('knows frames without doubt', () => {
    expect(detectTable('| a | b |\n|---|---|\n| 1 | 2 |\n')).toBeGreaterThan(0.9)
    expect(detectTable(' a | b \n---+---\n 1 | 2\n(1 row)\n')).toBeGreaterThan(0.9)
  })

  it.each(['"', ',', '|', '-', '+-', '|-', '─', ', ', 'a,', '\t', '""', '"a",', '\\|', ' '])(
    'stays linear on 1 MB of %j',
    (piece) => {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length))
      expect(detectTable(text)).toBeLessThanOrEqual(1)
      expect(detectTable(`${text}\n`.slice(-2_000).repeat(500))).toBeLessThanOrEqual(1)
    },
  )
})
