import { describe, expect, it } from 'vitest'
import { dialectOf, dialects } from './detect.ts'

const user = { role: 'user', content: 'Hello' }
const toolUse = { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'read', input: {} }] }
const toolCall = { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', function: { name: 'read' } }] }

describe('dialectOf', () => {
  it.each<[string, object]>([
    ['a system prompt beside the messages', { messages: [user], system: 'Be brief.' }],
    ['system blocks', { messages: [user], system: [{ type: 'text', text: 'Be brief.' }] }],
    [
      'an anthropic_version, as Vertex AI and Bedrock have it',
      { messages: [user], anthropic_version: 'vertex-2023-10-16' },
    ],
    ['a tool with input_schema', { messages: [user], tools: [{ name: 'read', input_schema: {} }] }],
    ['a server tool', { messages: [user], tools: [{ type: 'web_search_20250305', name: 'web_search' }] }],
    ['a bare list with tool_use', { messages: [user, toolUse] }],
    [
      'a bare list with tool_result',
      { messages: [{ role: 'user', content: [{ type: 'tool_result', content: 'x' }] }] },
    ],
    ['a Claude model and max_tokens', { messages: [user], model: 'claude-haiku-4-5', max_tokens: 10 }],
  ])('takes %s for anthropic-messages', (_, request) => {
    expect(dialectOf(request)?.name).toBe('anthropic-messages')
  })

  it.each<[string, object]>([
    ['a list without evidence', { messages: [user] }],
    ['an empty list', { messages: [] }],
    ['function tools', { messages: [user], tools: [{ type: 'function', function: { name: 'read' } }] }],
    ['older functions', { messages: [user], functions: [{ name: 'read' }] }],
    ['a bare list with tool_calls', { messages: [user, toolCall] }],
    ['a bare list with a tool message', { messages: [user, { role: 'tool', tool_call_id: 'call_1', content: 'x' }] }],
    ['a developer message', { messages: [{ role: 'developer', content: 'x' }, user] }],
    ['an image_url', { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] }],
    ['a Claude model without max_tokens', { messages: [user], model: 'claude-sonnet-4-6' }],
    ['a Claude model by its vendor', { messages: [user], model: 'anthropic/claude-sonnet-4.6', max_tokens: 10 }],
    [
      'a Claude model after a system message',
      { messages: [{ role: 'system', content: 'x' }], model: 'claude-x', max_tokens: 1 },
    ],
  ])('takes %s for openai-chat', (_, request) => {
    expect(dialectOf(request)?.name).toBe('openai-chat')
  })

  it.each<[string, object, string]>([
    ['blocks named by their key', { messages: [{ role: 'user', content: [{ text: 'Hello' }] }] }, 'bedrock-converse'],
    ['such a system prompt', { messages: [user], system: [{ text: 'Be brief.' }] }, 'bedrock-converse'],
    ['contents with parts', { contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] }, 'gemini'],
    ['an input of items', { model: 'gpt-6-luna', input: [{ role: 'user', content: 'Hello' }] }, 'openai-responses'],
  ])('takes %s for its dialect', (_, request, name) => {
    expect(dialectOf(request)?.name).toBe(name)
  })

  it.each([
    ['https://api.anthropic.com/v1/messages?beta=true', 'anthropic-messages'],
    ['/v1/messages/count_tokens', 'anthropic-messages'],
    ['/v1/projects/p/locations/l/publishers/anthropic/models/claude-x@1:streamRawPredict', 'anthropic-messages'],
    ['/v1/projects/p/locations/l/publishers/anthropic/models/count-tokens:rawPredict', 'anthropic-messages'],
    ['/v1/chat/completions', 'openai-chat'],
    ['/openai/v1/responses', 'openai-responses'],
    ['/v1/responses/input_tokens', 'openai-responses'],
    ['/v1/responses/compact', 'openai-responses'],
    ['/v1beta/models/gemini-x:streamGenerateContent?alt=sse', 'gemini'],
    ['/v1internal:generateContent', 'gemini'],
    ['/model/m/converse-stream', 'bedrock-converse'],
  ])('takes what goes to %s for %s, as alike as the shapes are', (url, name) => {
    expect(dialectOf({ messages: [user], model: 'claude-sonnet-4-6' }, url)?.name).toBe(name)
    expect(dialectOf('text', url)).toBe(undefined)
  })

  it.each([
    '',
    '/v1/threads/thread_1/messages',
    '/v1/messages/batches',
    '/model/m/invoke',
    '/v1/publishers/mistralai/models/m:rawPredict',
    '/v1/responses/resp_1/cancel',
    '/x?next=/v1/messages',
  ])('goes by the shape where the path does not tell (%s)', (url) => {
    expect(dialectOf({ messages: [user] }, url)?.name).toBe('openai-chat')
    expect(dialectOf({ role: 'user', content: 'Hello' }, url)).toBe(undefined)
  })

  it.each<[string, unknown]>([
    ['the AI SDK', { messages: [{ role: 'tool', content: [{ type: 'tool-result', output: {} }] }] }],
    ['a message batch', { requests: [{ custom_id: 'a', params: {} }] }],
    ['messages that are no list', { messages: { 0: user, length: 1 } }],
    ['a list', [user]],
    ['a text', 'messages'],
    ['nothing', undefined],
    ['null', null],
  ])('knows no dialect for %s', (_, request) => {
    expect(dialectOf(request)).toBe(undefined)
  })

  it('lets the first evidence decide, so that later messages change nothing', () => {
    expect(dialectOf({ messages: [user, toolUse, toolCall] })?.name).toBe('anthropic-messages')
    expect(dialectOf({ messages: [user, toolCall, toolUse] })?.name).toBe('openai-chat')
  })

  it('never throws, and never lets two dialects match', () => {
    for (const request of hostileRequests()) {
      const matching = dialects.filter((dialect) => dialect.matches(request))
      expect(matching.length).toBeLessThanOrEqual(1)
      expect(dialectOf(request)).toBe(matching[0])
    }
  })
})

describe('segments', () => {
  it('walk requests with anything anywhere, in every dialect', () => {
    for (const value of hostileValues()) {
      const blocks = ['text', 'tool_result', 'tool_use', 'document'].map((type) => ({
        type,
        id: value,
        text: value,
        content: value,
        source: value,
        input: value,
        citations: value,
      }))
      const contents = [value, [value], blocks, [{ type: 'tool_result', content: blocks }]]
      const messages = ['user', 'assistant', 'system', 'tool', 'function', value].flatMap((role) =>
        contents.map((content) => ({ role, content, tool_calls: value, function_call: value, tool_call_id: value })),
      )
      for (const dialect of dialects) {
        const items = [value, ...messages]
        const request = { system: value, messages: items, input: items, contents: items, tools: value }
        for (const { text } of dialect.segments(request)) expect(text).toBe('text')
        expect(() => dialect.addTool(request, { name: 'n', description: 'd', inputSchema: {} })).not.toThrow()
        const reply = { content: value, usage: value, choices: [{ message: value }] }
        expect([...dialect.toolCalls(reply)]).toEqual([])
        expect(dialect.usage(reply)).toBe(undefined)
      }
    }
  })

  it('throw only what a getter throws', () => {
    const message = {
      role: 'user',
      get content(): string {
        throw new Error('not today')
      },
      get parts(): string {
        throw new Error('not today')
      },
    }
    const request = { messages: [message], input: [message], contents: [message] }
    for (const dialect of dialects) expect(() => [...dialect.segments(request)], dialect.name).toThrow('not today')
  })
})

function hostileValues(): readonly unknown[] {
  const cycle: Record<string, unknown> = {}
  cycle['content'] = cycle
  const list: unknown[] = []
  list.push(list)
  const scalars = [undefined, null, 0, Number.NaN, true, 1n, Symbol('s'), '', 'text', () => 'text']
  return [...scalars, {}, [], [null], cycle, list, Object.create(null), new Map([['a', 1]]), new Date(0)]
}

function hostileRequests(): readonly unknown[] {
  const throwing = new Proxy([user], {
    get() {
      throw new Error('not today')
    },
  })
  const getter = {
    get messages(): unknown {
      throw new Error('not today')
    },
  }
  const members = hostileValues().flatMap((value) => [
    { messages: value },
    { messages: [value] },
    { messages: [{ role: value, content: value }] },
    { messages: [{ role: 'user', content: [value, { type: value }] }] },
    { messages: [user], system: value, tools: value, functions: value, model: value },
    { messages: [user], tools: [value, { type: value, name: value, function: value }] },
  ])
  return [...hostileValues(), ...members, throwing, getter, { messages: throwing }, { messages: [getter, throwing] }]
}
