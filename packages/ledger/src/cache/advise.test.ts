import { describe, expect, it } from 'vitest'
import { advise, type AdviseOptions } from './advise.ts'
import { fingerprints } from './fingerprints.ts'
import { placeName } from './place-name.ts'

const mark = (ttl?: string): object => ({ cache_control: { type: 'ephemeral', ...(ttl !== undefined && { ttl }) } })
const text = (tokens: number, more: object = {}): object => ({ type: 'text', text: 'word'.repeat(tokens), ...more })
const model = 'claude-opus-4-8'

function codesOf(request: unknown, options: AdviseOptions = {}): readonly string[] {
  return advise(request, options).map(({ code, path }) => `${code} ${placeName(path)}`.trim())
}

function talk(...contents: (readonly object[])[]): object[] {
  return contents.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }))
}

describe('advise', () => {
  it('has none where all is well', () => {
    const messages = talk([text(2000, mark())], [text(10)], [text(2000, mark())])
    expect(advise({ model, system: [text(2000, mark('1h'))], messages })).toEqual([])
    expect(advise({ contents: [{ role: 'user', parts: [{ text: 'hi' }] }] })).toEqual([])
    expect(advise({ model, messages: 7 })).toEqual([])
  })

  it('finds what the provider refuses', () => {
    const content = [1, 2, 3, 4, 5].map(() => text(2000, mark()))
    expect(codesOf({ model, system: 's', messages: talk(content) })).toEqual([
      'too-many-breakpoints messages[0].content[4]',
    ])
    const whole = { model, system: 's', ...mark(), messages: talk(content.slice(1)) }
    expect(codesOf(whole)).toEqual(['too-many-breakpoints cache_control'])
    const late = { model, system: [text(2000, mark())], messages: talk([text(10, mark('1h'))]) }
    expect(codesOf(late)).toEqual(['long-after-short messages[0].content[0]'])
    const refused = [
      text(2000),
      { type: 'text', text: '', ...mark() },
      { type: 'thinking', thinking: 'x', signature: 's', ...mark() },
    ]
    expect(codesOf({ model, system: 's', messages: talk(refused) })).toEqual([
      'marker-on-empty-text messages[0].content[1]',
      'marker-on-reasoning messages[0].content[2]',
    ])
    const tools = [{ name: 't', description: 'word'.repeat(2000), defer_loading: true, ...mark() }]
    expect(codesOf({ model, tools, messages: talk([text(1)]) })).toEqual(['marker-on-deferred-tool tools[0]'])
  })

  it('knows the least that a model caches, or says that it does not', () => {
    const request = (name: string): object => ({ model: name, system: [text(300, mark())], messages: talk([text(1)]) })
    expect(advise(request('claude-opus-4-7'))[0]).toMatchObject({
      code: 'below-minimum',
      path: ['system', 0],
      tokens: 300,
      problem: expect.stringContaining('caches from 2048'),
    })
    expect(codesOf(request('claude-opus-5-5'))).toEqual(['unknown-minimum system[0]'])
    expect(codesOf(request('claude-opus-5'), { countTokens: ({ length }) => length })).toEqual([])
  })

  it('looks back 20 blocks from a marker', () => {
    const many = (count: number, more: object = {}): object[] =>
      Array.from({ length: count }, (_, index) => text(200, index === count - 1 ? more : {}))
    const request = (calls: number): object => ({
      model,
      system: [text(2000, mark())],
      messages: talk(many(10), many(calls), many(calls, mark())),
    })
    expect(codesOf(request(10))).toEqual([])
    expect(codesOf(request(11))).toEqual(['beyond-look-back messages[2].content[10]'])
    expect(advise(request(11))[0]?.remedy).toContain('messages[0].content[9]')
    const anchored = talk(many(10, mark()), many(30), many(30, mark()))
    expect(codesOf({ model, system: [text(2000, mark())], messages: anchored })).toEqual([])
  })

  it('finds what grows and is never marked', () => {
    const messages = talk([text(3000)], [text(3000)], [text(10)])
    expect(codesOf({ model, system: [text(2000, mark())], messages })).toEqual(['growth-not-marked system[0]'])
    expect(codesOf({ model, system: [text(2000)], messages })).toEqual(['nothing-marked'])
    expect(codesOf({ model, system: [text(2000)], messages, ...mark() })).toEqual([])
  })

  it('finds volatile text before the conversation, and says what is behind it', () => {
    const system = `You are kind.\nToday is 2026-11-23.`
    const messages = talk([text(5000)])
    const [advice] = advise({ model, system, messages })
    expect(advice).toMatchObject({ code: 'volatile-prefix', path: ['system'], tokens: 5009 })
    expect(advice?.problem).toContain("line 2 holds today's date")
    expect(advice?.problem).not.toContain('2026')
    expect(codesOf({ messages: [{ role: 'system', content: system }] })).toEqual(['volatile-prefix messages[0]'])
    expect(codesOf({ messages: [{ role: 'user', content: system }] })).toEqual([])
  })

  it('counts what stands before volatile text in its block where the provider caches by itself', () => {
    const date = 'Today is 2026-11-23.'
    const [first, last] = [`${date} ${'word'.repeat(2000)}`, `${'word'.repeat(2000)} ${date}`].map((content) => {
      const messages = [
        { role: 'system', content },
        { role: 'user', content: 'word'.repeat(500) },
      ]
      return advise({ model: 'gpt-5.4', prompt_cache_key: 'k', messages })[0]?.tokens
    })
    expect([first, last]).toEqual([2503, 503])
  })

  it('says of each text the first of each kind', () => {
    const system = 'Today is 2026-11-23.\n'.repeat(2000) + 'Session ID: 3f2b8c1e-9d4a-4e6f-8b7a-1c2d3e4f5a6b'
    const problems = advise({ system, messages: [{ role: 'user', content: 'hi' }] }).map(({ problem }) => problem)
    expect(problems.map((problem) => problem.split(' holds')[0])).toEqual([
      'system.text, line 1',
      'system.text, line 2001',
    ])
  })

  it('refuses a format that there is not', () => {
    expect(() => advise({ system: 's', messages: [] }, { dialect: 'claude' as never })).toThrow(
      '`dialect` must be one of',
    )
  })

  it('says what to do in each case', () => {
    const previous = fingerprints({ model, tools: [{ name: 'a' }], messages: talk([text(10)]) })
    if (previous === undefined) throw new Error('not a request')
    const all = [
      ...advise({ model, system: [text(30, mark())], messages: talk([text(10)]) }),
      ...advise({ model, tools: [{ name: 'b' }], messages: talk([text(10)]) }, { previous }),
      ...advise({ contents: [{ parts: [{ text: 'x' }] }], cachedContent: 'c', tools: [{ googleSearch: {} }] }),
    ]
    expect(all.map(({ code }) => code)).toEqual(['below-minimum', 'prefix-changed', 'cached-content-repeated'])
    for (const { problem, remedy } of all) expect([problem, remedy].every((said) => said.length > 20)).toBe(true)
  })

  it('tells what changed since the last request', () => {
    const tools = ['a', 'b', 'c'].map((name) => ({ name, description: 'word'.repeat(1000) }))
    const request = { model, tools, messages: talk([text(10)]) }
    const previous = fingerprints(request)
    if (previous === undefined) throw new Error('not a request')
    expect(codesOf({ ...request, tools: tools.toReversed() }, { previous })).toEqual(['tools-reordered tools[0]'])
    expect(codesOf({ ...request, tools: tools.slice(1) }, { previous })).toEqual(['prefix-changed tools[0]'])
    expect(codesOf(request, { previous })).toEqual([])
  })

  it('misses a cache key where OpenAI takes one', () => {
    const request = { model: 'gpt-5.4', instructions: 'word'.repeat(2000), input: 'hi' }
    expect(codesOf(request)).toEqual(['no-cache-key'])
    expect(codesOf({ ...request, prompt_cache_key: 'k' })).toEqual([])
    for (const other of ['grok-4', 'anthropic/claude-sonnet-4.5', 'google/gemini-2.5-pro', 'gpt-oss:120b'])
      expect(codesOf({ ...request, model: other })).toEqual([])
    const short = { model: 'gpt-5.4', instructions: 'short', input: 'hi', prompt_cache_retention: '24h' }
    expect(codesOf(short)).toEqual(['below-minimum'])
    expect(codesOf({ ...request, instructions: 'short' })).toEqual([])
  })

  it('knows what does not go together with an explicit cache of Gemini, and with Nova', () => {
    const contents = [{ role: 'user', parts: [{ text: 'hi' }] }]
    const systemInstruction = { parts: [{ text: 's' }] }
    expect(codesOf({ contents, cachedContent: 'cachedContents/1' })).toEqual([])
    expect(codesOf({ contents, cachedContent: 'cachedContents/1', systemInstruction })).toEqual([
      'cached-content-repeated systemInstruction.parts[0]',
    ])
    const tools = [{ toolSpec: { name: 't', description: 'word'.repeat(2000) } }, { cachePoint: { type: 'default' } }]
    const converse = { toolConfig: { tools }, messages: [{ role: 'user', content: [{ text: 'u' }] }] }
    expect(codesOf(converse, { model: 'amazon.nova-pro-v1:0' })).toEqual(['marker-not-supported toolConfig.tools[1]'])
  })
})
