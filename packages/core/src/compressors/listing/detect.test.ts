import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { detectListing, styleOf } from './detect.ts'

const fixture = (name: string): string => readFileSync(new URL(`__fixtures__/${name}.txt`, import.meta.url), 'utf8')
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')

describe('detectListing', () => {
  it.each([
    ['find', 'paths'],
    ['find-all', 'paths'],
    ['wc', 'led-paths'],
    ['ls-la-recursive', 'rows'],
    ['git-log-stat', 'commits'],
  ])('is sure of %s', (name, style) => {
    const text = fixture(name)
    expect(detectListing(text)).toBeGreaterThan(0.8)
    expect(detectListing(text.replaceAll('\n', '\r\n'))).toBeGreaterThan(0.8)
    expect(styleOf(text)?.style.name).toBe(style)
  })

  it('knows git status, du, checksums and BSD columns', () => {
    const texts = [
      lines(9, (index) => ` M src/part${index}.ts`),
      lines(9, (index) => `R100\tsrc/part${index}.ts`),
      lines(9, (index) => `\tmodified:   src/part${index}.ts`),
      lines(9, (index) => `${index}.5M\t./src/part${index}`),
      lines(9, (index) => `${'0123456789abcdef'.repeat(4)}  src/part${index}.ts`),
      lines(9, (index) => `-rw-r--r--@  1 ada  staff  ${index}00 Jan  5 14:49 part${index}.ts`),
      lines(9, (index) => ` src/part${index}.ts | ${index} ++`),
    ]
    expect(texts.filter((text) => detectListing(text) < 0.8)).toEqual([])
  })

  it('knows tables with fixed columns, ls -R and what git says of files', () => {
    const texts: readonly (readonly [string, string])[] = [
      [`NAME   READY   AGE\n${lines(9, (index) => `web-${index}  1/1     ${index}d`)}`, 'columns'],
      [`  PID %CPU COMMAND\n${lines(9, (index) => `  10${index}  0.0 node part${index}.js`)}`, 'columns'],
      [`Filesystem  Size Mounted on\n${lines(9, (index) => `tmpfs        12G /run/${index}`)}`, 'columns'],
      ['.:\na\nb\n\n./a:\nx.ts\n\n./b:\ny.ts\n', 'directories'],
      ['Changes to be committed:\n\tnew file:   a.ts\n\nUntracked files:\n\tb.ts\n', 'status'],
      [
        lines(9, (index) => `1 .M N... 100644 100644 100644 ${'a'.repeat(40)} ${'b'.repeat(40)} p${index}.ts`),
        'porcelain',
      ],
    ]
    expect(texts.map(([text]) => styleOf(text)?.style.name)).toEqual(texts.map(([, style]) => style))
  })

  it('takes nothing else for a listing', () => {
    const code = lines(30, (index) => `export function f${index}() {\n  // src/app.ts\n  return a/b\n}`)
    const texts = [
      '',
      'a short note',
      'src/a.ts\nsrc/b.ts',
      code,
      lines(30, (index) => `2026-01-10T09:30:0${index % 9}Z INFO read src/part${index}.ts`),
      lines(30, (index) => `src/part${index}.ts:${index}:import { a } from './b'`),
      lines(30, (index) => `src/part${index}.ts:${index}`),
      `path,lines\n${lines(30, (index) => `src/part${index}.ts,${index}`)}`.replaceAll('src/', ''),
      lines(30, (index) => `- see src/part${index}.ts`),
      lines(30, (index) => `1. src/part${index}.ts is new`),
      lines(30, (index) => `The file src/part${index}.ts has 30 lines, and/or more.`),
      lines(30, (index) => `<a href="src/part${index}.ts">part ${index}</a>`),
      lines(30, (index) => `</div${index}>`),
      lines(30, (index) => `// part ${index}\n//part`),
      lines(30, (index) => `https://example.com/part${index}`),
      lines(30, (index) => `  "src/part${index}.ts",`),
      lines(30, (index) => `abcdefghijklmnopqrstuvwxyz/ABCDEFGHIJKLMNOPQRSTUVWXYZ+${index % 10}0123456789`),
      `diff --git a/src/a.ts b/src/a.ts\n${lines(30, (index) => `src/part${index}.ts`)}`,
      lines(30, (index) => `/* part ${index} */`),
      lines(30, (index) => `${index} | part | ++`),
      lines(30, (index) => `${' '.repeat(2000)}${index}`),
      lines(30, (index) => `${'|   '.repeat(500)}${index}`),
      `A note about  the words\n${lines(30, (index) => `that stand here, line ${index} of many and more`)}`,
      `NAME  READY  AGE\n----  -----  ---\n${lines(30, (index) => `web${index}   1/1    ${index}d`)}`,
      `| NAME | READY | AGE |\n${lines(30, (index) => `| web${index} | 1/1 | ${index}d |`)}`,
      `NAME AGE\n${lines(30, (index) => `web  ${index}d`)}`,
      `const a  = 1\n${lines(30, (index) => `const b${index} = ${index}`)}`,
      `ID  NAME  TEXT\n${lines(30, (index) => `${index} is no row, for it ends where it wants to${' end'.repeat(index % 7)}`)}`,
      `server:\n  port: 1\n\nclient:\n  port: 2\n\n${lines(30, (index) => `key${index}:\nvalue\n`)}`,
      `Changes in this version:\n\n${lines(30, (index) => `\t- part ${index} is faster`)}`,
      lines(30, (index) => `drwx is the mode of directory ${index}`),
    ]
    expect(texts.filter((text) => detectListing(text) > 0)).toEqual([])
  })
})
