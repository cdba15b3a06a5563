import { applyEdits, retrieveTool, type Segment } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import type { CallOptions } from '../types/call-options.ts'
import { addTool, DECLARED, matches, segments } from './request.ts'

const LOADED = { type: 'tool-call', toolCallId: 'c1', toolName: 'load', input: { table: 'users' } }

function promptOf(...outputs: readonly object[]): CallOptions {
  const results = outputs.map((output) => ({ type: 'tool-result', toolCallId: 'c1', toolName: 'load', output }))
  return {
    prompt: [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Load it.' },
          { type: 'file', data: 'AAAA' },
        ],
      },
      { role: 'assistant', content: [{ type: 'reasoning', text: 'hm' }, { type: 'text', text: 'Loading.' }, LOADED] },
      { role: 'tool', content: results as never },
    ],
  }
}

function ofTools(request: CallOptions): Segment[] {
  return [...segments(request)].filter(({ role }) => role === 'tool')
}

describe('segments', () => {
  it('yields texts of every role, with the call that a result answers', () => {
    const found = [...segments(promptOf({ type: 'text', value: 'rows' }))]
    expect(found).toEqual([
      { path: ['prompt', 0, 'content'], text: 'Be brief.', role: 'system', turn: 0 },
      { path: ['prompt', 1, 'content', 0, 'text'], text: 'Load it.', role: 'user', turn: 1 },
      { path: ['prompt', 2, 'content', 1, 'text'], text: 'Loading.', role: 'assistant', turn: 2 },
      {
        path: ['prompt', 3, 'content', 0, 'output', 'value'],
        text: 'rows',
        role: 'tool',
        turn: 3,
        tool: { name: 'load', input: '{"table":"users"}' },
      },
    ])
  })

  it('yields what stands as a text in place of parts, as in model messages', () => {
    const roles = ['system', 'user', 'assistant', 'hologram']
    const prompt = roles.flatMap((role) => [
      { role, content: 'Well.' },
      { role, content: '' },
    ])
    expect([...segments({ prompt })]).toEqual(
      roles.slice(0, 3).map((role, at) => ({ path: ['prompt', 2 * at, 'content'], text: 'Well.', role, turn: 2 * at })),
    )
  })

  it('reads JSON as its text, and writes a shorter one as text with the same provider options', () => {
    const providerOptions = { anthropic: { cacheControl: { type: 'ephemeral' } } }
    const [found] = ofTools(promptOf({ type: 'json', value: [{ a: 1 }], providerOptions }))
    expect(found).toMatchObject({ path: ['prompt', 3, 'content', 0, 'output'], text: '[{"a":1}]' })
    expect(found?.wrap?.('a: 1')).toEqual({ type: 'text', value: 'a: 1', providerOptions })
  })

  it('yields each text item of a list, and nothing else of it', () => {
    const value = [
      { type: 'text', text: 'one' },
      { type: 'file', data: 'x' },
      { type: 'text', text: 'two' },
      { type: 'custom' },
    ]
    const found = ofTools(promptOf({ type: 'content', value }))
    expect(found.map(({ path, text }) => [path.at(-2), text])).toEqual([
      [0, 'one'],
      [2, 'two'],
    ])
  })

  it('marks errors, and yields nothing of a denial or of what it does not know', () => {
    const outputs = [
      { type: 'error-text', value: 'no table' },
      { type: 'error-json', value: { code: 1 } },
      { type: 'execution-denied', reason: 'no' },
      { type: 'hologram', value: 'text' },
      { type: 'json', value: undefined },
    ]
    expect(ofTools(promptOf(...outputs)).map(({ text, isError }) => [text, isError])).toEqual([
      ['no table', true],
      ['{"code":1}', true],
    ])
  })

  it('yields no result of a tool that the provider ran', () => {
    const output = { type: 'json', value: { type: 'web_search_result' } }
    const result = { type: 'tool-result', toolCallId: 'c1', toolName: 'web_search', output }
    const content = [{ ...LOADED, providerExecuted: true }, result, { ...result, toolCallId: 'unknown' }]
    expect([
      ...segments({
        prompt: [
          { role: 'assistant', content },
          { role: 'tool', content: [result] },
        ],
      }),
    ]).toEqual([])
  })

  it('leaves everything but the edited text the same object', () => {
    const request = promptOf({ type: 'text', value: 'rows' })
    const [segment] = ofTools(request)
    const edited = applyEdits(request, [{ op: 'replace', path: segment?.path ?? [], value: 'r' }])
    expect(edited.prompt.slice(0, 3).every((message, index) => message === request.prompt[index])).toBe(true)
    expect(edited.prompt[3]?.content).toMatchObject([{ output: { value: 'r' } }])
  })
})

describe('addTool', () => {
  it('declares the tool last, or alone', () => {
    const value = { type: 'function', ...retrieveTool, [DECLARED]: true }
    expect(JSON.parse(JSON.stringify(value))).toEqual({ type: 'function', ...retrieveTool })
    expect(addTool({ prompt: [], tools: [] }, retrieveTool)).toEqual([{ op: 'add', path: ['tools', '-'], value }])
    expect(addTool({ prompt: [], tools: undefined }, retrieveTool)).toEqual([
      { op: 'add', path: ['tools'], value: [value] },
    ])
  })

  it('declares no tool twice', () => {
    const declared = { type: 'function', name: retrieveTool.name }
    expect(addTool({ prompt: [], tools: [declared] }, retrieveTool)).toEqual([])
  })
})

describe('matches', () => {
  it('knows a prompt from messages and from anything else', () => {
    const throwing = Object.defineProperty({}, 'prompt', { get: () => expect.unreachable() })
    expect([promptOf(), { prompt: [] }].every(matches)).toBe(true)
    expect(
      [undefined, null, 7, {}, { prompt: 'hi' }, { prompt: [null] }, { messages: [] }, throwing].some(matches),
    ).toBe(false)
  })
})
