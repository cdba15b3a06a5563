import { anthropicMessages, createMemoryStore, type Fetch } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { conversationFetch, type Endpoints, marked, unwrapped } from './conversation-fetch.ts'

const ENDPOINTS: Endpoints = {
  turns: /\/messages$/,
  batches: { end: /\/batches$/, list: ['requests'], request: 'params', dialect: anthropicMessages },
}

function sent(endpoints: Endpoints = ENDPOINTS) {
  const calls: Parameters<Fetch>[] = []
  const upstream: Fetch = async (...call) => {
    calls.push(call)
    return Response.json({})
  }
  return { calls, send: conversationFetch(upstream, { store: createMemoryStore() }, endpoints) }
}

const TOOLS = JSON.stringify({ messages: [{ role: 'user', content: 'Hi.' }], tools: [{ name: 'a', input_schema: {} }] })

describe('conversationFetch', () => {
  it('declares the tool where a conversation is answered, whatever the query', async () => {
    const { calls, send } = sent()
    await send('https://a.invalid/v1/messages?beta=true', { method: 'POST', body: TOOLS })
    await send(new Request('https://a.invalid/v1/messages#a', { method: 'POST', body: TOOLS }))
    expect(calls[0]?.[1]?.body).toContain('headroom_retrieve')
    const [second] = calls[1] ?? []
    expect(second instanceof Request && (await second.text())).toContain('headroom_retrieve')
  })

  it('gives on the very arguments everywhere else', async () => {
    const { calls, send } = sent()
    const init = { method: 'POST', body: TOOLS }
    const url = new URL('https://a.invalid/v1/messages/7')
    await send(url, init)
    await send('https://a.invalid/?to=/messages', init)
    await send('https://a.invalid/batches')
    expect(calls[0]?.[0]).toBe(url)
    expect(calls.slice(0, 2).every(([, given]) => given === init)).toBe(true)
    expect(calls[2]).toEqual(['https://a.invalid/batches', undefined])
  })

  it('gives on bodies that are no conversation', async () => {
    const { calls, send } = sent()
    const bodies = ['{', '[]', '"a"', '{"messages":7}', '{"messages":[null,7,{"role":"tool"}]}']
    for (const path of ['messages', 'batches'])
      for (const body of bodies) await send(`https://a.invalid/${path}`, { method: 'POST', body })
    expect(calls.map(([, init]) => init?.body)).toEqual([...bodies, ...bodies])
  })
})

describe('marked', () => {
  it('lets what was there before be found', () => {
    const before = (): number => 1
    const after = marked(() => 2, before)
    expect(after()).toBe(2)
    expect(unwrapped(after)).toBe(before)
    expect(unwrapped(before)).toBe(before)
  })
})
