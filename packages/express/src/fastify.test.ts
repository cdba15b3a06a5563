import { createMemoryStore, InvalidOptionError, type Turn } from '@headroom/core'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { connect } from 'node:net'
import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { compressionPlugin, type FastifyOptions } from './fastify.ts'
import { askingRequest, chatRequest, LOG, outputIn, REQUESTS, ROWS } from './testing/requests.ts'

const BODY = JSON.stringify(chatRequest(ROWS))
const JSON_HEADERS = { 'content-type': 'application/json' }

interface AppOptions {
  readonly plugin?: FastifyOptions
  readonly bodyLimit?: number
  /** What is done before the plugin is registered. */
  readonly before?: (app: FastifyInstance) => void
  /** What the handler tells of a request. Default: its body. */
  readonly tell?: (request: FastifyRequest) => unknown
}

async function appWith({
  plugin = {},
  bodyLimit,
  before,
  tell = ({ body }) => body,
}: AppOptions = {}): Promise<FastifyInstance> {
  const app = Fastify(bodyLimit === undefined ? {} : { bodyLimit })
  before?.(app)
  await app.register(compressionPlugin, plugin)
  app.all('*', (request) => Promise.resolve(tell(request)).then((seen) => ({ seen })))
  return app
}

async function post(
  app: FastifyInstance,
  body: string | Buffer | Readable = BODY,
  headers: Record<string, string> = {},
  url = '/v1/chat/completions',
): Promise<{ readonly status: number; readonly seen: unknown; readonly headers: Readonly<Record<string, unknown>> }> {
  const reply = await app.inject({ method: 'POST', url, payload: body, headers: { ...JSON_HEADERS, ...headers } })
  const answer: { seen?: unknown; code?: string } = reply.json()
  return { status: reply.statusCode, seen: answer.seen ?? answer.code, headers: reply.headers }
}

/** Parsers that give the bytes of whatever comes. */
function withBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, bytes, done) => done(null, bytes))
}

const asText = ({ body }: FastifyRequest): string => String(body)

describe('compressionPlugin', () => {
  it.each(Object.entries(REQUESTS))('shortens requests of the format %s on any route', async (_, requestOf) => {
    const given = JSON.stringify(requestOf(ROWS))
    const { seen, headers } = await post(await appWith(), given, {}, '/any/route')
    expect(JSON.stringify(seen).length).toBeLessThan(given.length / 2)
    expect(headers['x-headroom-compressed']).toBe('true')
  })

  it('changes no byte but those of the texts that it shortens, and says how many there are', async () => {
    const [before, after] = [
      '{ "seed": 12345678901234567890, "t": 1.0, "t": 2.50,\n "messages": [',
      '] , "model" : "gpt" } ',
    ]
    const messages = chatRequest(ROWS)
      .messages.map((message) => JSON.stringify(message))
      .join(' , ')
    const tell = (request: FastifyRequest): unknown => [asText(request), request.headers['content-length']]
    const { seen } = await post(await appWith({ before: withBytes, tell }), before + messages + after)
    const [text, length] = seen as [string, string]
    expect(text.startsWith(before)).toBe(true)
    expect(text.endsWith(after)).toBe(true)
    expect(text.length).toBeLessThan(messages.length / 2)
    expect(Number(length)).toBe(Buffer.byteLength(text))
  })

  it('gives the short body to parsers that take streams, and to hooks after it', async () => {
    const lengths: number[] = []
    const app = await appWith({
      before(instance) {
        instance.removeAllContentTypeParsers()
        instance.addContentTypeParser('*', (_, payload, done) => done(null, payload))
      },
      async tell({ body }) {
        const chunks: Buffer[] = []
        for await (const chunk of body as Readable) chunks.push(chunk as Buffer)
        return Buffer.concat(chunks).length
      },
    })
    app.addHook('preParsing', (_, __, payload, done) => {
      done(null, payload.pipe(new PassThrough().on('data', (chunk: Buffer) => void lengths.push(chunk.length))))
    })
    const { seen } = await post(app)
    expect(seen).toBeLessThan(BODY.length / 2)
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(seen)
  })

  it('reads bodies of no length that is told before', async () => {
    const { seen, status } = await post(await appWith(), Readable.from([BODY.slice(0, 5000), BODY.slice(5000)]))
    expect(status).toBe(200)
    expect(outputIn(seen).length).toBeLessThan(ROWS.length / 2)
  })

  it.each([
    ['text', BODY, { 'content-type': 'text/plain' }],
    ['files', BODY, { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a list of JSON texts', `${BODY}\n${BODY}`, { 'content-type': 'application/x-ndjson' }],
    ['a compressed body', BODY, { 'content-encoding': 'gzip' }],
    ['a bypass', BODY, { 'x-headroom-bypass': 'true' }],
    ['a request of no known format', '{"query":"x"}', {}],
    ['broken JSON', '{"messages": [', {}],
  ])('gives %s on as it is', async (_, body, headers) => {
    const app = await appWith({ before: withBytes, tell: asText })
    const { seen, headers: told } = await post(app, body, headers, '/any')
    expect(seen).toBe(body)
    expect(Object.keys(told).filter((name) => name.startsWith('x-headroom'))).toEqual([])
  })

  it('leaves it to Fastify to refuse broken JSON, and what is longer than its limit, of the instance or of a route', async () => {
    expect(await post(await appWith(), '{"messages": [')).toMatchObject({ status: 400 })
    const app = await appWith({ bodyLimit: 1000 })
    app.post('/long', { bodyLimit: 100_000 }, ({ body }) => ({ seen: JSON.stringify(body).length }))
    for (const body of [BODY, Readable.from([BODY.slice(0, 900), BODY.slice(900)])])
      expect(await post(app, body)).toMatchObject({ status: 413, seen: 'FST_ERR_CTP_BODY_TOO_LARGE' })
    const { seen } = await post(app, BODY, {}, '/long')
    expect(seen).toBeLessThan(BODY.length / 2)
  })

  it('holds for the instance that it is registered in, and for those within', async () => {
    const app = Fastify()
    await app.register(async (within) => {
      await within.register(compressionPlugin, { prefix: '/in' })
      within.post('/in', ({ body }) => ({ seen: JSON.stringify(body).length }))
    })
    app.post('/out', ({ body }) => ({ seen: JSON.stringify(body).length }))
    expect((await post(app, BODY, {}, '/in')).seen).toBeLessThan(BODY.length / 2)
    expect((await post(app, BODY, {}, '/out')).seen).toBe(BODY.length)
  })

  it('leaves something out only where the client has the retrieve tool', async () => {
    const app = await appWith({ plugin: { store: createMemoryStore() } })
    expect((await post(app, JSON.stringify(chatRequest(LOG)))).headers['x-headroom-no-views']).toBe('not-declared')
    expect(outputIn((await post(app, JSON.stringify(askingRequest(LOG)))).seen)).toMatch(/key [0-9a-f]{16}/)
  })

  it('tells of each turn, and takes a scope, by the request', async () => {
    const told: unknown[] = []
    const plugin: FastifyOptions = {
      onTurn: ({ report }: Turn, { url }) => void told.push([report.dialect, url]),
      scope: ({ headers }) => String(headers['x-tenant']),
      store: createMemoryStore(),
    }
    const app = await appWith({ plugin })
    const outputs: string[] = []
    for (const tenant of ['a', 'b']) {
      const { seen } = await post(app, JSON.stringify(askingRequest(LOG)), { 'x-tenant': tenant })
      outputs.push(outputIn(seen))
    }
    expect(outputs[0]).not.toBe(outputs[1])
    expect(told).toEqual(outputs.map(() => ['openai-chat', '/v1/chat/completions']))
  })

  it('does nothing where it is turned off', async () => {
    const { seen, headers } = await post(await appWith({ plugin: { enabled: false } }))
    expect(JSON.stringify(seen)).toBe(BODY)
    expect(headers).not.toHaveProperty('x-headroom-compressed')
  })

  it('ends a request whose client has gone as the parsers of Fastify do', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    const app = await appWith({ before: (instance) => void instance.setErrorHandler((error) => resolve(error)) })
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"half":')
    setTimeout(() => socket.destroy(), 20)
    expect(await promise).toMatchObject({ statusCode: 400 })
    await app.close()
  })

  it('refuses a wrong option when it is registered, and another version of Fastify', async () => {
    const wrong = { maxRounds: 3 } as FastifyOptions
    await expect(appWith({ plugin: wrong })).rejects.toThrow(InvalidOptionError)
    const older = Fastify()
    Object.defineProperty(older, 'version', { value: '4.29.0' })
    await expect(older.register(compressionPlugin)).rejects.toThrow(
      /expected '5\.x' fastify version, '4\.29\.0' is installed/,
    )
    await expect(async () => compressionPlugin({} as FastifyInstance, {})).rejects.toThrow(/Fastify 5/)
  })
})
