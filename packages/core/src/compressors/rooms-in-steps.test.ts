import { describe, expect, it } from 'vitest'
import { atOnce, inTurns, type Steps, stepsOf } from '../steps.ts'
import type { Compressor } from '../types/compressor.ts'
import { quickHash } from '../memory/quick-hash.ts'
import { defaultCompressors } from './default.ts'
import { jsonRows } from './json-rows/index.ts'
import { log } from './log/index.ts'

const LENGTH = 2_000_000
/** Steps that a text of this length takes at least: of 100,000 characters each, some more of the heavier passes. */
const MIN_STEPS = LENGTH / 100_000

const row = (id: number): string =>
  JSON.stringify({
    id,
    level: id % 40 === 0 ? 'ERROR' : 'INFO',
    service: `service-${id % 7}`,
    message: `request ${(id * 7_919) % 10_007} took ${id % 301} ms`,
    tags: id % 3 === 0 ? ['a', id] : [],
  })
const line = (id: number): string =>
  `2026-03-04 09:${String(id % 60).padStart(2, '0')}:00 ${id % 40 === 0 ? 'ERROR' : 'INFO'} [worker-${id % 7}] request ${(id * 7_919) % 10_007} took ${id % 301} ms`
const filled = (of: (id: number) => string, between: string): string => {
  const parts: string[] = []
  for (let length = 0; length < LENGTH; length += (parts.at(-1)?.length ?? 0) + 1) parts.push(of(parts.length))
  return parts.join(between)
}

/** All that a compressor makes of a text. */
function* formsOf(compressor: Compressor, text: string): Steps<readonly unknown[]> {
  const opened = yield* stepsOf(compressor.open(text))
  if (opened === undefined) return []
  const lossless = yield* stepsOf(opened.lossless())
  const view = yield* stepsOf(opened.view({ query: 'which request failed in worker-3?' }))
  return [lossless?.text, view]
}

const countOf = (steps: Steps<unknown>): number => {
  let count = 1
  while (steps.next().done !== true) count++
  return count
}

describe.each([
  ['jsonRows, an array', jsonRows, `[${filled(row, ',')}]`],
  ['jsonRows, lines', jsonRows, filled(row, '\n')],
  ['log', log, filled(line, '\n')],
])('%s', (_, compressor, text) => {
  it('gives the same forms at once and in turns', { timeout: 240_000 }, async () => {
    const forms = atOnce(formsOf(compressor, text))
    expect(forms.every((form) => form !== undefined)).toBe(true)
    expect(await inTurns(formsOf(compressor, text))).toEqual(forms)
  })

  it('takes a long text in many steps, in each of its parts', { timeout: 240_000 }, () => {
    const opened = atOnce(stepsOf(compressor.open(text)))
    if (opened === undefined) throw new Error('not read')
    expect(countOf(stepsOf(compressor.open(text)))).toBeGreaterThan(MIN_STEPS)
    expect(countOf(stepsOf(opened.lossless()))).toBeGreaterThan(MIN_STEPS)
    expect(countOf(stepsOf(opened.view({ query: 'which request failed in worker-3?' })))).toBeGreaterThan(MIN_STEPS)
  })
})

const hunk = (id: number): string =>
  [
    `diff --git a/f${id}.ts b/f${id}.ts`,
    `--- a/f${id}.ts`,
    `+++ b/f${id}.ts`,
    '@@ -1,2 +1,2 @@',
    ` a${id}`,
    '-b',
    '+c',
  ].join('\n')
const entry = (id: number): string =>
  `-rw-r--r-- 1 root root ${(id * 7_919) % 10_007} Mar  4 09:${10 + (id % 50)} file-${id}.log`
const node = (id: number): string => `{"id":${id},"on${id % 50}":{"at":[${id % 9},{"is":"${'x'.repeat(id % 30)}"}]}}`
const page = (id: number): string => {
  const rows = Array.from({ length: 30 }, (_, index) => row(id * 30 + index))
  return `Some words on part ${id}.\n\n\`\`\`json\n[${rows.join(',')}]\n\`\`\`\n`
}

describe.each([
  ['search', filled((id) => `src/part-${id % 90}.ts:${id}:  const value${id % 11} = ${id % 301}`, '\n')],
  ['listing', filled(entry, '\n')],
  ['diff', filled(hunk, '\n')],
  ['table', `id,service,took\n${filled((id) => `${id},service-${id % 7},${id % 301}`, '\n')}`],
  ['json-tree', `{"status":"ok","nodes":[${filled(node, ',')}]}`],
  ['mixed', filled(page, '\n')],
  ['blob', `Attached:\n${filled((id) => quickHash(String(id)), '')}`],
])('%s', (name, text) => {
  const compressor = defaultCompressors.find((one) => one.name === name)

  it('takes a long text in many steps, and gives the same forms at once', { timeout: 240_000 }, async () => {
    if (compressor === undefined) throw new Error('no such room')
    const forms = atOnce(formsOf(compressor, text))
    expect(forms.some((form) => form !== undefined)).toBe(true)
    expect(await inTurns(formsOf(compressor, text))).toEqual(forms)
    expect(countOf(formsOf(compressor, text))).toBeGreaterThan(MIN_STEPS)
  })
})
