import { describe, expect, it } from 'vitest'
import { openNow } from '@headroom/core'
import { listing } from '@headroom/core/compressors'
import { hasShared, sharedFiles, sharedText } from '../shared-data.ts'

const FOLDER = 'data/outputs'
/** Kinds of output that are no listings. */
const OTHERS = ['code', 'csv', 'diff', 'html', 'json', 'logs', 'mixed', 'prose']
/** Listings in which something repeats: all but `git log --oneline`. */
const LISTED = /_(?:find|lsR|wc|gitlog_stat|rg_-l_.*)\.txt$/
/** Searches whose lines look like paths in part: lines of a heading, of context. */
const LIKE_PATHS = 0.3

const search = sharedFiles(`${FOLDER}/search`)
const listed = search.filter((path) => LISTED.test(path))
const formOf = (path: string): string => openNow(listing, sharedText(path))?.lossless()?.text ?? ''

/** The median share of characters that the lossless forms of some files save. */
function savingOf(kind: RegExp): number {
  const savings = listed
    .filter((path) => kind.test(path))
    .map((path) => 1 - formOf(path).length / sharedText(path).length)
    .sort((a, b) => a - b)
  return savings[Math.floor(savings.length / 2)] ?? 0
}

describe.skipIf(!hasShared)('listing', () => {
  it.each(listed)('is sure of %s and proves a shorter form', (path) => {
    const text = sharedText(path)
    const form = formOf(path)
    expect(listing.detect(text)).toBeGreaterThan(0.8)
    expect(form).not.toBe('')
    expect(listing.decode?.(form)).toBe(text)
  })

  it('saves what repeats', () => {
    expect(savingOf(/_lsR/)).toBeGreaterThan(0.6)
    expect(savingOf(/_find|_rg_-l/)).toBeGreaterThan(0.4)
    expect(savingOf(/_wc/)).toBeGreaterThan(0.4)
    expect(savingOf(/_gitlog_stat/)).toBeGreaterThan(0.2)
  })

  it('keeps every hash and every subject of a log', () => {
    const missing = listed
      .filter((path) => path.includes('gitlog'))
      .flatMap((path) => {
        const form = formOf(path)
        const wanted = [...sharedText(path).matchAll(/^(?:commit ([0-9a-f]{40})| {4}(\S.*))$/gm)]
        return wanted.flatMap(([, hash, subject]) => (form.includes(hash ?? subject ?? '') ? [] : [hash ?? subject]))
      })
    expect(missing).toEqual([])
  })

  it.each(OTHERS)('takes no %s for a listing', (kind) => {
    const taken = sharedFiles(`${FOLDER}/${kind}`).filter((path) => listing.detect(sharedText(path)) > 0)
    expect(taken).toEqual([])
  })

  it('takes no search for more than a text that may hold paths', () => {
    const others = search.filter((path) => !LISTED.test(path))
    expect(others.filter((path) => listing.detect(sharedText(path)) > LIKE_PATHS)).toEqual([])
  })
})
