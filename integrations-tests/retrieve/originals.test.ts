import { keyOf, retrieve, type RetrieveRequest, createMemoryStore } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { hasShared, sharedFiles, sharedText } from '../shared-data.ts'

const FOLDERS = ['json', 'logs', 'search', 'code', 'csv', 'diff', 'mixed', 'prose', 'html']
const files = FOLDERS.flatMap((folder) => sharedFiles(`data/outputs/${folder}`)).filter((name) =>
  /\.[a-z]+$/.test(name),
)

async function asker(text: string) {
  const store = createMemoryStore({ maxBytes: Infinity })
  const key = await keyOf(text)
  await store.set(key, { kind: 'original', text }, Infinity)
  return async (selector: Omit<RetrieveRequest, 'key'>, maxLength = Infinity) => {
    const answer = await retrieve(store, { key, ...selector }, { maxLength })
    if (!answer.found) throw new Error(`${JSON.stringify(selector)}: ${answer.message}`)
    return answer
  }
}

/** Length of a page, in UTF-16 units. */
const PAGE = 60_000

/** The pages that lead from one to the next, put together. */
async function pagesOf(ask: Awaited<ReturnType<typeof asker>>): Promise<string> {
  let pages = ''
  let next: string | undefined = '1-'
  while (next !== undefined) {
    const page = await ask({ lines: next }, PAGE)
    pages += page.text
    next = /the next: lines (\S+)$/.exec(page.note ?? '')?.[1]
  }
  return pages
}

describe.skipIf(!hasShared)('retrieve over real tool outputs (needs ../shared beside the checkout)', () => {
  it('has something to read', () => {
    expect(files.length).toBeGreaterThan(50)
  })

  it.each(files)('gives %s back whole, by lines and page by page', async (file) => {
    const text = sharedText(file)
    const ask = await asker(text)
    expect((await ask({})).text).toBe(text)
    const { total } = await ask({ lines: '1-' })
    // A line that alone is longer than an answer is paged by path or characters instead.
    const isByLines = text.length <= PAGE || text.split('\n').every((line) => line.length < PAGE)
    if (isByLines) expect(await pagesOf(ask)).toBe(text)
    expect((await ask({ lines: `-${total}` })).text).toBe(text)
  })

  it.each(sharedFiles('data/outputs/json', '.json'))('gives rows of %s by index as they are written', async (file) => {
    const text = sharedText(file)
    const ask = await asker(text)
    const parsed: unknown = JSON.parse(text)
    const whole = await ask({ path: '$' })
    expect(JSON.parse(whole.text)).toEqual(parsed)
    expect(text).toContain(whole.text)
    if (!Array.isArray(parsed) || parsed.length === 0) return
    for (const index of new Set([0, parsed.length >> 1, parsed.length - 1])) {
      const row = await ask({ path: `$[${index}]` })
      expect(text).toContain(row.text)
      expect(JSON.parse(row.text)).toEqual(parsed[index])
    }
  })
})
