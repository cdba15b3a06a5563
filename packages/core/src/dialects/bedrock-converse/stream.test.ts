import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../edits/apply.ts'
import { spliceEdits } from '../../edits/splice.ts'
import { continueWith, stopReason, toolCalls } from './reply.ts'
import { readStream } from './stream.ts'

const start = (contentBlockIndex: number, given: object): object => ({
  contentBlockStart: { contentBlockIndex, start: given },
})
const delta = (contentBlockIndex: number, given: object): object => ({
  contentBlockDelta: { contentBlockIndex, delta: given, p: 'abc' },
})
const stop = (contentBlockIndex: number): object => ({ contentBlockStop: { contentBlockIndex } })
const begin = { messageStart: { role: 'assistant' } }

describe('readStream', () => {
  it('joins texts, which nothing starts', () => {
    expect(contentOf([begin, delta(0, { text: 'Hel' }), delta(0, { text: 'lo' }), stop(0)])).toEqual([
      { text: 'Hello' },
    ])
  })

  it('parses the arguments of calls, of which fragments may split anything', () => {
    const call = { toolUse: { toolUseId: 'tooluse_1', name: 'read' } }
    const fragments = ['', '{"pa', 'th":"\\ud8', '3d\\ude00"}'].map((input) => delta(0, { toolUse: { input } }))
    expect(contentOf([begin, start(0, call), ...fragments, stop(0)])).toEqual([
      { toolUse: { toolUseId: 'tooluse_1', name: 'read', input: { path: '😀' } } },
    ])
    expect(contentOf([begin, start(0, call), stop(0)])).toMatchObject([{ toolUse: { input: {} } }])
  })

  it('keeps numbers in arguments as they were written, also in what is sent back', () => {
    const json = '{"id":12345678901234567890,"share":1.0,"most":1e3}'
    const reader = readStream()
    const call = start(0, { toolUse: { toolUseId: 'tooluse_1', name: 'read' } })
    for (const event of [begin, call, delta(0, { toolUse: { input: json } })]) reader.push(event)
    const reply = reader.reply() ?? {}
    expect([...toolCalls(reply)]).toMatchObject([{ input: json }])
    const request = { messages: [] }
    const edits = continueWith(request, reply, [])
    expect(JSON.stringify(applyEdits(request, edits))).toContain(`"input":${json}`)
    expect(spliceEdits(JSON.stringify(request), edits)).toContain(`"input":${json}`)
  })

  it('keeps what came of arguments that broke off, in the object that the API wants back', () => {
    const reader = readStream()
    const call = start(0, { toolUse: { toolUseId: 'tooluse_1', name: 'read' } })
    for (const event of [begin, call, delta(0, { toolUse: { input: '{"path":' } })]) reader.push(event)
    const reply = reader.reply() ?? {}
    const input = { INVALID_JSON: '{"path":' }
    expect([...toolCalls(reply)]).toEqual([{ id: 'tooluse_1', name: 'read', input: JSON.stringify(input) }])
    expect(reply.output).toMatchObject({ message: { content: [{ toolUse: { input } }] } })
    expect(stopReason(reply)).toBe(undefined)
  })

  it('puts reasoning together, signed, unsigned and redacted', () => {
    const thought = (reasoningContent: object): object => ({ reasoningContent })
    const events = [
      delta(0, thought({ text: 'hm, ' })),
      delta(0, thought({ text: 'so' })),
      delta(0, thought({ signature: 'c2ln' })),
      delta(1, thought({ text: 'plain' })),
      delta(2, thought({ redactedContent: 'ZGF0YQ==' })),
      delta(3, thought({ signature: 'c2ln' })),
    ]
    expect(contentOf(events)).toEqual([
      { reasoningContent: { reasoningText: { text: 'hm, so', signature: 'c2ln' } } },
      { reasoningContent: { reasoningText: { text: 'plain' } } },
      { reasoningContent: { redactedContent: 'ZGF0YQ==' } },
      { reasoningContent: { reasoningText: { text: '', signature: 'c2ln' } } },
    ])
  })

  it('puts results of tools that the provider ran, citations and images together', () => {
    const ran = { toolUseId: 'tooluse_0', status: 'success', type: 'nova_grounding_result' }
    const events = [
      start(0, { toolResult: ran }),
      delta(0, { toolResult: [{ text: 'a' }] }),
      delta(0, { toolResult: [{ json: {} }] }),
      delta(1, { text: 'It is so.' }),
      delta(1, { citation: { title: 'A' } }),
      delta(1, { citation: { title: 'B' } }),
      delta(2, { citation: { title: 'C' } }),
      start(3, { image: { format: 'png' } }),
      delta(3, { image: { source: { bytes: 'aGk=' } } }),
    ]
    expect(contentOf(events)).toEqual([
      { toolResult: { ...ran, content: [{ text: 'a' }, { json: {} }] } },
      { citationsContent: { content: [{ text: 'It is so.' }], citations: [{ title: 'A' }, { title: 'B' }] } },
      { citationsContent: { citations: [{ title: 'C' }] } },
      { image: { format: 'png', source: { bytes: 'aGk=' } } },
    ])
  })

  it('leaves out blocks of which nothing came: the API takes no empty text back', () => {
    expect(contentOf([begin, delta(0, { text: '' }), stop(0), delta(1, { text: 'Hi' })])).toEqual([{ text: 'Hi' }])
  })

  it('orders blocks by their index', () => {
    expect(contentOf([delta(1, { text: 'b' }), delta(0, { text: 'a' })])).toEqual([{ text: 'a' }, { text: 'b' }])
  })

  it('tells usage, stop reason and what else the end brings', () => {
    const reader = readStream()
    const usage = { inputTokens: 5, outputTokens: 2, totalTokens: 7 }
    reader.push(delta(0, { text: 'Hi' }))
    reader.push({ messageStop: { stopReason: 'end_turn', p: 'abc' } })
    reader.push({ metadata: { usage, metrics: { latencyMs: 9 }, p: 'abc' } })
    expect(reader.reply()).toEqual({
      output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } },
      stopReason: 'end_turn',
      usage,
      metrics: { latencyMs: 9 },
    })
  })

  it('passes over what comes for a block that has stopped, and after the end', () => {
    const end = { messageStop: { stopReason: 'end_turn' } }
    const late = [end, delta(0, { text: '!' }), delta(1, { text: '!' }), { messageStop: { stopReason: 'tool_use' } }]
    const reader = readStream()
    for (const event of [delta(0, { text: 'Hi' }), stop(0), delta(0, { text: '!' }), ...late]) reader.push(event)
    expect(reader.reply()).toMatchObject({ output: { message: { content: [{ text: 'Hi' }] } }, stopReason: 'end_turn' })
  })

  it('lets an exception stand beside what came before', () => {
    const reader = readStream()
    for (const event of [delta(0, { text: 'Hi' }), { throttlingException: { message: 'slow' } }]) reader.push(event)
    const reply = reader.reply() ?? {}
    expect(reply).toEqual({
      output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } },
      throttlingException: { message: 'slow' },
    })
    expect(stopReason(reply)).toBe('failed')
  })

  it('has no reply before the first event that it knows', () => {
    const reader = readStream()
    const strange: readonly unknown[] = [
      null,
      5,
      [],
      {},
      { type: 'ping' },
      { messageStart: null },
      { constructor: {} },
      { valueOf: {} },
    ]
    for (const event of strange) reader.push(event)
    expect(reader.reply()).toBe(undefined)
  })
})

function contentOf(events: readonly object[]): unknown {
  const reader = readStream()
  for (const event of events) reader.push(event)
  return Object(reader.reply()).output.message.content
}
