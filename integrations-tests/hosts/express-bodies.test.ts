import { compressionMiddleware } from '@headroom/express'
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import express4 from 'express4'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import OpenAI from 'openai'
import { afterAll, describe, expect, it } from 'vitest'
import { type ForwardingApp, listening } from './behind-app.ts'
import { type Framework } from './express.ts'

const VERSIONS: Readonly<Record<string, Framework>> = { 'Express 5': express, 'Express 4': express4 }
const LIMIT = '10mb'
const ANY = { type: '*/*', limit: LIMIT }

/** A request of Chat Completions whose tool has given rows. */
const REQUEST = {
  model: 'gpt-5.5',
  messages: [
    { role: 'user' as const, content: 'Why? 😀' },
    {
      role: 'assistant' as const,
      tool_calls: [{ id: 'a', type: 'function' as const, function: { name: 'query', arguments: '{}' } }],
    },
    {
      role: 'tool' as const,
      tool_call_id: 'a',
      content: JSON.stringify(Array.from({ length: 5000 }, (_, id) => ({ id, name: `row ${id}`, state: 'ok' }))),
    },
  ],
}
const BODY = JSON.stringify(REQUEST)

const running: ForwardingApp[] = []
afterAll(() => Promise.all(running.map((app) => app.close())))

async function served(app: Express): Promise<string> {
  const server = await listening(createServer(app).listen(0, '127.0.0.1'))
  running.push(server)
  return server.url
}

/** Where parsers of each kind stand, and what the handler then reads. */
const STACKS: Readonly<Record<string, (framework: Framework) => readonly RequestHandler[]>> = {
  'before express.json()': ({ json }) => [compressionMiddleware(), json({ limit: LIMIT })],
  'after express.json()': ({ json }) => [json({ limit: LIMIT }), compressionMiddleware()],
  'between parsers of two kinds': ({ json, raw }) => [
    raw({ type: 'x/y' }),
    compressionMiddleware(),
    json({ limit: LIMIT }),
  ],
  'before express.raw()': ({ raw }) => [compressionMiddleware(), raw(ANY)],
  'after express.raw()': ({ raw }) => [raw(ANY), compressionMiddleware()],
  'before express.text()': ({ text }) => [compressionMiddleware(), text(ANY)],
  'after express.text()': ({ text }) => [text(ANY), compressionMiddleware()],
  'without a parser': () => [compressionMiddleware()],
  twice: ({ json }) => [
    compressionMiddleware(),
    compressionMiddleware(),
    json({ limit: LIMIT }),
    compressionMiddleware(),
  ],
}

async function bytesOf(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** The body as text, whatever a parser has made of it. */
async function textOf(request: Request): Promise<string> {
  // Express 4 leaves an empty object where it has not parsed.
  const body = request.body as unknown
  if (body === undefined || Object.keys(Object(body) as object).length === 0) return String(await bytesOf(request))
  return typeof body === 'string' || Buffer.isBuffer(body) ? String(body) : JSON.stringify(body)
}

function echo(framework: Framework, handlers: readonly RequestHandler[]): Promise<string> {
  const app = framework()
  for (const handler of handlers) app.use(handler)
  app.use((request: Request, response: Response, next: NextFunction) => {
    textOf(request).then((text) => response.type('text').send(text), next)
  })
  return served(app)
}

describe.each(Object.entries(VERSIONS))('compressionMiddleware of Express in %s', (_, framework) => {
  describe.each(Object.entries(STACKS))('%s', (__, handlersOf) => {
    it('shortens a body of a known length, and one without', async () => {
      const url = await echo(framework, handlersOf(framework))
      for (const body of [BODY, new Blob([BODY]).stream()]) {
        const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' }
        const response = await fetch(`${url}/v1/chat/completions`, init as RequestInit)
        const { messages } = JSON.parse(await response.text()) as typeof REQUEST
        expect(messages.slice(0, 2)).toEqual(REQUEST.messages.slice(0, 2))
        expect(messages[2]?.content?.length).toBeLessThan(BODY.length / 2)
        expect(response.headers.get('x-headroom-compressed')).toBe('true')
      }
    })

    it('leaves what is no JSON in the open as it is', async () => {
      const url = await echo(framework, handlersOf(framework))
      for (const type of ['application/octet-stream', 'text/event-stream', 'multipart/form-data; boundary=x']) {
        const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body: BODY })
        expect(await response.text(), type).toBe(BODY)
        expect(response.headers.has('x-headroom-compressed'), type).toBe(false)
      }
    })
  })

  it('leaves a compressed body to the parser after it, and shortens what the parser before it has unpacked', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const init = { method: 'POST', headers, body: gzipSync(BODY) }
    const after = await fetch(await echo(framework, STACKS['before express.json()']?.(framework) ?? []), init)
    expect(await after.text()).toBe(BODY)
    const before = await fetch(await echo(framework, STACKS['after express.json()']?.(framework) ?? []), init)
    expect((await before.text()).length).toBeLessThan(BODY.length / 2)
  })

  it('refuses what is too long in words that the official client tells', async () => {
    const baseURL = `${await echo(framework, [compressionMiddleware({ limit: 1000 })])}/v1`
    const client = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 })
    const asked = client.chat.completions.create(REQUEST)
    await expect(asked).rejects.toMatchObject({ status: 413 })
    await expect(asked).rejects.toThrow(/bytes long, more than the 1000 bytes that `limit`/)
  })

  it('hands broken JSON on to the parser, which says what is wrong', async () => {
    const app = framework()
    app.use(compressionMiddleware(), framework.json())
    app.use((error: Error & { type?: string }, __: Request, response: Response, ___: NextFunction) => {
      response.status(400).send(error.type)
    })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"messages": [' }
    expect(await (await fetch(await served(app), init)).text()).toBe('entity.parse.failed')
  })
})
