import { describe, expect, it } from 'vitest'
import type { HeadroomEvent } from '../events.ts'
import type { Turn } from '../loop/open-turn.ts'
import { createMemoryStore } from '../memory/memory-store.ts'
import { retrieveTool } from '../retrieve/tool.ts'
import { type BodyOptions, resolveBodyOptions } from './body-options.ts'
import { shortenBody } from './shorten-body.ts'

const ROWS = JSON.stringify(
  Array.from({ length: 100 }, (_, index) => ({ id: index, name: `row ${index}`, state: 'ok', milliseconds: 1.5 })),
)
const LOG = Array.from({ length: 400 }, (_, at) => `2026-01-01 12:00:${at} INFO request ${at} served`).join('\n')

function requestOf(output: string, ...tools: readonly unknown[]) {
  return {
    model: 'gpt-5.5',
    tools,
    messages: [
      { role: 'user', content: 'Why?' },
      { role: 'assistant', tool_calls: [{ id: 'a', type: 'function', function: { name: 'query', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: 'a', content: output },
    ],
  }
}

const { name, description, inputSchema: parameters } = retrieveTool
const RETRIEVE_TOOL = { type: 'function', function: { name, description, parameters } }
const REQUEST = requestOf(ROWS)
const JSON_BODY = JSON.stringify(REQUEST)
const BYTES = new TextEncoder().encode(JSON_BODY)
const ORIGIN = { request: 'tenant a', url: '/any' }

function shortened<Body extends string | object>(body: Body, options: BodyOptions<string> = {}, url = ORIGIN.url) {
  const shared = { store: createMemoryStore(), ...options }
  return shortenBody(body, { ...ORIGIN, url }, resolveBodyOptions(shared))
}

describe('shortenBody', () => {
  it('makes the same of text, of bytes and of a value, each in its kind', async () => {
    const [text, bytes, value] = [await shortened(JSON_BODY), await shortened(BYTES), await shortened(REQUEST)]
    expect(text?.body.length).toBeLessThan(JSON_BODY.length / 2)
    expect(bytes?.body).toEqual(new TextEncoder().encode(text?.body))
    expect(value?.body).toEqual(JSON.parse(text?.body ?? ''))
    for (const one of [text, bytes, value]) expect(one?.turn.report.tokensSaved).toBeGreaterThan(0)
  })

  it('changes no other byte of JSON, with a byte order mark before it, too', async () => {
    const [before, after] = [
      '\ufeff{ "seed": 12345678901234567890, "t": 1.0, "t": 2.50,\n "messages": ',
      ' , "n":1e0 } ',
    ]
    const given = before + JSON.stringify(REQUEST.messages) + after
    for (const body of [given, new TextEncoder().encode(given)]) {
      const sent = (await shortened(body))?.body
      const text = typeof sent === 'string' ? sent : new TextDecoder('utf-8', { ignoreBOM: true }).decode(sent)
      expect(text.startsWith(before)).toBe(true)
      expect(text.endsWith(after)).toBe(true)
      expect(text.length).toBeLessThan(given.length / 2)
    }
  })

  it('copies of a value only the path to what it shortens', async () => {
    const body = (await shortened(REQUEST))?.body
    expect(body?.messages[1]).toBe(REQUEST.messages[1])
    expect(body?.messages[2]).not.toBe(REQUEST.messages[2])
    expect(REQUEST.messages[2]?.content).toBe(ROWS)
  })

  it('gives the very body back where there is nothing to shorten', async () => {
    const request = requestOf('short')
    for (const body of [request, JSON.stringify(request), new TextEncoder().encode(JSON.stringify(request))])
      expect((await shortened<string | object>(body))?.body).toBe(body)
  })

  it.each([
    ['broken JSON', '{"messages": ['],
    ['nothing', ''],
    ['a number', '5'],
    ['null', 'null'],
    ['what is not UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
  ])('gives undefined for %s, whatever the address and the options say', async (_, body: string | Uint8Array) => {
    expect(await shortened(body)).toBeUndefined()
    expect(await shortened(body, { dialect: 'openai-chat' }, '/v1/chat/completions')).toBeUndefined()
  })

  it('gives undefined for a request of no known dialect', async () => {
    expect(await shortened('{"query": "x"}')).toBeUndefined()
    expect(await shortened({ query: 'x' })).toBeUndefined()
  })

  it('knows a dialect by the address, and by its name', async () => {
    const body = JSON.stringify({ input: 'Hi.' })
    expect((await shortened(body, {}, '/v1/responses?a=b'))?.turn.report.dialect).toBe('openai-responses')
    expect((await shortened(JSON_BODY, { dialect: 'openai-chat' }))?.turn.report.dialect).toBe('openai-chat')
  })

  it('declares and answers no tool, and leaves something out only where the client has it', async () => {
    const without = await shortened(requestOf(LOG))
    expect(without?.body.tools).toEqual([])
    expect(without?.turn).toMatchObject({ rounds: undefined, report: { noViews: 'not-declared', keys: [] } })
    const declared = await shortened(requestOf(LOG, RETRIEVE_TOOL))
    expect(declared?.turn).toMatchObject({
      rounds: undefined,
      report: { keys: [expect.stringMatching(/^[0-9a-f]{16}$/)] },
    })
  })

  it('leaves nothing out where the store is its own, which no client can read', async () => {
    const turn = (await shortenBody(requestOf(LOG, RETRIEVE_TOOL), ORIGIN, resolveBodyOptions({})))?.turn
    expect(turn?.report).toMatchObject({ noViews: 'own-store', keys: [] })
  })

  it('keeps tenants apart by a function of the request, and hands on what that throws', async () => {
    const keysOf = async (scope: BodyOptions<string>['scope'] = ''): Promise<readonly string[] | undefined> =>
      (await shortened(requestOf(LOG, RETRIEVE_TOOL), { scope }))?.turn.report.keys
    expect(await keysOf((request) => request)).toEqual(await keysOf('tenant a'))
    expect(await keysOf((request) => request)).not.toEqual(await keysOf())
    await expect(
      keysOf(() => {
        throw new Error('no tenant')
      }),
    ).rejects.toThrow('no tenant')
    await expect(keysOf(() => 7 as never)).rejects.toThrow('scope')
  })

  it('tells of a turn and its request, whatever the listener does', async () => {
    const told: [Turn, string][] = []
    const failing = await shortened(JSON_BODY, {
      onTurn(...given) {
        told.push(given)
        throw new Error('listener')
      },
    })
    expect(told).toEqual([[failing?.turn, 'tenant a']])
    expect(await shortened(JSON_BODY, { onTurn: () => Promise.reject(new Error('listener')) })).toBeDefined()
  })

  it('tells of every event', async () => {
    const types: HeadroomEvent['type'][] = []
    await shortened(JSON_BODY, { onEvent: ({ type }) => void types.push(type) })
    expect(types.at(-1)).toBe('request-planned')
  })
})
