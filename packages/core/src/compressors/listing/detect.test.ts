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
      lines(30, (index) => `drwx is the mode of directory ${index}`),
    ]
    expect(texts.filter((text) => detectListing(text) > 0)).toEqual([])
  })
})
