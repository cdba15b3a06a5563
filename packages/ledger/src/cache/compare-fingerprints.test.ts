import { describe, expect, it } from 'vitest'
import { type Comparison, compareFingerprints } from './compare-fingerprints.ts'
import { fingerprints } from './fingerprints.ts'

const tools = ['read', 'write', 'glob', 'bash', 'grep', 'web'].map((name) => ({ name, description: `runs ${name}` }))
const message = (role: string, text: string): object => ({ role, content: [{ type: 'text', text }] })
const messages = ['a', 'b', 'c', 'd'].map((text, index) => message(index % 2 === 0 ? 'user' : 'assistant', text))
const request = { model: 'claude-opus-5', system: [{ type: 'text', text: 'You are kind.' }], tools, messages }

function compare(before: unknown, after: unknown): Comparison {
  const [was, is] = [fingerprints(before), fingerprints(after)]
  if (was === undefined || is === undefined) throw new Error('not a request')
  return compareFingerprints(was, is)
}

function changeOf(after: unknown, before: unknown = request): string | undefined {
  const comparison = compare(before, after)
  return comparison.status === 'broken' ? comparison.change : comparison.status
}

describe('compareFingerprints', () => {
  it('tells the same, the grown and the shortened from the broken', () => {
    expect(changeOf(structuredClone(request))).toBe('same')
    expect(changeOf({ ...request, messages: [...messages, message('user', 'e')] })).toBe('grown')
    expect(compare(request, { ...request, messages: messages.slice(0, 2) })).toMatchObject({
      status: 'shortened',
      lostTokens: 0,
    })
    expect(compare(request, request)).toMatchObject({ status: 'same', lostTokens: 0 })
  })

  it('takes a last message that gains blocks for grown, and one that gains characters for changed', () => {
    const last = (...texts: string[]): object => ({
      ...request,
      messages: [...messages, { role: 'user', content: texts.map((text) => ({ type: 'text', text })) }],
    })
    expect(changeOf(last('e', 'f'), last('e'))).toBe('grown')
    expect(changeOf(last('ef'), last('e'))).toBe('messages[4].content[0].text changed')
  })

  it('names the tool and its member', () => {
    const described = tools.with(3, { name: 'bash', description: 'runs anything' })
    expect(changeOf({ ...request, tools: described })).toBe('tools[3].description changed (bash)')
    expect(changeOf({ ...request, tools: [...tools, { name: 'new', description: '' }] })).toBe('tools[6] added (new)')
    expect(changeOf({ ...request, tools: tools.slice(1) })).toBe('tools[0] removed (read)')
    expect(changeOf({ ...request, tools: tools.slice(0, 5) })).toBe('tools[5] removed (web)')
    const renamed = tools.with(0, { name: 'cat', description: 'runs read' })
    expect(changeOf({ ...request, tools: renamed })).toBe('tools[0] replaced (read by cat)')
  })

  it('names the parameter of a tool', () => {
    const tool = (type: string): object => ({
      name: 't',
      input_schema: { type: 'object', properties: { cwd: { type } } },
    })
    const [before, after] = ['string', 'number'].map((type) => ({ ...request, tools: [tool(type)] }))
    expect(changeOf(after, before)).toBe('tools[0].input_schema.properties.cwd changed (t)')
  })

  it('names the tool that moved', () => {
    const later = [...tools.slice(0, 3), ...tools.slice(4), ...tools.slice(3, 4)]
    expect(changeOf({ ...request, tools: later })).toBe('tools reordered: bash moved from 3 to 5')
    const earlier = [...tools.slice(5), ...tools.slice(0, 5)]
    expect(changeOf({ ...request, tools: earlier })).toBe('tools reordered: web moved from 5 to 0')
    const swapped = [...tools.slice(1, 2), ...tools.slice(0, 1), ...tools.slice(2)]
    expect(changeOf({ ...request, tools: swapped })).toBe('tools reordered: read moved from 0 to 1')
  })

  it('says where in a long text the change is', () => {
    const text = 'All good things come to those who wait. '.repeat(50)
    const after = `${text.slice(0, 812)}!${text.slice(813)}`
    const system = (value: string): object => ({
      ...request,
      system: [
        { type: 'text', text: 'a' },
        { type: 'text', text: value },
      ],
    })
    expect(changeOf(system(after), system(text))).toBe('system[1].text changed between characters 768 and 896')
  })

  it('tells messages that were removed or inserted', () => {
    expect(changeOf({ ...request, messages: [...messages.slice(0, 1), ...messages.slice(3)] })).toBe(
      'messages[1] to messages[2] removed',
    )
    const inserted = [...messages.slice(0, 2), message('user', 'x'), ...messages.slice(2)]
    expect(changeOf({ ...request, messages: inserted })).toBe('messages[2] inserted')
  })

  it('names the settings that each provider caches by', () => {
    const contents = [{ role: 'user', parts: [{ text: 'hi' }] }]
    const converse = [{ role: 'user', content: [{ text: 'hi' }] }]
    const settings: (readonly [object, object, string])[] = [
      [{ instructions: 'i', input: 'x' }, { service_tier: 'flex' }, 'service_tier added'],
      [{ instructions: 'i', input: 'x' }, { prompt_cache_key: 'k' }, 'prompt_cache_key added'],
      [{ instructions: 'i', input: 'x' }, { reasoning: { effort: 'low' } }, 'reasoning.effort added'],
      [{ contents }, { systemInstruction: 'be kind' }, 'systemInstruction added'],
      [{ contents }, { cachedContent: 'c' }, 'cachedContent added'],
      [
        { system: [{ text: 's' }], messages: converse },
        { toolConfig: { toolChoice: { any: {} } } },
        'toolConfig.toolChoice',
      ],
      [
        { system: [{ text: 's' }], messages: converse },
        { additionalModelRequestFields: { thinking: {} } },
        'additionalModelRequestFields.thinking added',
      ],
      [request, { speed: 'fast' }, 'speed added'],
      [request, { tool_choice: { type: 'any' } }, 'tool_choice.type added'],
      [request, { output_config: { effort: 'low' } }, 'output_config.effort added'],
    ]
    for (const [before, added, change] of settings)
      expect(changeOf({ ...before, ...added }, before)?.slice(0, change.length)).toBe(change)
    // What no cache depends on.
    for (const member of [{ max_tokens: 9 }, { temperature: 1 }, { stream: true }, { metadata: { user_id: 'u' } }])
      expect(changeOf({ ...request, ...member })).toBe('same')
  })

  it('takes a model that only the URL names, also where the body says null', () => {
    const contents = [{ role: 'user', parts: [{ text: 'hi' }] }]
    for (const body of [{ contents }, { contents, model: null }]) {
      const [was, is] = ['gemini-2.5-pro', 'gemini-2.5-flash'].map((model) => fingerprints(body, { model }))
      if (was === undefined || is === undefined) throw new Error('not a request')
      expect(compareFingerprints(was, is)).toMatchObject({ change: 'model changed' })
    }
  })

  it('names the members of a function response in either spelling', () => {
    const answered = (member: string, output: string): object => ({
      contents: [{ role: 'user', parts: [{ [member]: { name: 't', response: { output } } }] }],
    })
    for (const member of ['functionResponse', 'function_response'])
      expect(changeOf(answered(member, 'b'), answered(member, 'a'))).toBe(
        `contents[0].parts[0].${member}.response changed`,
      )
  })

  it('names settings', () => {
    expect(changeOf({ ...request, model: 'claude-opus-5-5' })).toBe('model changed')
    expect(changeOf({ ...request, thinking: { type: 'enabled' } })).toBe('thinking.type added')
    expect(changeOf({ instructions: 'i', input: 'x' })).toBe(
      'request format changed from anthropic-messages to openai-responses',
    )
  })

  it('counts what stays and what is lost', () => {
    const long = (text: string): object => message('user', text.repeat(400))
    const before = { ...request, messages: [long('a'), long('b'), long('c')] }
    const after = { ...request, messages: [long('a'), long('x'), long('c'), long('d')] }
    const comparison = compare(before, after)
    expect(comparison).toMatchObject({ status: 'broken', region: 'messages[1]', lostTokens: 200 })
    const head = fingerprints({ ...request, messages: [long('a')] })?.regions ?? []
    expect(comparison.keptTokens).toBe(head.reduce((sum, { tokens }) => sum + tokens, 0))
  })
})
