import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { decodeRows } from '../../packages/core/src/compressors/json-rows/codec.ts'
import { readRowsDocument } from '../../packages/core/src/compressors/json-rows/document.ts'
import { jsonRows } from '../../packages/core/src/compressors/json-rows/index.ts'
import { readJson } from '../../packages/core/src/json/read.ts'
import { writeMinified } from '../../packages/core/src/json/write.ts'

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url))
const outputs = `${shared}data/outputs/json/`
const workloads = `${shared}peer/workloads/`

/** Tool results as their tools gave them. */
const files = existsSync(outputs) ? readdirSync(outputs).map((name): [string, string] => [name, readFileSync(outputs + name, 'utf8')]) : []
/** Results inside recorded conversations. */
const results = existsSync(workloads) ? resultsIn(workloads) : []

function resultsIn(folder: string): [string, string][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    if (entry.isDirectory()) return resultsIn(`${folder}${entry.name}/`)
    const node = readJson(readFileSync(folder + entry.name, 'utf8'))
    return node && entry.name !== 'MANIFEST.json' ? jsonTextsIn(JSON.parse(writeMinified(node))).map((text, at) => [`${entry.name} ${at}`, text]) : []
  })
}

function jsonTextsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 500 && /^\s*[[{]/.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(jsonTextsIn) : []
}

describe.skipIf(files.length === 0)('readJson on real tool outputs', () => {
  it.each(files)('agrees with JSON.parse on %s', (_, text) => {
    const node = readJson(text)
    if (node) expect(JSON.parse(writeMinified(node))).toEqual(JSON.parse(text.replace(/^\uFEFF/, '')))
    else expect(() => JSON.parse(text)).toThrow(SyntaxError)
  })
})

describe.skipIf(files.length === 0)('jsonRows on real tool outputs', () => {
  it.each(files)('decodes %s again', (_, text) => expectProven(text))
})

describe.skipIf(results.length === 0)('jsonRows on results in recorded conversations', () => {
  it('decodes each again', () => {
    expect(results.length).toBeGreaterThan(100)
    for (const [, text] of results) expectProven(text)
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
