import { compress, compressText, createMemoryStore, type Store } from '@headroom/core'
import { describe, expect, it } from 'vitest'

const ROWS = JSON.stringify(
  Array.from({ length: 300 }, (_, id) => ({
    id,
    status: id === 211 ? 'failed' : 'ok',
    note: `run number ${id * 7919}`,
  })),
)

describe('P4 nothing dropped, at the edges', () => {
  it('shows no view where the store cannot be read', async () => {
    const failing: Store = { get: () => Promise.reject(new Error('gone')), set: () => undefined }
    expect((await compressText(ROWS, { store: failing })).outcome.form).toBe('lossless')
  })

  it('waits until the original is kept', async () => {
    const entries = new Map<string, Parameters<Store['set']>[1]>()
    const slow: Store = {
      get: (key) => entries.get(key),
      set: async (key, entry) => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        entries.set(key, entry)
      },
    }
    let keptAtEvent: string | undefined
    const { outcome } = await compressText(ROWS, {
      store: slow,
      onEvent: (event) => {
        if (event.type === 'original-stored') keptAtEvent = entries.get(event.key)?.text
      },
    })
    expect(keptAtEvent).toBe(ROWS)
    expect(entries.get(outcome.key ?? '')?.text).toBe(ROWS)
  })

  it('shows as many rows as it says, each with every value as written, in order, and the rest adds up', async () => {
    const cells = (id: number): string[] => [`name-${(id * 7919) % 1000}x`, `${id}.50`]
    const rows = `[${Array.from({ length: 300 }, (_, id) => `{"name":"${cells(id)[0]}","price":${cells(id)[1]},"status":"${id === 211 ? 'failed' : 'ok'}"}`).join(',')}]`
    const { text, outcome } = await compressText(rows, { store: createMemoryStore() })
    const [header = '', ...body] = text.split('\n')
    const shown = Array.from({ length: 300 }, (_, id) => id).filter((id) =>
      body.join('\n').includes(cells(id)[0] ?? ''),
    )
    expect(outcome.form).toBe('view')
    expect(shown).toHaveLength(outcome.kept ?? -1)
    expect(header).toContain(`The other ${300 - shown.length}:`)
    const places = shown.map((id) => body.join('\n').indexOf(cells(id)[0] ?? ''))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    for (const id of shown) expect(body.join('\n')).toContain(cells(id)[1])
  })

  it('keeps lines of a log as they are, in order, and tells every gap', async () => {
    const lines = Array.from({ length: 400 }, (_, n) =>
      n % 97 === 60
        ? `2026-11-22T10:00:00Z ERROR Worker-${n} refused /Path/${n * 31}`
        : `2026-11-22T10:00:00Z INFO request ${n} served in ${n % 17} ms`,
    )
    const { text, outcome } = await compressText(lines.join('\n'), { store: createMemoryStore() })
    expect(outcome.form).toBe('view')
    const body = text.slice(text.indexOf('Lines (')).split('\n').slice(1)
    let next = 0
    let kept = 0
    for (const line of body) {
      const gap = /^… (\d+)(?:-(\d+))?/.exec(line)
      if (gap) {
        expect(Number(gap[1])).toBe(next + 1)
        next = Number(gap[2] ?? gap[1])
      } else {
        expect(line).toBe(lines[next++])
        kept++
      }
    }
    expect([next, kept]).toEqual([lines.length, outcome.kept])
  })
})

describe('P4 keys', () => {
  it('keeps originals apart that differ in one place', async () => {
    const texts = [0, 211, 299].map((id) => ROWS.replace(`run number ${id * 7919}"`, `run number ${id * 7919}!"`))
    const messages = texts.map((content) => ({ role: 'tool', tool_call_id: 'a', content }))
    const store = createMemoryStore()
    const { report } = await compress({ messages }, { store })
    const originals = await Promise.all(report.outcomes.map(({ key = '' }) => store.get(key)))
    expect(originals.map((entry) => entry?.text)).toEqual(texts)
  })
})
