import { describe, expect, it } from 'vitest'
import { testDialect } from '../../testing.ts'
import type { GeminiRequest } from './body-of.ts'
import type { GeminiReply } from './gemini-reply.ts'
import { gemini } from './index.ts'

const question = { role: 'user', parts: [{ text: 'What is in a.log?' }] }
const call = (id?: string): object => ({ functionCall: { name: 'read', args: { path: 'a.log' }, ...(id && { id }) } })
const responseTo = (response: unknown, id?: string): object => ({
  role: 'user',
  parts: [{ functionResponse: { name: 'read', response, ...(id && { id }) } }],
})

const requests: readonly GeminiRequest[] = [
  { contents: [question] },
  {
    systemInstruction: { role: 'user', parts: [{ text: 'Be brief.' }] },
    contents: [
      question,
      { role: 'model', parts: [{ text: 'Let me see.' }, { ...call('1'), thoughtSignature: 'c2ln' }] },
      responseTo({ output: 'line one\nline two' }, '1'),
    ],
    tools: [{ googleSearch: {} }, { functionDeclarations: [{ name: 'read' }] }],
  },
  {
    contents: [
      question,
      { role: 'model', parts: [call(), call(), call()] },
      {
        role: 'user',
        parts: [
          { functionResponse: { name: 'read', response: { result: [{ id: 1 }, { id: 2 }] } } },
          { functionResponse: { name: 'read', response: { stdout: 'x', code: 0, stderr: '' } } },
          { functionResponse: { name: 'read', response: { error: 'no such file' } } },
        ],
      },
    ],
    systemInstruction: 'Be brief.',
  },
  {
    model: 'gemini-3.1-pro-preview',
    project: 'p',
    request: {
      contents: [
        question,
        { role: 'model', parts: [{ function_call: { name: 'read', args: {} }, thought_signature: 'c2ln' }] },
        {
          role: 'function',
          parts: [
            {
              function_response: {
                name: 'read',
                response: { name: 'read', content: [{ type: 'text', text: 'x' }, { type: 'image' }] },
              },
            },
          ],
        },
      ],
      system_instruction: { parts: { text: 'Be brief.' } },
      tools: [{ function_declarations: [{ name: 'read', parameters_json_schema: {} }] }],
    },
  } as GeminiRequest,
  { generateContentRequest: { model: 'models/gemini-3.8-flash', contents: [question], tools: [] } },
]

const content = { role: 'model', parts: [{ text: 'See.' }, { ...call(), thoughtSignature: 'c2ln' }, call(), call('7')] }
const usageMetadata = { promptTokenCount: 20, cachedContentTokenCount: 8, thoughtsTokenCount: 5, totalTokenCount: 25 }
const reply = { candidates: [{ content, finishReason: 'STOP' }], usageMetadata }
const replies: readonly GeminiReply[] = [
  reply,
  { response: reply },
  [{ candidates: [{ content }] }, { candidates: [{ finishReason: 'STOP' }], usageMetadata }],
  { candidates: [{ content: { parts: [{ text: 'Done.' }], role: 'model' }, finishReason: 'STOP' }] },
]

const events = [
  { candidates: [{ content: { role: 'model', parts: [{ text: 'I ', thought: true }] }, index: 0 }], modelVersion: 'm' },
  {
    candidates: [{ content: { role: 'model', parts: [{ text: 'think.', thought: true }, { text: 'Se' }] }, index: 0 }],
  },
  { candidates: [{ content: { role: 'model', parts: [{ text: 'e.' }] }, index: 0 }], usageMetadata: {} },
  {
    candidates: [
      {
        content: { role: 'model', parts: [{ ...call(), thoughtSignature: 'c2ln' }, call('7')] },
        index: 0,
        finishReason: 'STOP',
      },
    ],
    usageMetadata,
  },
]
const whole = {
  candidates: [
    {
      content: {
        role: 'model',
        parts: [
          { text: 'I think.', thought: true },
          { text: 'See.' },
          { ...call(), thoughtSignature: 'c2ln' },
          call('7'),
        ],
      },
      index: 0,
      finishReason: 'STOP',
    },
  ],
  usageMetadata,
  modelVersion: 'm',
}
const streams = [
  { events, reply: whole },
  { events: events.map((response) => ({ response, traceId: 't' })), reply: { response: whole, traceId: 't' } },
]

describe('gemini', () => {
  it.each(testDialect('gemini', gemini, { requests, replies, streams }))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })

  it.each<[string, unknown]>([
    ['chat completions', { messages: [{ role: 'user', content: 'x' }] }],
    ['messages beside contents', { messages: [], contents: [question] }],
    ['a Responses request', { input: [], contents: [question] }],
    ['what an MCP server answers', { contents: [{ uri: 'file:///a', text: 'x' }] }],
    ['an embedding', { content: { parts: [{ text: 'x' }] } }],
    ['a batch', { batch: { input_config: { requests: { requests: [{ request: { contents: [question] } }] } } } }],
    ['no contents', { contents: [] }],
    ['contents without parts', { contents: [{ role: 'user' }] }],
    ['parts that are none', { contents: [{ role: 'user', parts: 'x' }] }],
    ['a text for contents', { contents: 'x' }],
    ['an interaction', { model: 'gemini-3.8-flash', input: 'x' }],
    ['a list', [question]],
  ])('is no dialect of %s', (_, request) => {
    expect(gemini.matches(request)).toBe(false)
  })

  it('knows a request whose contents and parts are lone objects', () => {
    expect(gemini.matches({ contents: { parts: { text: 'x' } } })).toBe(true)
  })

  it('reads anything anywhere without a throw', () => {
    for (const value of hostileValues()) {
      const names = ['text', 'functionCall', 'functionResponse', 'function_response', 'thought']
      const parts = [value, ...names.map((name) => ({ [name]: value }))]
      const responses = [value, { output: value }, { content: [value] }].map((response) => ({
        functionResponse: { response, name: value, id: value },
      }))
      const contents = ['user', 'model', value].map((role) => ({ role, parts: [...parts, ...responses] }))
      const request = { contents: [value, ...contents, { role: 'user', parts: value }], systemInstruction: value }
      for (const given of [request, { request }, { ...request, tools: value }, { ...request, tools: [value] }]) {
        for (const { text } of gemini.segments(given)) expect(text).not.toBe('')
        expect(() => gemini.addTool(given, { name: 'n', description: 'd', inputSchema: {} })).not.toThrow()
      }
      for (const strange of hostileReplies(value)) {
        expect([...gemini.toolCalls(strange)]).toEqual([])
        expect(gemini.usage(strange)).toBe(undefined)
        expect(() => gemini.stopReason(strange)).not.toThrow()
        expect(() => gemini.continueWith(request, strange, [{ id: '', name: 'n', text: 't' }])).not.toThrow()
        const reader = gemini.readStream()
        reader.push(strange)
        reader.push(value)
        expect(() => reader.reply()).not.toThrow()
      }
    }
  })

  it('throws only what a getter of the request throws', () => {
    const throwing = {
      get parts(): unknown {
        throw new Error('not today')
      },
    }
    expect(() => [...gemini.segments({ contents: [throwing] })]).toThrow('not today')
    expect(gemini.matches({ contents: [throwing] })).toBe(false)
  })
})

function hostileReplies(value: unknown): readonly GeminiReply[] {
  const strange = { parts: [value, { functionCall: value }, { text: value }] }
  return [
    { candidates: value, usageMetadata: value, error: value },
    { candidates: [value] },
    { candidates: [{ content: value, finishReason: value, index: value }] },
    { candidates: [{ content: strange }], usageMetadata: { promptTokenCount: [value] } },
    { response: value },
    [value, { candidates: [{ content: strange }] }],
  ]
}

function hostileValues(): readonly unknown[] {
  const cycle: Record<string, unknown> = {}
  cycle['parts'] = cycle
  cycle['response'] = cycle
  const list: unknown[] = []
  list.push(list)
  let deep: unknown = 'x'
  for (let depth = 0; depth < 20_000; depth += 1) deep = [deep]
  const scalars = [undefined, null, 0, Number.NaN, -1, 1n, true, Symbol('s'), '', 'text', () => 'text']
  return [...scalars, {}, [], [null], cycle, list, deep, Object.create(null), new Map([['a', 1]]), new Date(0)]
}
