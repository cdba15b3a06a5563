import { describe, expect, it } from 'vitest'
import { fingerprints } from './fingerprints.ts'

const marker = { type: 'ephemeral' }

function namesOf(request: unknown): readonly string[] {
  const regions = fingerprints(request)?.regions ?? []
  return regions.filter(({ kind }) => kind !== 'setting').map(({ name, label }) => (label ? `${name} ${label}` : name))
}

function hashesOf(request: unknown): readonly string[] {
  return fingerprints(request)?.regions.map(({ hash }) => hash) ?? []
}

describe('fingerprints', () => {
  it('names the regions of each format in the order in which they are rendered', () => {
    const messages = [
      { role: 'user', content: [{ type: 'text', text: 'hi' }] },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'bash', input: {} }] },
    ]
    expect(namesOf({ model: 'm', system: [{ type: 'text', text: 'x' }], tools: [{ name: 'bash' }], messages })).toEqual(
      ['tools[0] bash', 'system[0]', 'messages[0]', 'messages[1]'],
    )
    const functions = [{ type: 'function', function: { name: 'bash' } }]
    const chat = [
      { role: 'system', content: 's' },
      { role: 'user', content: 'u' },
    ]
    expect(namesOf({ messages: chat, tools: functions })).toEqual(['tools[0] bash', 'messages[0]', 'messages[1]'])
    const items = [
      { role: 'user', content: 'u' },
      { type: 'function_call_output', call_id: 'c', output: 'o' },
    ]
    const tools = [{ type: 'function', name: 'bash' }]
    expect(namesOf({ instructions: 'i', input: items, tools })).toEqual([
      'instructions',
      'tools[0] bash',
      'input[0]',
      'input[1]',
    ])
    const contents = [{ role: 'user', parts: [{ text: 'u' }] }]
    const gemini = {
      system_instruction: { parts: [{ text: 's' }] },
      tools: [{ functionDeclarations: [{ name: 'bash' }] }],
    }
    expect(namesOf({ ...gemini, contents })).toEqual([
      'system_instruction.parts[0]',
      'tools[0].functionDeclarations[0] bash',
      'contents[0]',
    ])
    expect(namesOf({ model: 'm', request: { contents } })).toEqual(['request.contents[0]'])
    const toolConfig = { tools: [{ toolSpec: { name: 'bash' } }, { cachePoint: { type: 'default' } }] }
    const converse = [{ role: 'user', content: [{ text: 'u' }] }]
    expect(namesOf({ toolConfig, system: [{ text: 's' }], messages: converse })).toEqual([
      'toolConfig.tools[0] bash',
      'system[0]',
      'messages[0]',
    ])
  })

  it('leaves cache markers out, wherever they stand', () => {
    const block = { type: 'text', text: 'u' }
    const result = { type: 'tool_result', tool_use_id: 'a', content: [block] }
    const plain = { system: [block], tools: [{ name: 'bash' }], messages: [{ role: 'user', content: [result, block] }] }
    const marked = {
      system: [{ ...block, cache_control: marker }],
      tools: [{ name: 'bash', cache_control: marker }],
      messages: [
        {
          role: 'user',
          content: [
            { ...result, content: [{ ...block, cache_control: marker }] },
            { cache_control: marker, ...block },
          ],
        },
      ],
    }
    expect(hashesOf(marked)).toEqual(hashesOf(plain))
    const point = { cachePoint: { type: 'default' } }
    const converse = [{ role: 'user', content: [{ text: 'u' }] }]
    expect(
      hashesOf({ messages: [{ role: 'user', content: [{ text: 'u' }, point] }], system: [{ text: 's' }, point] }),
    ).toEqual(hashesOf({ messages: converse, system: [{ text: 's' }] }))
  })

  it('takes a marker of the whole request for one of its last region, which keeps its own', () => {
    const ttls = (more: object, own: object = {}): unknown =>
      fingerprints({
        system: 's',
        messages: [
          { role: 'user', content: 'u' },
          { role: 'user', content: [{ type: 'text', text: 'v', ...own }] },
        ],
        ...more,
      })?.regions.flatMap(({ name, ttlMilliseconds }) =>
        ttlMilliseconds === undefined ? [] : [[name, ttlMilliseconds]],
      )
    expect(ttls({})).toEqual([])
    expect(ttls({ cache_control: null })).toEqual([])
    expect(ttls({ cache_control: marker })).toEqual([['messages[1]', 300_000]])
    const hour = { cache_control: { type: 'ephemeral', ttl: '1h' } }
    expect(ttls({ cache_control: marker }, hour)).toEqual([['messages[1]', 3_600_000]])
  })

  it('counts a parameter that is called like a marker', () => {
    const tool = (type: string): unknown => ({ name: 't', input_schema: { properties: { cache_control: { type } } } })
    const system = 'x'
    expect(hashesOf({ system, tools: [tool('string')], messages: [] })).not.toEqual(
      hashesOf({ system, tools: [tool('number')], messages: [] }),
    )
  })

  it('takes a text for the list of one text block', () => {
    const message = (content: unknown): unknown => ({ system: 'x', messages: [{ role: 'user', content }] })
    expect(hashesOf(message('u'))).toEqual(hashesOf(message([{ type: 'text', text: 'u', cache_control: marker }])))
    expect(hashesOf({ instructions: 'i', input: 'u' })).toEqual(
      hashesOf({
        instructions: 'i',
        input: [{ type: 'message', content: [{ type: 'input_text', text: 'u' }], role: 'user' }],
      }),
    )
  })

  it('holds no text of the request but names', () => {
    const secret = 'the quick brown fox'.repeat(20)
    const request = {
      system: secret,
      tools: [{ name: 'bash', description: secret, input_schema: { properties: { cwd: { description: secret } } } }],
      messages: [
        { role: 'assistant', content: [{ type: 'tool_use', id: secret, name: 'bash', input: { [secret]: 1 } }] },
      ],
    }
    expect(JSON.stringify(fingerprints(request))).not.toContain('quick')
  })

  it('counts a picture by the piece, and texts by the counter that is given', () => {
    const source = { type: 'base64', media_type: 'image/png', data: 'A'.repeat(100_000) }
    const content = [
      { type: 'image', source },
      { type: 'text', text: 'one two' },
    ]
    const prints = fingerprints(
      { system: 's', messages: [{ role: 'user', content }] },
      { countTokens: (text) => text.length },
    )
    expect(prints?.regions.at(-1)?.tokens).toBe(1568 + 'one two'.length + 'image/png'.length)
  })

  it('leaves out items whose beginning the provider holds', () => {
    expect(namesOf({ instructions: 'i', previous_response_id: 'r', input: 'next' })).toEqual(['instructions'])
  })

  it('knows nothing of other values, and throws on none', () => {
    for (const value of [undefined, null, 1, 'x', [], {}, { messages: 1 }, { prompt: 'x' }]) {
      expect(fingerprints(value)).toBeUndefined()
    }
    const cycle: Record<string, unknown> = { role: 'user' }
    cycle['content'] = [cycle]
    expect(fingerprints({ system: 's', messages: [cycle, null, 3, { content: 4 }] })?.regions.length).toBeGreaterThan(4)
  })
})
