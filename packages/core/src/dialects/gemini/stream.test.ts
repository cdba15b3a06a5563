import { describe, expect, it } from 'vitest'
import { readStream } from './stream.ts'

const usage = (promptTokenCount: number): object => ({ usageMetadata: { promptTokenCount } })

describe('readStream', () => {
  it('joins texts of the same kind, and takes the last of everything else', () => {
    const reply = replyOf([
      { ...chunk({ text: 'First I ', thought: true }), ...usage(5), responseId: 'r' },
      { ...chunk({ text: 'think.', thought: true }, { text: 'Hel' }), ...usage(6) },
      chunk({ text: 'lo' }),
      { candidates: [{ finishReason: 'STOP', index: 0 }], ...usage(7), modelVersion: 'm' },
    ])
    expect(reply).toEqual({
      responseId: 'r',
      modelVersion: 'm',
      ...usage(7),
      candidates: [
        {
          index: 0,
          finishReason: 'STOP',
          content: { role: 'model', parts: [{ text: 'First I think.', thought: true }, { text: 'Hello' }] },
        },
      ],
    })
  })

  it('never joins a signed part, and keeps one without text', () => {
    const parts = [
      { text: 'Hel' },
      { text: 'lo', thoughtSignature: 'a' },
      { text: ' there' },
      { text: '', thoughtSignature: 'b' },
      { text: '!' },
    ]
    expect(partsOf(parts.map((part) => chunk(part)))).toEqual(parts)
  })

  it('drops empty texts that carry nothing', () => {
    const call = { functionCall: { name: 'read', args: {} }, thoughtSignature: 'a' }
    expect(partsOf([chunk({ text: '' }), chunk(call), chunk({ text: '' })])).toEqual([call])
  })

  it('keeps calls whole, one after another', () => {
    const calls = ['a', 'b'].map((path) => ({ functionCall: { name: 'read', args: { path } } }))
    expect(partsOf(calls.map((call) => chunk(call)))).toEqual(calls)
  })

  it('keeps parts of every other kind as they came', () => {
    const parts = [
      { executableCode: { code: 'x' } },
      { text: 'x', partMetadata: {} },
      { toolCall: { id: '1' } },
      null,
      5,
    ]
    expect(partsOf(parts.map((part) => chunk(part)))).toEqual(parts)
  })

  it('puts streamed arguments together, with the signature of the first piece', () => {
    const piece = (...partialArgs: object[]): object => chunk({ functionCall: { partialArgs, willContinue: true } })
    const path = { jsonPath: '$.path' }
    const chunks = [
      chunk({ functionCall: { name: 'read', id: '1', willContinue: true }, thoughtSignature: 's' }),
      piece({ ...path, stringValue: 'a.', willContinue: true }),
      piece({ ...path, stringValue: 'log' }, { jsonPath: '$.lines[0]', numberValue: 4 }),
      piece({ jsonPath: '$.lines[1]', numberValue: 9 }),
      chunk({ functionCall: {} }),
      chunk({ functionCall: { name: 'list', willContinue: true } }),
      chunk({ functionCall: {} }),
    ]
    expect(partsOf(chunks)).toEqual([
      { functionCall: { name: 'read', id: '1', args: { path: 'a.log', lines: [4, 9] } }, thoughtSignature: 's' },
      { functionCall: { name: 'list', args: {} } },
    ])
  })

  it('keeps candidates apart, in the order of their index: only the first is read', () => {
    const candidate = (index: number, text: string): object => ({ index, content: { parts: [{ text }] } })
    expect(
      replyOf([{ candidates: [candidate(1, 'b'), candidate(0, 'a')] }, { candidates: [candidate(1, 'B')] }]),
    ).toEqual({ candidates: [candidate(0, 'a'), candidate(1, 'bB')] })
  })

  it('keeps the last usage that has counts', () => {
    const traffic = { usageMetadata: { trafficType: 'ON_DEMAND' } }
    expect(replyOf([traffic])).toEqual(traffic)
    expect(replyOf([traffic, usage(5), usage(6), traffic])).toEqual(usage(6))
  })

  it('reads what Code Assist wraps, and gives it back wrapped', () => {
    const reader = readStream()
    for (const text of ['Hel', 'lo']) reader.push({ response: chunk({ text }), traceId: text })
    expect(reader.reply()).toEqual({ response: chunk({ text: 'Hello' }), traceId: 'lo' })
  })

  it('keeps an error beside what came before it', () => {
    const error = { code: 503, message: 'overloaded' }
    expect(replyOf([chunk({ text: 'Hel' }), { error }])).toEqual({ ...chunk({ text: 'Hel' }), error })
  })

  it('passes over events of another API', () => {
    expect(replyOf([{ event_type: 'step.delta', delta: { text: 'x' } }, [chunk({ text: 'x' })], 'data', null])).toBe(
      undefined,
    )
  })

  it('gives a reply that later events leave alone', () => {
    const reader = readStream()
    const piece = (stringValue: string): object => ({ jsonPath: '$.a', stringValue, willContinue: true })
    reader.push(chunk({ functionCall: { name: 'f', partialArgs: [piece('x')], willContinue: true } }))
    const early = reader.reply()
    reader.push(chunk({ functionCall: { partialArgs: [piece('y')] } }))
    expect(early).toEqual(chunk({ functionCall: { name: 'f', args: { a: 'x' } } }))
    expect(reader.reply()).toEqual(chunk({ functionCall: { name: 'f', args: { a: 'xy' } } }))
  })
})

function chunk(...parts: readonly unknown[]): object {
  return { candidates: [{ content: { role: 'model', parts } }] }
}

function replyOf(events: readonly unknown[]): unknown {
  const reader = readStream()
  for (const event of events) reader.push(event)
  return reader.reply()
}

function partsOf(events: readonly unknown[]): unknown {
  const reply = replyOf(events) as { candidates: readonly [{ content: { parts: unknown } }] }
  return reply.candidates[0].content.parts
}
