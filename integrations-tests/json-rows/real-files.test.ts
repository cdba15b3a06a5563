import { describe, expect, it } from 'vitest'
import { decodeRows } from '../../packages/core/src/compressors/json-rows/codec.ts'
import { readRowsDocument } from '../../packages/core/src/compressors/json-rows/document.ts'
import { jsonRows } from '../../packages/core/src/compressors/json-rows/index.ts'
import { readJson } from '../../packages/core/src/json/read.ts'
import { writeMinified } from '../../packages/core/src/json/write.ts'
import { hasShared, sharedFiles, sharedJson, sharedText } from '../shared-data.ts'

/** Tool results as their tools gave them. */
const files = sharedFiles('data/outputs/json').map((path): [string, string] => [path, sharedText(path)])
/** Recorded conversations, whose tool results are JSON in JSON strings. */
const conversations = ['', 'draws/', 'bench_latency/', 'compression_benchmark/', 'multi_turn/', 'worst_case/']
  .flatMap((folder) => sharedFiles(`peer/workloads/${folder}`, '.json'))
  .filter((path) => !path.endsWith('MANIFEST.json'))

function jsonTextsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 500 && /^\s*[[{]/.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(jsonTextsIn) : []
}

describe.skipIf(!hasShared)('readJson on real tool outputs', () => {
  it.each(files)('agrees with JSON.parse on %s', (_, text) => {
    const node = readJson(text)
    if (node) expect(JSON.parse(writeMinified(node))).toEqual(JSON.parse(text.replace(/^\uFEFF/, '')))
    else expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })
})

describe.skipIf(!hasShared)('jsonRows on real tool outputs', () => {
  it.each(files)('decodes %s again', (_, text) => expectProven(text))
})

describe.skipIf(!hasShared)('jsonRows on results in recorded conversations', () => {
  it.each(conversations)('decodes each of %s again', (path) => {
    for (const text of jsonTextsIn(sharedJson(path))) expectProven(text)
  })
})

/** A lossless form is only given out when it decodes; here it must be given out, and its view must add up. */
function expectProven(text: string): void {
  const opened = jsonRows.open(text)
  if (opened === undefined) {
    expect(readRowsDocument(text)).toBeUndefined()
    return
  }
  const form = opened.lossless()
  expect(decodeRows(form?.text ?? '')).toBe(readRowsDocument(text)?.canonical)
  const view = opened.view({ query: '' })
  if (view) expect(view.kept).toBeLessThan(view.total)
}
