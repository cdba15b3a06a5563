import { describe, expect, it } from 'vitest'
import { jsonTree, openNow } from '@headroom/core'
import { hasShared, sharedFiles, sharedText } from '../shared-data.ts'

const outputs = sharedFiles('data/outputs/json')
const others = ['code', 'csv', 'diff', 'html', 'logs', 'mixed', 'prose', 'search'].flatMap((kind) =>
  sharedFiles(`data/outputs/${kind}`),
)

describe.skipIf(!hasShared)('jsonTree', () => {
  it.each(outputs)('proves a lossless form and an honest view of %s', (path) => {
    expectProven(sharedText(path))
  })

  it.each(outputs)('proves a form of the first two thirds of %s, where it has one', (path) => {
    const text = sharedText(path)
    const opened = openNow(jsonTree, text.slice(0, Math.floor((text.length * 2) / 3)))
    expect(opened === undefined || opened.lossless() !== undefined).toBe(true)
  })

  it.each(others)('takes %s for JSON only where it opens as such, and then proves its form', (path) => {
    const text = sharedText(path)
    if (jsonTree.detect(text) === 0) return
    expect(text.trimStart().charAt(0)).toMatch(/[[{]/)
    const opened = openNow(jsonTree, text)
    expect(opened === undefined || opened.lossless() !== undefined).toBe(true)
  })
})

function expectProven(text: string): void {
  const opened = openNow(jsonTree, text)
  expect(opened).toBeDefined()
  // A form is given out only after its decoder gave the canonical text again: none would be a failed proof here.
  expect(opened?.lossless()?.text.length).toBeLessThanOrEqual(text.length)
  const view = opened?.view({ query: 'What failed?' })
  if (view) expect(view.kept).toBeLessThan(view.total)
  expect(openNow(jsonTree, text)?.view({ query: 'What failed?' })).toEqual(view)
}
