import { describe, expect, it } from 'vitest'
import { isInCode } from './in-code.ts'

const JSON_TEXT = '{\n  "a": 1\n}\n'

function isIn(before: string, after: string): boolean {
  return isInCode(before + JSON_TEXT + after, before.length, before.length + JSON_TEXT.length)
}

describe('isInCode', () => {
  it.each([
    ['statements', 'const a = 1;\nrun(a);\n', ''],
    ['Python', 'import os\n\n', '\ndef main():\n    x = 1\n'],
    ['an open call', 'The call\nis on\nthis page\nand the\nnext\n', ')\n'],
    ['another value', 'x\ny\nz\n', '\n  ]\n'],
    ['a text in quotes', 'x\ny\nz\n', '    """\n'],
  ])('is true between lines of %s', (_, before, after) => {
    expect(isIn(before, after)).toBe(true)
  })

  it.each([
    ['nothing', '', ''],
    ['prose', 'For each of these, the output:\n\n', '\nFrom here on it is the same if you use it.\nWith care.\n'],
    ['other JSON', '{\n  "b": {"c": 1\n', '{\n  "c": (\n}\n'],
    ['broken JSON', '{\n  "b": <any>,\n  "c":\n', '}\n'],
    ['commands', 'const a = 1;\nrun(a);\n$ cat x.json\n', '$ cat x.js\nrun(a);\nrun(b);\n'],
    ['headings', '# Output\n\n* one\n', '\n## Next\n'],
  ])('is false between lines of %s', (_, before, after) => {
    expect(isIn(before, after)).toBe(false)
  })
})
