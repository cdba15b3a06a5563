import { describe, expect, it } from 'vitest'
import { pushPart } from './streamed-parts.ts'

const text = (words: string, more: object = {}): object => ({ type: 'reasoning.text', text: words, index: 0, ...more })

describe('pushPart', () => {
  it('joins texts and summaries of one index, and takes the signature that ends them', () => {
    expect(joined(text('hm,'), text(' so'), { type: 'reasoning.text', signature: 'c2ln', index: 0 })).toEqual([
      text('hm, so', { signature: 'c2ln' }),
    ])
    expect(joined({ type: 'reasoning.text', index: 0 }, text('hm'))).toEqual([text('hm')])
    const summary = { type: 'reasoning.summary', index: 0 }
    expect(joined({ ...summary, summary: 'a' }, { ...summary, summary: 'b' })).toEqual([{ ...summary, summary: 'ab' }])
  })

  it.each<[string, readonly object[]]>([
    ['another type', [text('a'), { type: 'reasoning.summary', summary: 'b', index: 0 }]],
    ['another index', [text('a'), text('b', { index: 1 })]],
    ['another id', [text('a', { id: 'x' }), text('b', { id: 'y' })]],
    ['a signature before', [text('a', { signature: 'c2ln' }), text('b')]],
    ['encrypted data', [1, 2].map((id) => ({ type: 'reasoning.encrypted', data: `ZGF0YQ==${id}`, index: 0 }))],
    ['no index, and no text', [{ type: 'url_citation' }, { type: 'url_citation' }]],
    [
      'texts that are lists of more',
      [1, 2].map(() => ({ type: 'thinking', thinking: [{ type: 'text' }, { type: 'x' }] })),
    ],
  ])('keeps parts apart for %s', (_, parts) => {
    expect(joined(...parts)).toEqual(parts)
  })

  it('takes the later of two parts with an index for the state of one', () => {
    const run = { index: 0, type: 'search', arguments: '{}' }
    expect(joined(run, { ...run, output: 'found' })).toEqual([{ ...run, output: 'found' }])
  })

  it('joins LiteLLM’s thinking blocks', () => {
    const block = { type: 'thinking', signature: '' }
    expect(
      joined(
        { ...block, thinking: 'hm,' },
        { ...block, thinking: ' so' },
        { ...block, thinking: '', signature: 'c2ln' },
      ),
    ).toEqual([{ type: 'thinking', thinking: 'hm, so', signature: 'c2ln' }])
  })

  it('adds anything else as it is', () => {
    expect(joined('x', 5, null, text('a'))).toEqual(['x', 5, null, text('a')])
  })
})

function joined(...parts: readonly unknown[]): readonly unknown[] {
  const list: unknown[] = []
  for (const part of parts) pushPart(list, part)
  return list
}
