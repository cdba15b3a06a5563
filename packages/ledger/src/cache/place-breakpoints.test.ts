import { applyEdits } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import type { FingerprintOptions } from './fingerprints.ts'
import { placeBreakpoints } from './place-breakpoints.ts'
import { placeName } from './place-name.ts'

const mark = (ttl?: string): object => ({ cache_control: { type: 'ephemeral', ...(ttl !== undefined && { ttl }) } })
const text = (tokens: number, more: object = {}): object => ({ type: 'text', text: 'word'.repeat(tokens), ...more })
const tools = [{ name: 't', description: 'word'.repeat(2000) }]
const system = [text(100), text(100)]
const messages = [
  { role: 'user', content: [text(10)] },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 't', input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'r' }] },
]
const request = { model: 'claude-opus-4-8', tools, system, messages }

function placesOf(value: unknown, options: FingerprintOptions = {}): readonly string[] {
  return placeBreakpoints(value, options).map(({ path }) => placeName(path))
}

describe('placeBreakpoints', () => {
  it('marks the ends of tools, system, last request and this one', () => {
    expect(placesOf(request)).toEqual([
      'messages[2].content[0].cache_control',
      'system[1].cache_control',
      'messages[0].content[0].cache_control',
      'tools[0].cache_control',
    ])
  })

  it('leaves a list that the client marks to it, and never exceeds four', () => {
    expect(placesOf({ ...request, system: [text(100, mark()), text(100)] })).toEqual([
      'messages[2].content[0].cache_control',
      'messages[0].content[0].cache_control',
      'tools[0].cache_control',
    ])
    const three = [text(100, mark()), text(100, mark()), text(100, mark())]
    expect(placesOf({ ...request, system: three })).toEqual(['messages[2].content[0].cache_control'])
    expect(placesOf({ ...request, system: three, ...mark() })).toEqual([])
    expect(placesOf({ ...request, ...mark() })).toEqual(['system[1].cache_control', 'tools[0].cache_control'])
  })

  it('puts none before a longer one', () => {
    expect(placesOf({ ...request, system: [text(100, mark('1h'))] })).toEqual([
      'messages[2].content[0].cache_control',
      'messages[0].content[0].cache_control',
    ])
  })

  it('marks nothing below the minimum, the largest where it is not known', () => {
    const short = { ...request, tools: [] }
    expect(placesOf(short)).toEqual([])
    expect(placesOf({ ...request, model: 'claude-opus-5-5' })).toEqual([])
    expect(placesOf({ ...short, model: 'claude-opus-5' }, { countTokens: () => 300 })).not.toEqual([])
  })

  it('passes over what carries no marker', () => {
    const content = [text(2000), { type: 'thinking', thinking: 't', signature: 's' }, { type: 'text', text: '' }]
    const deferred = [...tools, { name: 'd', defer_loading: true }]
    expect(placesOf({ ...request, tools: deferred, messages: [{ role: 'user', content }] })).toEqual([
      'messages[0].content[0].cache_control',
      'system[1].cache_control',
      'tools[0].cache_control',
    ])
  })

  it('makes a text a list of it', () => {
    const plain = { ...request, system: 'word'.repeat(2000), messages: [{ role: 'user', content: 'hi' }] }
    expect(applyEdits(plain, placeBreakpoints(plain))).toMatchObject({
      system: [{ type: 'text', text: plain.system, ...mark() }],
      messages: [{ role: 'user', content: [{ type: 'text', text: 'hi', ...mark() }] }],
    })
  })

  it('marks where the next request looks for it, however long a turn is', () => {
    const last = placesOf(request)[0]
    const calls = Array.from({ length: 30 }, (_, index) => ({
      type: 'tool_use',
      id: `c${index}`,
      name: 't',
      input: {},
    }))
    const results = calls.map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: 'r' }))
    const next = [...messages, { role: 'assistant', content: calls }, { role: 'user', content: results }]
    expect(placesOf({ ...request, messages: next })).toContain(last)
  })

  it('sets cache points for Claude and Nova on Bedrock, and for nobody else', () => {
    const converse = {
      toolConfig: { tools: [{ toolSpec: { name: 't', description: 'word'.repeat(2000) } }] },
      system: [{ text: 's' }],
      messages: [{ role: 'user', content: [{ text: 'u' }] }],
    }
    expect(placesOf(converse, { model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' })).toEqual([
      'messages[0].content.-',
      'system.-',
      'toolConfig.tools.-',
    ])
    expect(placesOf(converse, { model: 'amazon.nova-pro-v1:0' })).toEqual(['messages[0].content.-', 'system.-'])
    expect(placesOf(converse, { model: 'us.meta.llama4-maverick-17b-instruct-v1:0' })).toEqual([])
    expect(placesOf(converse)).toEqual([])
    const texts = { dialect: 'bedrock-converse', model: 'anthropic.claude-opus-5' } as const
    expect(placesOf({ system: 's', messages: [{ role: 'user', content: 'word'.repeat(9000) }] }, texts)).toEqual([])
    expect(placesOf({ input: 'word'.repeat(9000) })).toEqual([])
  })
})
