import { describe, expect, it } from 'vitest'
import { defineCompressor } from './compressors/define.ts'
import { createMemoryStore } from './memory/memory-store.ts'
import { planEdits } from './plan.ts'
import type { Segment } from './types/segment.ts'

const LONG = 'a line of a report that goes on for a while\n'.repeat(30)

describe('planEdits', () => {
  it('asks with what stood before: the nearest user text and the input of the call', async () => {
    const asked: string[] = []
    await planEdits(
      [
        said('user', 'first?'),
        answered('{"a":1}'),
        said('user', 'second?'),
        answered('{"b":2}'),
        said('user', 'third?'),
      ],
      { store: createMemoryStore(), compressors: [listening(asked)], repeats: false },
    )
    expect(asked.toSorted()).toEqual(['first?\n{"a":1}', 'second?\n{"b":2}'])
  })

  it('reads a long question at its start and its end', async () => {
    const asked: string[] = []
    await planEdits([said('user', `START${'x'.repeat(50_000)}END`), answered('')], {
      store: createMemoryStore(),
      compressors: [listening(asked)],
    })
    expect(asked[0]).toMatch(/^START.*END/s)
    expect(asked[0]?.length).toBeLessThan(5_000)
  })

  it('writes the value that the segment wraps its text in', async () => {
    const segment: Segment = { ...answered(''), wrap: (text) => ({ type: 'text', value: text }) }
    const { edits } = await planEdits([segment], { compressors: [halving()] })
    expect(edits).toEqual([
      { op: 'replace', path: segment.path, value: { type: 'text', value: LONG.slice(0, LONG.length / 2) } },
    ])
  })

  it('counts quotes and escapes of what a quoted segment becomes, with and without memory of the same text elsewhere', async () => {
    const json = JSON.stringify(Array.from({ length: 60 }, (_, id) => ({ id, at: 'x' })))
    const feeds = { text: '\n'.repeat(json.length * 0.6) }
    const opened = { canonical: () => json, lossless: () => feeds, view: () => undefined }
    const lines = { name: 'lines', detect: () => 1, open: () => opened }
    const tokenizer = { count: (text: string) => text.length }
    const store = createMemoryStore()
    for (const options of [{}, { store }, { store }]) {
      const plain: Segment = { ...answered(''), text: json }
      const segments = [plain, { ...plain, path: ['quoted'], isQuoted: true }]
      const { report } = await planEdits(segments, { compressors: [lines], tokenizer, repeats: false, ...options })
      expect(report.outcomes).toMatchObject([
        { form: 'lossless', tokensBefore: json.length },
        { form: 'verbatim', reason: 'not-smaller', tokensBefore: json.length, tokensAfter: json.length },
      ])
    }
  })

  it('takes the surest compressor first', async () => {
    const { report } = await planEdits([answered('')], {
      compressors: [{ ...halving(), name: 'unsure', detect: () => 0.2 }, halving()],
    })
    expect(report.outcomes[0]?.by).toBe('halving')
  })
})

function said(role: 'user' | 'assistant', text: string): Segment {
  return { path: ['messages', text], text, role, turn: 0 }
}

function answered(input: string): Segment {
  return { path: ['messages', input], text: LONG, role: 'tool', turn: 0, tool: { name: 'fetch', input } }
}

function listening(asked: string[]): ReturnType<typeof defineCompressor> {
  return {
    name: 'listening',
    detect: () => 1,
    open: () => ({ canonical: () => LONG, lossless: () => undefined, view: ({ query }) => void asked.push(query) }),
  }
}

function halving(): ReturnType<typeof defineCompressor> {
  return defineCompressor({
    name: 'halving',
    unit: 'lines',
    detect: () => 1,
    parse: (text) => ({ units: [{ text }] }),
    encode: ({ units }) => units[0]?.text.slice(0, units[0].text.length / 2),
    decode: (half) => half + half,
  })
}
