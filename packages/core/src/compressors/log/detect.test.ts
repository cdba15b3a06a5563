import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { detectLog } from './detect.ts'

const service = readFileSync(new URL('__fixtures__/service.log', import.meta.url), 'utf8')
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')

describe('detectLog', () => {
  it('is sure of lines with times', () => {
    expect(detectLog(service)).toBeGreaterThan(0.9)
    expect(detectLog(service.replaceAll('\n', '\r\n'))).toBeGreaterThan(0.9)
  })

  it('is sure of lines with levels', () => {
    expect(detectLog(lines(20, (index) => `[INFO] step ${index} done`))).toBe(0.8)
  })

  it('takes test runs, builds, linters and shell traces for logs', () => {
    const texts = [
      lines(20, (index) => `test_${index} (app.tests.Orders) ... ok`),
      lines(9, (index) => `error: unused variable\n  --> src/main.rs:${index}:5\n   |\n   = note: on by default`),
      lines(20, (index) => `src/app.py:${index}:1: E501 line too long`),
      lines(20, (index) => `ok  \texample.com/pkg/p${index}\t0.0${index}s`),
      lines(20, (index) => `+ git checkout ${index}\nswitched`),
    ]
    expect(texts.filter((text) => detectLog(text) < 0.2)).toEqual([])
  })

  it('takes no table with a frame for a log, whatever times and levels its rows have', () => {
    const rows = lines(30, (index) => `| ${index} | 2026-03-04T10:00:${10 + index}Z | ERROR | took ${index} ms |`)
    expect(detectLog(`| id | time | level | note |\n|----|------|:-----:|------|\n${rows}`)).toBe(0)
    expect(detectLog(`+----+------+-------+------+\n| id | time | level | note |\n${rows}`)).toBe(0)
  })

  it('takes nothing else for a log', () => {
    const code = lines(30, (index) => `export function f${index}() {\n  log.error('failed at 12:00:01')\n}`)
    const texts = [
      '',
      'a short note',
      code,
      code.replaceAll(/^/gm, '  12\t'),
      lines(30, (index) => `{"level":"error","time":"12:00:0${index % 9}"}`),
      `[${lines(30, (index) => `{"level":"error","n":${index}}`)}]`,
      `id,time,level\n${lines(30, (index) => `${index},12:00:01,ERROR`)}`,
      `diff --git a/x b/x\n${lines(30, (index) => `+12:00:01 ERROR ${index}`)}`,
      `# Title\n\n${lines(30, (index) => `Some words about ERROR ${index}.`)}`,
      lines(30, (index) => `src/app/log.ts:${index}:  12:00:01 ERROR failed`),
      lines(30, (index) => `-rw-r--r-- 1 root root ${index} Jan  1 12:00 file${index}.log`),
      lines(30, (index) => `The ${index} errors of the day were plain to see, and nobody minded them much.`),
      `<!doctype html>\n${lines(30, (index) => `<p>12:00:01 ERROR ${index}</p>`)}`,
    ]
    expect(texts.filter((text) => detectLog(text) > 0)).toEqual([])
  })
})
