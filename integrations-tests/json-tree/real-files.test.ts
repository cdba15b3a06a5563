import { describe, expect, it } from 'vitest'
import { createMemoryStore, keyOf, openNow, retrieve } from '@headroom/core'
import { jsonTree } from '@headroom/core/compressors'
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

  it('marks what a view leaves out of a document by a path that leads there, and by its size', async () => {
    const marks = (await Promise.all(outputs.map((path) => marksOf(sharedText(path))))).flat()
    expect(marks.filter(({ said, found }) => found === undefined || (said !== undefined && said !== found))).toEqual([])
    expect(marks.filter(({ said }) => said !== undefined).length).toBeGreaterThan(50)
    expect(marks.filter(({ said }) => said === undefined).length).toBeGreaterThan(10)
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

const MARK = /…\d+ (?:keys?|items?)(?:, (\d+) characters)?: (\$(?:\.[\w-]+|\[\d+\]|\["[^"]+"\])+)/g

interface Mark {
  readonly path: string
  /** Characters that the mark speaks of, where it does. */
  readonly said: number | undefined
  /** Characters that stand at the path; undefined where it leads nowhere. */
  readonly found: number | undefined
}

async function marksOf(text: string): Promise<readonly Mark[]> {
  const view = openNow(jsonTree, text)?.view({ query: '' })
  const store = createMemoryStore()
  const key = await keyOf(text)
  await store.set(key, { kind: 'original', text }, Infinity)
  const found = [...(view?.text ?? '').matchAll(MARK)].map(async ([, size, path = '']): Promise<Mark> => {
    const part = await retrieve(store, { key, path })
    return {
      path,
      said: size === undefined ? undefined : Number(size),
      found: part.found ? part.text.length : undefined,
    }
  })
  return await Promise.all(found)
}
