import { describe, expect, it } from 'vitest'
import { openNow } from '@headroom/core'
import { jsonRows } from '@headroom/core/compressors'
import { hasShared, sharedFiles, sharedJson, sharedText } from '../shared-data.ts'

const outputs = sharedFiles('data/outputs/json')
/** Recorded conversations, whose tool results are JSON in JSON strings. */
const conversations = ['', 'draws/', 'bench_latency/', 'compression_benchmark/', 'multi_turn/', 'worst_case/']
  .flatMap((folder) => sharedFiles(`peer/workloads/${folder}`, '.json'))
  .filter((path) => !path.endsWith('MANIFEST.json'))

describe.skipIf(!hasShared)('jsonRows', () => {
  it.each(outputs)('proves a lossless form and an honest view of %s', (path) => {
    expectProven(sharedText(path))
  })

  it.each(conversations)('proves a lossless form and an honest view of each result in %s', (path) => {
    for (const text of jsonTextsIn(sharedJson(path))) expectProven(text)
  })
})

function expectProven(text: string): void {
  const opened = openNow(jsonRows, text)
  expect(opened !== undefined).toBe(isJson(text) || areJsonLines(text))
  if (opened === undefined) return
  // A form is given out only after its decoder gave the minified document again: none would be a failed proof here.
  const form = opened.lossless()
  expect(form?.text.length).toBeLessThanOrEqual(text.length)
  const view = opened.view({ query: 'What failed?' })
  if (view) expect(view.kept).toBeLessThan(view.total)
  expect(openNow(jsonRows, text)?.view({ query: 'What failed?' })).toEqual(view)
}

function jsonTextsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length > 500 && /^\s*[[{]/.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(jsonTextsIn) : []
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function areJsonLines(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.length > 1 && lines.every(isJson)
}
