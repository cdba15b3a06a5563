import { describe, expect, it } from 'vitest'
import { openNow } from '@headroom/core'
import { log } from '@headroom/core/compressors'
import { hasShared, sharedFiles, sharedText } from '../shared-data.ts'

const FOLDER = 'data/outputs'
/** Kinds of output that are no logs. Lines of code, above all, must never be taken for some. */
const OTHERS = ['code', 'csv', 'diff', 'html', 'json', 'prose', 'search']

const logs = sharedFiles(`${FOLDER}/logs`)
/** Those whose wordings come again often enough for a form that is shorter. */
const worded = logs.filter((path) => /\/(?:loghub|ci|pytest|clippy|gen)_/.test(path))

describe.skipIf(!hasShared)('log', () => {
  it.each(worded)('proves a lossless form of %s', (path) => {
    const text = sharedText(path)
    // A form is given out only after its decoder gave the text again: none would be a failed proof here.
    expect(openNow(log, text)?.lossless()?.text.length).toBeLessThan(text.length)
  })

  it('saves more than half of the median LogHub file', () => {
    const shares = logs
      .filter((path) => path.includes('/loghub_'))
      .map((path) => (openNow(log, sharedText(path))?.lossless()?.text.length ?? Infinity) / sharedText(path).length)
      .sort((a, b) => a - b)
    expect(shares[Math.floor(shares.length / 2)]).toBeLessThan(0.5)
  })

  it.each(logs)('accounts for every line in a view of %s', (path) => {
    const text = sharedText(path)
    const view = openNow(log, text)?.view({ query: 'why did it fail?' })
    if (view === undefined) return
    expect(view.total).toBe(text.split('\n').length)
    expect(leftOut(view.text)).toBe(view.total - view.kept)
  })

  it('knows LogHub and most CI logs by their looks', () => {
    const named = logs.filter((path) => /\/(?:loghub|ci)_/.test(path))
    const known = named.filter((path) => log.detect(sharedText(path)) > 0)
    expect(known.length).toBeGreaterThanOrEqual(named.length - 1)
  })

  it.each(OTHERS)('takes no %s for a log', (kind) => {
    const taken = sharedFiles(`${FOLDER}/${kind}`).filter((path) => log.detect(sharedText(path)) > 0)
    expect(taken).toEqual([])
  })
})

/** Lines that the gaps of a view stand for. */
function leftOut(view: string): number {
  const gaps = view
    .slice(view.indexOf('lines 4 to 9 left out):'))
    .matchAll(/^… (\d+)(?:-(\d+))?(?=$|: \d+ frames of vendor code$)/gm)
  return [...gaps].reduce((sum, [, from, to = from]) => sum + Number(to) - Number(from) + 1, 0)
}
