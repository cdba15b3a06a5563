import { describe, expect, it } from 'vitest'
import { compressText, createMemoryStore, openNow } from '@headroom/core'
import { search } from '@headroom/core/compressors'
import { hasShared, sharedFiles, sharedText } from '../shared-data.ts'

const FOLDER = 'data/outputs'
const all = sharedFiles(`${FOLDER}/search`)
/** Results of searches; `rg --json` is JSON, `rg -l` a list of paths. */
const results = all.filter((path) => /\/agent_grep_|_grep_|_rg_-[nc]/.test(path))
/** Paths, listings, histories, counts of lines. */
const listings = all.filter((path) => !results.includes(path))
const OTHERS = ['code', 'csv', 'diff', 'html', 'json', 'logs', 'mixed', 'prose']
/** What grep and rg printed themselves: an agent's own tool often gives a single file, which has nothing to name once. */
const printed = results.filter((path) => !/\/agent_/.test(path))
/** The aim for the median saving of a lossless form of those, as a share of the tokens. */
const AIM = 0.35

interface Probe {
  readonly kind: string
  readonly file: string
  readonly query: string
  readonly must_contain: readonly string[]
}

const probes = hasShared
  ? sharedText('data/probes.jsonl')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Probe)
      .filter(({ kind, file }) => kind.startsWith('search_') && results.includes(`data/${file}`))
  : []

describe.skipIf(!hasShared)('search', () => {
  it.each(results)('knows %s', (path) => {
    expect(search.detect(sharedText(path))).toBeGreaterThan(0.5)
  })

  it.each(results)('proves a lossless form of %s, or leaves it as printed', (path) => {
    const text = sharedText(path)
    const opened = openNow(search, text)
    const form = opened?.lossless()
    if (form === undefined) expect(contextShare(text)).toBeGreaterThan(0.9)
    else expect(search.decode?.(form.text)).toBe(text)
  })

  it('saves more than a third of the median result of grep and rg', async () => {
    const savings: number[] = []
    for (const path of printed) {
      const { outcome } = await compressText(sharedText(path), { policy: 'lossless', compressors: [search] })
      savings.push(1 - outcome.tokensAfter / outcome.tokensBefore)
    }
    expect(savings.sort((a, b) => a - b)[Math.floor(savings.length / 2)]).toBeGreaterThanOrEqual(AIM)
  })

  it('shows what is asked for, in the form and in the view', async () => {
    const lost: Probe[] = []
    for (const probe of probes) {
      const text = sharedText(`data/${probe.file}`)
      const shown = await compressText(text, {
        policy: 'balanced',
        store: createMemoryStore(),
        tool: 'grep',
        query: probe.query,
        compressors: [search],
      })
      if (!probe.must_contain.every((part) => shows(shown.text, part))) lost.push(probe)
    }
    expect(lost).toEqual([])
    expect(probes.length).toBeGreaterThan(100)
  })

  it.each(listings)('takes %s for something else', (path) => {
    expect(search.detect(sharedText(path))).toBe(0)
  })

  it.each(OTHERS)('takes no %s for a search', (kind) => {
    expect(sharedFiles(`${FOLDER}/${kind}`).filter((path) => search.detect(sharedText(path)) > 0)).toEqual([])
  })
})

/** Lines of context, as a share of the lines with a number. */
function contextShare(text: string): number {
  const signs = [...text.matchAll(/^[^:\n]*?([:-])\d+\1/gm)].map(([, sign]) => sign)
  return signs.filter((sign) => sign === '-').length / signs.length
}

/** Whether a text shows something; a number, as one that is part of no longer one. */
function shows(text: string, part: string): boolean {
  if (!/^\d+$/.test(part)) return text.includes(part)
  return text.split(/\D+/).includes(part)
}
