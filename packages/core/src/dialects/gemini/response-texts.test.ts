import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../edits/apply.ts'
import type { Segment } from '../../types/segment.ts'
import { responseTexts } from './response-texts.ts'

const SEED = { seed: 4, numRuns: 500 }

const tool = { name: 'f', input: '{}' }

describe('responseTexts', () => {
  it.each(['output', 'result', 'content', 'stdout', 'return_value'])('yields the string %s as it stands', (name) => {
    expect(textsOf({ [name]: 'x' })).toEqual([
      { path: ['r', 'response', name], text: 'x', role: 'tool', turn: 1, tool },
    ])
  })

  it('yields each member by itself: strings, and the JSON of lists and objects', () => {
    const response = {
      log: 'a\nb',
      rows: [{ id: 1.5 }],
      meta: { 'a b': null },
      code: 0,
      ok: true,
      none: null,
      empty: '',
    }
    expect(textsOf(response)).toMatchObject([
      { path: ['r', 'response', 'log'], text: 'a\nb' },
      { path: ['r', 'response', 'rows'], text: '[{"id":1.5}]' },
      { path: ['r', 'response', 'meta'], text: '{"a b":null}' },
    ])
  })

  it('writes a new text for a list or object as a string, and the old text as the very value', () => {
    const rows = [{ id: 1 }]
    const [segment] = textsOf({ rows })
    expect(segment?.wrap?.('one row')).toBe('one row')
    expect(segment?.isQuoted).toBe(true)
    expect(segment?.wrap?.('[{"id":1}]')).toBe(rows)
  })

  it.each([
    [
      'MCP',
      [
        { type: 'text', text: 'x' },
        { type: 'image', data: 'AA==' },
        { type: 'text', text: 'y', annotations: {} },
      ],
    ],
    ['RubyLLM', [{ text: 'x' }, { text: '' }, { text: 'y' }]],
  ])('yields the texts of blocks as %s writes them, and leaves the other blocks', (_, content) => {
    expect(textsOf({ content })).toMatchObject([
      { path: ['r', 'response', 'content', 0, 'text'], text: 'x' },
      { path: ['r', 'response', 'content', 2, 'text'], text: 'y' },
    ])
  })

  it.each([
    ['rows with a text among their members', [{ text: 'x', id: 1 }]],
    ['rows with a type and no text block', [{ type: 'click' }, { type: 'scroll', text: 'x' }]],
    ['an empty list', []],
    ['a list with more than blocks', [{ type: 'text', text: 'x' }, 5]],
  ])('takes %s for data', (_, content) => {
    expect(textsOf({ content })).toMatchObject([{ path: ['r', 'response', 'content'], text: JSON.stringify(content) }])
  })

  it('marks an error, and all that stands beside isError', () => {
    expect(textsOf({ error: 'no such file', stdout: 'x' })).toMatchObject([{ isError: true }, {}])
    expect(textsOf({ stdout: 'x' })[0]).not.toHaveProperty('isError')
    expect(textsOf({ content: [{ type: 'text', text: 'x' }], isError: true })).toMatchObject([{ isError: true }])
  })

  it('leaves the name of the function that stands inside again', () => {
    expect(textsOf({ name: 'f', content: 'x' })).toMatchObject([{ text: 'x' }])
    expect(textsOf({ name: 'Ada' })).toMatchObject([{ text: 'Ada' }])
  })

  it('leaves lists and objects alone where they may refer to media beside them', () => {
    const response = { text: 'see the picture', picture: { $ref: 'a.png' } }
    const parts = [{ inlineData: { displayName: 'a.png', data: 'AA==' } }]
    expect(textsOf(response, { parts })).toMatchObject([{ text: 'see the picture' }])
  })

  it('finds every new text again where it was, and the old texts make the old response, whatever it holds', () => {
    const block = fc.record({ type: fc.constantFrom('text', 'image'), text: fc.string() }, { requiredKeys: [] })
    const member = fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 3 }), fc.array(block))
    const name = fc.oneof(fc.constantFrom('output', 'error', 'name', 'isError', '__proto__'), fc.string())
    fc.assert(
      fc.property(fc.dictionary(name, member), (response) => {
        const segments = textsOf(response)
        const news = segments.map(({ path }, index) => ({ path, text: `new ${index}` }))
        const edited = withTexts(response, segments, (index) => `new ${index}`)
        expect(textsOf(edited).map(({ path, text }) => ({ path, text }))).toEqual(news)
        expect(Object.keys(edited)).toEqual(Object.keys(response))
        const undone = withTexts(edited, segments, (index) => segments[index]?.text ?? '')
        expect(JSON.stringify(undone)).toBe(JSON.stringify(response))
      }),
      SEED,
    )
  })

  it('yields nothing of a response that is no object, or has no JSON', () => {
    const cycle: Record<string, unknown> = {}
    cycle['again'] = cycle
    for (const response of [undefined, null, 'x', ['x'], { output: cycle }, { output: new Date(0) }, { output: 1n }]) {
      expect(textsOf(response)).toEqual([])
    }
  })
})

function textsOf(response: unknown, beside: object = {}): readonly Segment[] {
  return [...responseTexts({ name: 'f', response, ...beside }, { path: ['r'], role: 'tool', turn: 1, tool })]
}

function withTexts<R>(response: R, segments: readonly Segment[], textOf: (index: number) => string): R {
  const edits = segments.map(({ path, wrap }, index) => {
    const text = textOf(index)
    return { op: 'replace', path: path.slice(2), value: wrap === undefined ? text : wrap(text) } as const
  })
  return applyEdits(response, edits)
}
