import { describe, expect, it } from 'vitest'
import { headLineAt, headLinesOf } from './head-line.ts'

const INDEX = 'index 390c17de..b372c04d'
/** A line and the lines that it stands for. */
const HEADS: Readonly<Record<string, readonly string[]>> = {
  'diff x.ts 390c17de..b372c04d 100644': ['diff --git a/x.ts b/x.ts', `${INDEX} 100644`, '--- a/x.ts', '+++ b/x.ts'],
  'diff x y 390c17de..b372c04d 100644': ['diff --git a/x y b/x y', `${INDEX} 100644`, '--- a/x y\t', '+++ b/x y\t'],
  'diff x new file 100755 390c17de..b372c04d': [
    'diff --git a/x b/x',
    'new file mode 100755',
    INDEX,
    '--- /dev/null',
    '+++ b/x',
  ],
  'diff x deleted file 100644 390c17de..b372c04d': [
    'diff --git a/x b/x',
    'deleted file mode 100644',
    INDEX,
    '--- a/x',
    '+++ /dev/null',
  ],
}

describe('headLineAt', () => {
  it.each(Object.entries(HEADS))('tells a head as: %s', (line, lines) => {
    const head = lines.join('\n')
    expect(headLineAt(`text\n${head}\n@@ -1 +1 @@`, 5)).toEqual({ line, end: 5 + head.length })
    expect(headLineAt(head, 0)).toEqual({ line, end: head.length })
    expect(headLinesOf(line)).toEqual(lines)
    expect(headLinesOf(`${line}\r`)).toEqual(lines.map((other) => `${other}\r`))
  })

  it.each([
    ['a name that goes on', ['diff --git a/x b/x', INDEX, '--- a/x', '+++ b/x.orig']],
    ['other names', ['diff --git a/x b/x', INDEX, '--- a/y', '+++ b/y']],
    ['two paths', ['diff --git a/x b/y', INDEX, '--- a/x', '+++ b/y']],
    ['no names', ['diff --git a/x b/x', INDEX, 'Binary files a/x and b/x differ']],
    ['no hashes', ['diff --git a/x b/x', 'old mode 100644', '--- a/x', '+++ b/x']],
    ['a quoted path', ['diff --git a/"x" b/"x"', INDEX, '--- a/"x"', '+++ b/"x"']],
    [
      'a path that is read as a state',
      [
        'diff --git a/x new file 100644 b/x new file 100644',
        INDEX,
        '--- a/x new file 100644\t',
        '+++ b/x new file 100644\t',
      ],
    ],
    ['a space without a tab behind the name', ['diff --git a/x y b/x y', INDEX, '--- a/x y', '+++ b/x y']],
    ['a line end of another kind', ['diff --git a/x b/x\r', INDEX, '--- a/x\r', '+++ b/x\r']],
  ])('leaves %s', (_, lines) => {
    expect(headLineAt(lines.join('\n'), 0)).toBeUndefined()
  })
})

describe('headLinesOf', () => {
  it('knows no line that is not told so', () => {
    const lines = [
      'diff x',
      'diff -u 390c17de..b372c04d',
      'diff x 390c17de..b372c04d 1006444',
      'diff x 39..b3',
      ' diff x 390c17de..b372c04d',
      'diff "x" 390c17de..b372c04d',
    ]
    expect(lines.filter((line) => headLinesOf(line) !== undefined)).toEqual([])
  })
})
