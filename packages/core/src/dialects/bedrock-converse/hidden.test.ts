import { describe, expect, it } from 'vitest'
import { hidden } from './hidden.ts'

const isHidden = (name: string): boolean => name === 'own'
const call = (toolUseId: string, name: string): object => ({ toolUse: { toolUseId, name, input: {} } })
const cachePoint = { type: 'default' }

describe('hidden.shows', () => {
  it('knows an answer by its text and its calls, without reasoning and marks', () => {
    const reasoningContent = { reasoningText: { text: 'hm', signature: 's' } }
    const cited = { citationsContent: { content: [{ text: 'lo' }], citations: [] } }
    const content = [{ reasoningContent }, { text: 'Hel' }, cited, call('a', 'ls'), { cachePoint }]
    expect(hidden.shows({ role: 'assistant', content })).toEqual({
      kind: 'answer',
      text: 'Hello',
      known: [['a', 'ls']],
    })
  })

  it('knows results by their call and what they hold, without marks', () => {
    const result = (...content: readonly unknown[]): unknown =>
      hidden.shows({ role: 'user', content: [{ toolResult: { toolUseId: 'a', content } }] })
    expect(result({ text: 'x' })).toEqual({ kind: 'results', text: '', known: [['a', expect.any(String)]] })
    expect(result({ text: 'x', cachePoint })).toEqual(result({ text: 'x' }))
    expect(result({ json: { a: 1 } })).not.toEqual(result({ json: { a: 2 } }))
  })

  it('tells apart what the user gives beside text, bytes too', () => {
    const image = (bytes: unknown): unknown =>
      hidden.shows({ role: 'user', content: [{ text: 'See' }, { image: { format: 'png', source: { bytes } } }] })
    expect(image('aGk=')).toEqual({ kind: 'said', text: 'See', known: [['image', expect.any(String)]] })
    expect(image(Uint8Array.of(1, 200))).toEqual(image(Uint8Array.of(1, 200)))
    expect(image(Uint8Array.of(1, 200))).not.toEqual(image(Uint8Array.of(1, 201)))
  })

  it('reads anything', () => {
    const cycle: Record<string, unknown> = {}
    cycle['cycle'] = cycle
    const odd = [null, 1, { toolUse: 1 }, { toolResult: null }, { image: cycle }, { document: 1n }]
    for (const item of [undefined, null, 1, 'x', [], {}, { role: 'user', content: odd }])
      expect(() => hidden.shows(item)).not.toThrow()
  })
})

describe('hidden.marked', () => {
  it('puts a cache point at the end of the client on the end of the recorded', () => {
    const recorded = { role: 'assistant', content: [{ text: 'a' }, call('a', 'own')] }
    const given = { role: 'assistant', content: [{ text: 'a' }, { cachePoint }] }
    expect(hidden.marked?.(recorded, given)).toEqual({ ...recorded, content: [...recorded.content, { cachePoint }] })
    expect(hidden.marked?.(recorded, { ...given, content: [{ cachePoint }, { text: 'a' }] })).toBe(recorded)
  })
})

describe('hidden.shown', () => {
  const reply = (stopReason: string, ...content: readonly unknown[]) => ({
    output: { message: { role: 'assistant', content } },
    stopReason,
    usage: { inputTokens: 10, outputTokens: 1 },
    metrics: { latencyMs: 5 },
  })

  it('joins what was said, leaves out hidden calls and sums usage and latency', () => {
    const last = { ...reply('end_turn', { text: 'b' }), trace: {} }
    expect(hidden.shown([reply('tool_use', { text: 'a' }, call('1', 'own')), last], isHidden, 0)).toEqual({
      ...reply('end_turn', { text: 'a' }, { text: 'b' }),
      usage: { inputTokens: 20, outputTokens: 2 },
      metrics: { latencyMs: 10 },
      trace: {},
    })
  })

  it('says that calls are why it ended only where some are left', () => {
    const stopOf = (...content: readonly unknown[]): unknown =>
      hidden.shown([reply('tool_use', ...content)], isHidden, 0).stopReason
    expect(stopOf(call('1', 'own'))).toBe('end_turn')
    expect(stopOf(call('1', 'own'), call('2', 'ls'))).toBe('tool_use')
  })
})
