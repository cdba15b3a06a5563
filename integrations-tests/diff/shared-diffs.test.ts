import { describe, expect, it } from 'vitest'
import { compressText, createMemoryStore, openNow } from '@headroom/core'
import { diff, log } from '@headroom/core/compressors'
import { hasShared, sharedFiles, sharedText } from '../shared-data.ts'

const FOLDER = 'data/outputs'
const OTHERS = ['code', 'csv', 'html', 'json', 'logs', 'mixed', 'prose', 'search']
/** Source code that git prints of a commit, no diff. */
const NO_DIFF = `${FOLDER}/diff/agent_bash_375aba86.txt`

const files = sharedFiles(`${FOLDER}/diff`).filter((path) => path !== NO_DIFF)

interface Probe {
  readonly id: string
  readonly kind: string
  readonly file: string
  readonly query: string
  readonly must_contain: readonly string[]
}

const probes = hasShared
  ? sharedText('data/probes.jsonl')
      .split('\n')
      .filter((line) => line.includes('"kind": "diff_'))
      .map((line): Probe => JSON.parse(line))
  : []

describe.skipIf(!hasShared)('diff', () => {
  it.each(files)('reads %s', (path) => {
    const text = sharedText(path)
    expect(diff.detect(text)).toBeGreaterThan(0)
    const form = openNow(diff, text)?.lossless()
    if (form !== undefined) expect(diff.decode?.(form.text)).toBe(text)
  })

  it('has a lossless form for most, each shorter than the text', () => {
    const forms = files.map((path) => openNow(diff, sharedText(path))?.lossless()?.text.length ?? Infinity)
    expect(forms.filter((length) => length < Infinity).length).toBeGreaterThan(files.length * 0.9)
    files.forEach((path, index) => {
      if (forms[index] !== Infinity) expect(forms[index]).toBeLessThan(sharedText(path).length)
    })
  })

  it('claims nothing else, but logs that are mostly diffs after their own room', () => {
    const claimed = OTHERS.flatMap((kind) => sharedFiles(`${FOLDER}/${kind}`)).filter((path) => {
      const text = sharedText(path)
      const sureness = diff.detect(text)
      return sureness > 0 && sureness >= log.detect(text) && !text.startsWith('diff --git ')
    })
    expect(claimed).toEqual([])
    expect(diff.detect(sharedText(NO_DIFF))).toBe(0)
  })

  it('shows what every probe asks for', async () => {
    const lost: string[] = []
    for (const { id, file, query, must_contain: wanted } of probes) {
      const { text } = await compressText(sharedText(`data/${file}`), {
        query,
        policy: 'balanced',
        store: createMemoryStore(),
        compressors: [diff],
      })
      if (!wanted.every((part) => text.includes(part))) lost.push(id)
    }
    expect(probes.length).toBeGreaterThan(300)
    expect(lost.length).toBeLessThanOrEqual(probes.length * 0.02)
  })
})
