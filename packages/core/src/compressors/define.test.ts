import { describe, expect, it } from 'vitest'
import type { Document } from '../types/compressor.ts'
import { defineCompressor, type Room } from './define.ts'
import { openNow } from './open-now.ts'

const lines: Room<Document> = {
  name: 'lines',
  unit: 'lines',
  detect: () => 1,
  parse: (text) => (text.includes('\n') ? { units: text.split('\n').map((line) => ({ text: line })) } : undefined),
  encode: ({ units }) => units.map(({ text }) => text).join('|'),
  decode: (rendered) => rendered.replaceAll('|', '\n'),
  select: () => ({ indices: [0], reasons: ['the first'] }),
  render: ({ units }, { indices }) => indices.map((index) => units[index]?.text).join('\n'),
  facts: ({ units }) => [`${units.length} in all`],
}

describe('defineCompressor', () => {
  it('opens nothing that the room does not parse', () => {
    expect(openNow(defineCompressor(lines), 'one line')).toBeUndefined()
  })

  it('offers a lossless form that decodes to the text', () => {
    expect(openNow(defineCompressor(lines), 'a\nb')?.lossless()).toEqual({ text: 'a|b' })
  })

  it('offers no lossless form that decodes to anything else', () => {
    expect(openNow(defineCompressor(lines), 'a|\nb')?.lossless()).toBeUndefined()
  })

  it('offers a view with its counts, reasons and facts', () => {
    const view = openNow(defineCompressor(lines), 'a\nb\nc')?.view({ query: '' })
    expect(view).toEqual({ text: 'a', unit: 'lines', total: 3, kept: 1, reasons: ['the first'], facts: ['3 in all'] })
  })

  it('offers no view that leaves nothing out', () => {
    const all = defineCompressor({ ...lines, select: () => ({ indices: [0, 1], reasons: [] }) })
    expect(openNow(all, 'a\nb')?.view({ query: '' })).toBeUndefined()
  })
})
