import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WAYS } from './hono-readers.ts'
import { type Runtime, RUNTIMES } from './hono-runtimes.ts'

const request = requestWith(200)

/** A request of Chat Completions whose tool has given rows. */
function requestWith(rows: number): { readonly messages: readonly object[] } {
  const content = JSON.stringify(
    Array.from({ length: rows }, (_, index) => ({ id: index, name: `row ${index}`, state: 'ok' })),
  )
  const calls = [{ id: 'a', type: 'function', function: { name: 'query', arguments: '{}' } }]
  return {
    messages: [
      { role: 'user', content: 'Why?' },
      { role: 'assistant', tool_calls: calls },
      { role: 'tool', tool_call_id: 'a', content },
    ],
  }
}

/** A provider that tells what it got in the first half of its reply, and sends the second when it is told to. */
interface Provider {
  readonly url: string
  finish(): void
  stop(): void
}

async function startProvider(): Promise<Provider> {
  let finish = (): void => undefined
  async function answer(given: IncomingMessage, response: ServerResponse): Promise<void> {
    let length = 0
    for await (const chunk of given) length += (chunk as Buffer).length
    response.writeHead(201, { 'content-type': 'text/event-stream', 'x-provider': 'here' })
    response.write(`data: ${length} of ${given.headers['content-length']}\n\n`)
    finish = () => void response.end('data: [DONE]\n\n')
  }
  const server = createServer((given, response) => void answer(given, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`,
    finish: () => finish(),
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

describe.each(RUNTIMES)('compressionMiddleware of Hono in $name', (runtime: Runtime) => {
  let server = { url: '', stop: (): Promise<void> | void => undefined }
  let provider: Provider

  beforeAll(async () => {
    provider = await startProvider()
  })

  beforeAll(async () => {
    if (runtime.isThere) server = await runtime.start()
  }, 60_000)

  afterAll(async () => {
    provider.stop()
    await server.stop()
  })

  function post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const init = { method: 'POST', body: JSON.stringify(body) }
    return fetch(server.url + path, { ...init, headers: { 'content-type': 'application/json', ...headers } })
  }

  it.runIf(runtime.isThere).each(Object.keys(WAYS))(
    'gives the short body to a handler that reads by %s',
    async (way) => {
      const response = await post(`/read/${way}`, request)
      const text = await response.text()
      expect(response.headers.get('x-length')).toBe(String(text.length))
      const { messages } = JSON.parse(text) as typeof request
      expect(messages.slice(0, 2)).toEqual(request.messages.slice(0, 2))
      expect(text.length).toBeLessThan(JSON.stringify(request).length / 2)
      expect(Number(response.headers.get('x-headroom-tokens-saved'))).toBeGreaterThan(1000)
    },
  )

  it.runIf(runtime.isThere)('shortens a body of a megabyte', async () => {
    const long = requestWith(25_000)
    const text = await (await post('/read/text', long)).text()
    expect(text.length).toBeLessThan(JSON.stringify(long).length / 2)
  })

  it.runIf(runtime.isThere)('lets a handler send the request on, and its reply stream back', async () => {
    const response = await post('/forward', request, { 'x-to': provider.url })
    expect(response.status).toBe(201)
    expect(response.headers.get('x-provider')).toBe('here')
    expect(response.headers.get('x-headroom-compressed')).toBe('true')
    const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
    const [, got, said] = /^data: (\d+) of (\d+)\n\n$/.exec((await reader.read()).value ?? '') ?? []
    expect(got).toBe(said)
    expect(Number(got)).toBeLessThan(JSON.stringify(request).length / 2)
    provider.finish()
    expect((await reader.read()).value).toBe('data: [DONE]\n\n')
    expect((await reader.read()).done).toBe(true)
  })
})
