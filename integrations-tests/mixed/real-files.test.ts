import { describe, expect, it } from 'vitest'
import { compressText, createMemoryStore, openNow, retrieve } from '@headroom/core'
import { defaultCompressors, mixed } from '@headroom/core/compressors'
import { hasShared, sharedFiles, sharedText } from '../shared-data.ts'

const FOLDER = 'data/outputs/mixed'
const files = sharedFiles(FOLDER)
const KINDS = ['code', 'diff', 'html', 'prose', 'search']
const all = [...files, ...KINDS.flatMap((kind) => sharedFiles(`data/outputs/${kind}`))]
const room = mixed(defaultCompressors.filter(({ name }) => name !== 'mixed'))

const CODE = sharedFiles('data/outputs/code')
const TABLES = sharedFiles('data/outputs/logs').filter((path) => path.includes('CommitSupport_offline'))

interface Probe {
  readonly id: string
  readonly kind: string
  readonly file: string
  readonly query: string
  readonly must_contain: readonly string[]
}

const probes: readonly Probe[] = hasShared
  ? sharedText('data/probes.jsonl')
      .trim()
      .split('\n')
      .map((line): Probe => JSON.parse(line))
      .filter(({ kind }) => kind.startsWith('mixed_') || kind === 'stream_fact')
  : []

describe.skipIf(!hasShared)('mixed', () => {
  it.each(all)('decodes its form of %s to the text', (path) => {
    const text = sharedText(path)
    const form = openNow(room, text)?.lossless()
    if (form === undefined) return
    expect(room.decode?.(form.text)).toBe(text)
  })

  it('has forms of a dozen of the mixed outputs, with JSON in spellings of its own', () => {
    const forms = files
      .map((path) => openNow(room, sharedText(path))?.lossless()?.text ?? '')
      .filter((form) => form !== '')
    expect(forms.length).toBeGreaterThanOrEqual(12)
    expect(
      forms.filter((form) => /\[JSON, indent \d\]\{|, json-tree, indent \d\]\n/.test(form)).length,
    ).toBeGreaterThan(8)
  })

  it.each(files)('counts the units of a view of %s', (path) => {
    const view = openNow(room, sharedText(path))?.view({ query: 'which value is it?' })
    if (view === undefined) return
    expect(view.kept).toBeLessThan(view.total)
  })

  it.each(CODE)('leaves the source code of %s as it is', (path) => {
    expect(openNow(room, sharedText(path))?.lossless()).toBeUndefined()
  })

  it.each(sharedFiles('data/outputs/diff'))('never takes hunks of %s apart', (path) => {
    const form = openNow(room, sharedText(path))?.lossless()?.text ?? ''
    expect(
      [...form.matchAll(/\[\d+ lines?, ([a-z-]+)|\[JSON, /g)].map(([, name]) => name).filter((name) => name !== 'diff'),
    ).toEqual([])
  })

  it.each(TABLES)('numbers the rows of %s so that `lines` gives them', async (path) => {
    const text = sharedText(path)
    const shown = openNow(room, text)?.view({ query: '' })?.text ?? ''
    const [head = '', first] = /^\[Lines (\d+)-\d+, line 1 below is line \1: .*$/m.exec(shown) ?? []
    const rows = [...shown.slice(shown.indexOf(head)).matchAll(/^(\d+): (.*)$/gm)]
    expect(rows.length).toBeGreaterThan(3)
    const store = createMemoryStore()
    const { outcome } = await compressText(text, { policy: 'balanced', store })
    for (const [, line, row] of rows) {
      const lines = String(Number(first) + Number(line) - 1)
      expect(await retrieve(store, { key: outcome.key ?? '', lines })).toMatchObject({ found: true, text: `${row}\n` })
    }
  })

  it('saves at least a tenth of the median AWS command reference', () => {
    const shares = files
      .filter((path) => path.endsWith('.rst'))
      .map((path) => (openNow(room, sharedText(path))?.lossless()?.text.length ?? Infinity) / sharedText(path).length)
      .sort((a, b) => a - b)
    expect(shares[Math.floor(shares.length / 2)]).toBeLessThan(0.9)
  })
})

describe.skipIf(!hasShared)('compressText with mixed outputs', () => {
  it('shows at least 95 % of what the probes ask for, and gives back the rest', async () => {
    let visible = 0
    const lost: string[] = []
    for (const { id, file, query, must_contain: needed } of probes) {
      const store = createMemoryStore()
      const options = { policy: 'balanced', store, query } as const
      const { text, outcome } = await compressText(sharedText(`data/${file}`), options)
      if (needed.every((part) => text.includes(part))) visible++
      else if (outcome.key === undefined) lost.push(id)
      else {
        const whole = await retrieve(store, { key: outcome.key }, { maxLength: Infinity })
        if (!whole.found || !needed.every((part) => whole.text.includes(part))) lost.push(id)
      }
    }
    expect(lost).toEqual([])
    expect(visible / probes.length).toBeGreaterThanOrEqual(0.95)
  })
})
