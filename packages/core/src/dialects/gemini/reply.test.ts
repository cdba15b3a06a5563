import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../edits/apply.ts'
import { continueWith, stopReason, toolCalls, usage } from './reply.ts'

const content = {
  parts: [
    { text: 'I think.', thought: true },
    { text: 'Let me see.' },
    { functionCall: { name: 'read', args: { path: 'a' } }, thoughtSignature: 'c2ln' },
    { toolCall: { id: 't', args: {} } },
    { functionCall: { name: 'list', id: 'x1' } },
    { functionCall: { name: 'read', args: { path: 'b' } } },
  ],
  role: 'model',
}
const reply = {
  candidates: [{ content, finishReason: 'STOP' }, { content: { parts: [{ functionCall: { name: 'no' } }] } }],
}
const ended = (finishReason: unknown, ...parts: readonly unknown[]): object => ({
  candidates: [{ content: { parts }, finishReason }],
})

describe('toolCalls', () => {
  it('gives the calls of the first candidate, by their place where they have no id', () => {
    expect([...toolCalls(reply)]).toEqual([
      { id: 'call 0', name: 'read', input: '{"path":"a"}' },
      { id: 'x1', name: 'list', input: '{}' },
      { id: 'call 2', name: 'read', input: '{"path":"b"}' },
    ])
  })

  it('reads replies that Code Assist wraps, and the chunks of a stream', () => {
    const [first, second] = ['a', 'b'].map((name) => ended(undefined, { functionCall: { name, args: {} } }))
    const names = [{ response: first }, [first, second], [{ response: first }, { response: second }]].map((one) =>
      [...toolCalls(one)].map(({ name }) => name),
    )
    expect(names).toEqual([['a'], ['a', 'b'], ['a', 'b']])
  })

  it('gives none where there is none', () => {
    expect([...toolCalls({})]).toEqual([])
    expect([...toolCalls(ended('STOP', { text: 'x' }, { functionCall: {} }, null))]).toEqual([])
  })
})

describe('continueWith', () => {
  const question = { role: 'user', parts: [{ text: 'Go.' }] }
  const request = { contents: [question] }
  const results = [
    { id: 'call 2', name: 'read', text: 'B' },
    { id: 'x1', name: 'list', text: 'no such folder', isError: true },
    { id: 'call 0', name: 'read', text: 'A' },
  ]
  const answers = {
    role: 'user',
    parts: [
      { functionResponse: { name: 'read', response: { output: 'A' } } },
      { functionResponse: { id: 'x1', name: 'list', response: { error: 'no such folder' } } },
      { functionResponse: { name: 'read', response: { output: 'B' } } },
    ],
  }

  it('appends the content as it came, and a response for each call in order, with the ids that the calls had', () => {
    const continued = applyEdits(request, continueWith(request, reply, results))
    expect(continued.contents).toEqual([question, content, answers])
    expect(continued.contents[1]).toBe(content)
  })

  it('writes inside what wraps the request, and reads what wraps the reply', () => {
    const wrapped = { project: 'p', request }
    const continued = applyEdits(wrapped, continueWith(wrapped, { response: reply }, results))
    expect(continued).toEqual({ project: 'p', request: { contents: [question, content, answers] } })
  })

  it('makes a list of contents that are a lone object', () => {
    const lone = { contents: question }
    expect(applyEdits(lone, continueWith(lone, reply, results)).contents).toEqual([question, content, answers])
  })

  it('gives a content without role the model’s', () => {
    const edits = continueWith(request, ended('STOP', { text: 'x' }), [])
    expect(edits.map(({ value }) => value)).toEqual([{ role: 'model', parts: [{ text: 'x' }] }])
  })

  it('puts results of unknown calls last', () => {
    const one = ended('STOP', { functionCall: { name: 'read' } })
    const strays = [
      { id: 'y', name: 'f', text: 'Y' },
      { id: '', name: 'g', text: 'Z' },
    ]
    const edits = continueWith(request, one, [...strays, { id: 'call 0', name: 'read', text: 'A' }])
    expect(edits.at(-1)?.value).toEqual({
      role: 'user',
      parts: [
        { functionResponse: { name: 'read', response: { output: 'A' } } },
        { functionResponse: { id: 'y', name: 'f', response: { output: 'Y' } } },
        { functionResponse: { name: 'g', response: { output: 'Z' } } },
      ],
    })
  })

  it('makes no edit where the reply holds no content', () => {
    for (const empty of [{}, { candidates: [] }, ended('MAX_TOKENS'), { error: { code: 500 } }]) {
      expect(continueWith(request, empty, results)).toEqual([])
    }
  })
})

describe('usage', () => {
  it('takes cached input apart, and adds what the provider’s tools read and what was thought', () => {
    const usageMetadata = {
      promptTokenCount: 1000,
      cachedContentTokenCount: 900,
      toolUsePromptTokenCount: 50,
      candidatesTokenCount: 30,
      thoughtsTokenCount: 20,
      totalTokenCount: 1100,
    }
    expect(usage({ usageMetadata })).toEqual({ input: 150, cacheRead: 900, output: 50, reasoning: 20 })
    expect(usage({ response: { usageMetadata } })).toEqual(usage({ usageMetadata }))
  })

  it('takes absent counts for zero, but for classes that are not reported', () => {
    expect(usage({ usageMetadata: { promptTokenCount: 5, totalTokenCount: 5 } })).toEqual({ input: 5, output: 0 })
    expect(usage({ usageMetadata: { promptTokenCount: 5, cachedContentTokenCount: 9 } })).toEqual({
      input: 0,
      cacheRead: 5,
      output: 0,
    })
  })

  it('gives nothing where no prompt is told', () => {
    for (const strange of [{}, { usageMetadata: { trafficType: 'ON_DEMAND' } }, { totalTokens: 31 }, { error: {} }]) {
      expect(usage(strange)).toBe(undefined)
    }
  })
})

describe('stopReason', () => {
  const text = { text: 'x' }
  const call = { functionCall: { name: 'read' } }

  it('tells the end from calls, which end the same way', () => {
    expect([ended('STOP', text), ended('STOP', text, call), ended(1, call)].map(stopReason)).toEqual([
      'end',
      'calls',
      'calls',
    ])
  })

  it.each([
    ['MAX_TOKENS', 'length'],
    [2, 'length'],
    ['SAFETY', 'refused'],
    ['MODEL_ARMOR', 'refused'],
    ['IMAGE_PROHIBITED_CONTENT', 'refused'],
    [8, 'refused'],
    ['MALFORMED_FUNCTION_CALL', 'failed'],
    ['OTHER', 'failed'],
    ['UNKNOWN_SO_FAR', 'failed'],
  ])('reads %s as %s', (finishReason, reason) => {
    expect(stopReason(ended(finishReason, call))).toBe(reason)
  })

  it('reads a refused prompt, an error, and an error amid a stream', () => {
    expect(stopReason({ promptFeedback: { blockReason: 'SAFETY' } })).toBe('refused')
    expect(stopReason({ error: { code: 429 } })).toBe('failed')
    expect(stopReason([ended(undefined, text), { error: { code: 503 } }])).toBe('failed')
  })

  it('tells nothing of what has not ended, or is no reply', () => {
    for (const open of [{}, ended(undefined, call), ended('FINISH_REASON_UNSPECIFIED'), { totalTokens: 3 }, []]) {
      expect(stopReason(open)).toBe(undefined)
    }
  })
})
