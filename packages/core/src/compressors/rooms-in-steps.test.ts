import { describe, expect, it } from 'vitest'
import { atOnce, inTurns, type Steps, stepsOf } from '../steps.ts'
import type { Compressor } from '../types/compressor.ts'
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
