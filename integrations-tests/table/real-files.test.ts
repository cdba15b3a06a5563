import { describe, expect, it } from 'vitest'
import { openNow } from '@headroom/core'
import { table } from '@headroom/core/compressors'
import { hasShared, sharedFiles, sharedText } from '../shared-data.ts'

const tables = sharedFiles('data/outputs/csv')
/** Outputs of every other kind. */
const others = ['code', 'diff', 'html', 'json', 'logs', 'prose', 'search'].flatMap((kind) =>
  sharedFiles(`data/outputs/${kind}`),
)

describe.skipIf(!hasShared)('table', () => {
  it.each(tables)('proves a lossless form and an honest view of %s', (path) => {
    const text = sharedText(path)
    const opened = openNow(table, text)
    expect(table.detect(text)).toBeGreaterThan(0.8)
    // A form is given out only after its decoder gave the text again: none would be a failed proof here.
    const form = opened?.lossless()
    expect(form).toBeDefined()
    expect(table.decode?.(form?.text ?? '')).toBe(text)
    const view = opened?.view({ query: 'Which is the highest?' })
    if (view === undefined) return
    const lines = text.split(/\r?\n/)
    const rows = view.text
      .split('\n')
      .flatMap((line) => [/^(\d+): (.*)$/.exec(line.replace(/\r$/, ''))].filter(Boolean))
    expect(rows).toHaveLength(view.kept)
    for (const row of rows) expect(lines[Number(row?.[1]) - 1]).toBe(row?.[2])
  })

  it('claims no output of another kind', () => {
    expect(others.filter((path) => table.detect(sharedText(path)) > 0)).toEqual([])
  })
})
