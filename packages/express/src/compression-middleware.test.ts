import { answerRetrieveCall, createMemoryStore, InvalidOptionError, type Turn } from '@headroom/core'
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { once } from 'node:events'
import { type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { compressionMiddleware } from './compression-middleware.ts'
import type { CompressionOptions } from './options.ts'
import type { ParsedRequest } from './parsed-request.ts'
import { serve } from './testing/serve.ts'
import { askingRequest, chatRequest, LOG, outputIn, REQUESTS, ROWS } from './testing/requests.ts'

const JSON_HEADERS = { 'content-type': 'application/json' }
const REQUEST = chatRequest(ROWS)
const BODY = JSON.stringify(REQUEST)

/** An application whose handler is asked what is to be told of a request. */
function appWith(tell: (request: Request) => unknown, ...middlewares: readonly RequestHandler[]): Express {
  const app = express()
  for (const middleware of middlewares) app.use(middleware)
  app.use((request: Request, response: Response) =>
    Promise.resolve(tell(request)).then((seen) => response.json({ seen })),
  )
  return app
}

interface Answer {
  readonly seen: unknown
  readonly headers: Headers
  readonly status: number
}

async function post(
  app: Express,
  body: BodyInit = BODY,
  headers: Record<string, string> = {},
  path = '/v1/chat/completions',
): Promise<Answer> {
  const init = { method: 'POST', body, headers: { ...JSON_HEADERS, ...headers }, duplex: 'half' }
  const response = await fetch((await serve(app)) + path, init as RequestInit)
  const answer = (await response.json()) as { readonly seen?: unknown }
  return { seen: answer.seen ?? answer, headers: response.headers, status: response.status }
}

async function asBytes(request: Request): Promise<readonly number[]> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  return Array.from(Buffer.concat(chunks))
}

async function asText(request: Request): Promise<string> {
  return Buffer.from(await asBytes(request)).toString()
}

const asBody = ({ body }: Request): unknown => body as unknown

describe('compressionMiddleware', () => {
  it.each(Object.entries(REQUESTS))('shortens requests of the format %s on any route', async (_, requestOf) => {
    const given = JSON.stringify(requestOf(ROWS))
    const { seen, headers } = await post(appWith(asText, compressionMiddleware()), given, {}, '/any/route')
    expect(String(seen).length).toBeLessThan(given.length / 2)
    expect(headers.get('x-headroom-compressed')).toBe('true')
  })

  it('changes no byte but those of the texts that it shortens', async () => {
    const [before, after] = [
      '{ "seed": 12345678901234567890, "t": 1.0, "t": 2.50,\n "messages": [',
      '] , "model" : "gpt" } ',
    ]
    const messages = REQUEST.messages.map((message) => JSON.stringify(message)).join(' , ')
    const { seen } = await post(appWith(asText, compressionMiddleware()), before + messages + after)
    expect(String(seen).startsWith(before)).toBe(true)
    expect(String(seen).endsWith(after)).toBe(true)
    expect(String(seen).length).toBeLessThan(messages.length / 2)
  })

  it('copies of a value only the path to what it shortens', async () => {
    const given: Record<string, unknown>[] = []
    const look: RequestHandler = ({ body }: Request, _, next) => {
      given.push(body as Record<string, unknown>)
      next()
    }
    await post(appWith(() => '', express.json(), look, compressionMiddleware(), look))
    const [before, after] = given
    const [first, second] = [before, after].map((body) => body?.['messages'] as unknown[])
    expect(second?.[0]).toBe(first?.[0])
    expect(second?.[2]).not.toBe(first?.[2])
    given.splice(0)
    await post(
      appWith(() => '', express.json(), look, compressionMiddleware(), look),
      JSON.stringify(chatRequest('short')),
    )
    expect(given[1]).toBe(given[0])
  })

  it('says how long the body is, where that is known', async () => {
    const lengths = (request: Request): unknown => [
      request.headers['content-length'],
      request.rawHeaders.find((_, index, all) => index % 2 === 1 && /^content-length$/i.test(all[index - 1] ?? '')),
      Buffer.isBuffer(request.body) ? String(request.body.length) : typeof request.body,
    ]
    const raw = express.raw({ type: '*/*' })
    for (const middlewares of [
      [compressionMiddleware(), raw],
      [raw, compressionMiddleware()],
    ]) {
      const [inHeaders, inRaw, actual] = (await post(appWith(lengths, ...middlewares))).seen as string[]
      expect([inHeaders, inRaw]).toEqual([actual, actual])
      const { seen } = await post(appWith(lengths, ...middlewares), new Blob([BODY]).stream())
      expect(seen).toEqual([null, null, actual])
    }
    expect((await post(appWith(lengths, express.json(), compressionMiddleware()))).seen).toEqual([null, null, 'object'])
  })

  it('shortens the bytes that are kept beside a parsed body', async () => {
    const keep = (request: IncomingMessage, _: unknown, bytes: Buffer): void =>
      void Object.assign(request, { rawBody: bytes })
    const tell = (request: ParsedRequest): unknown => [outputIn(request.body), String(request.rawBody)]
    const { seen } = await post(appWith(tell, express.json({ verify: keep }), compressionMiddleware()))
    const [output, raw] = seen as [string, string]
    expect(output.length).toBeLessThan(ROWS.length / 2)
    expect(outputIn(JSON.parse(raw))).toBe(output)
  })

  it.each([
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['files', BODY, { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a list of JSON texts', `${BODY}\n${BODY}`, { 'content-type': 'application/x-ndjson' }],
    ['text', BODY, { 'content-type': 'text/plain' }],
    ['a stream of bytes', BODY, { 'content-type': 'application/octet-stream' }],
    ['a compressed body', BODY, { 'content-encoding': 'gzip' }],
    ['another charset', BODY, { 'content-type': 'application/json; charset=utf-16le' }],
    ['a bypass', BODY, { 'x-headroom-bypass': 'true' }],
    ['a bypass by mode', BODY, { 'x-headroom-mode': 'passthrough' }],
  ])('does not read %s', async (_, body, headers) => {
    const tell = async (request: Request): Promise<unknown> => [request.readableFlowing, await asText(request)]
    const { seen, headers: told } = await post(appWith(tell, compressionMiddleware()), body, headers)
    expect(seen).toEqual([null, body])
    expect([...told.keys()].filter((name) => name.startsWith('x-headroom'))).toEqual([])
  })

  it('does not read other methods, nor anything where it is turned off, nor what is not there', async () => {
    const tell = (request: Request): unknown => [request.readableFlowing, request.body as unknown]
    const off = appWith(tell, compressionMiddleware({ enabled: false }))
    expect((await post(off)).seen).toEqual([null, null])
    const url = await serve(appWith(tell, compressionMiddleware()))
    for (const init of [
      { method: 'PUT', body: BODY, headers: JSON_HEADERS },
      { method: 'POST', headers: JSON_HEADERS },
      {},
    ])
      expect(await (await fetch(url, init)).json()).toEqual({ seen: [null, null] })
  })

  it.each([
    ['broken JSON', '{"messages": ['],
    ['a number', '5'],
    ['a request of no known format', '{"query": "x"}'],
    ['what is not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ])('gives %s on as it is, to a parser and to whoever reads the stream', async (_, body) => {
    const bytes = [...Buffer.from(body)]
    for (const middlewares of [
      [compressionMiddleware(), express.raw({ type: '*/*' })],
      [express.raw({ type: '*/*' }), compressionMiddleware()],
    ]) {
      const { seen, headers } = await post(
        appWith((request) => [...(request.body as Buffer)], ...middlewares),
        body,
        {},
        '/any',
      )
      expect(seen).toEqual(bytes)
      expect(headers.has('x-headroom-compressed')).toBe(false)
    }
    expect((await post(appWith(asBytes, compressionMiddleware()), body, {}, '/any')).seen).toEqual(bytes)
  })

  it('leaves broken JSON for the parser after it to refuse', async () => {
    const app = express()
    app.use(compressionMiddleware(), express.json())
    app.use((error: Error & { status: number }, _: Request, response: Response, __: NextFunction) => {
      response.status(error.status).json({ seen: error.name })
    })
    expect(await post(app, '{"messages": [')).toMatchObject({ status: 400, seen: 'SyntaxError' })
  })

  it('answers 413 to a body that is longer than the limit, and says both', async () => {
    const app = appWith(asText, compressionMiddleware({ limit: BODY.length - 1 }))
    const { status, seen, headers } = await post(app)
    expect(status).toBe(413)
    expect(headers.get('content-type')).toBe('application/json')
    expect(seen).toEqual({ type: 'error', error: { type: 'request_too_large', message: expect.any(String) } })
    expect(JSON.stringify(seen)).toContain(`${BODY.length} bytes long, more than the ${BODY.length - 1} bytes`)
    const piped = await post(app, new Blob([BODY]).stream())
    expect(piped.status).toBe(413)
    expect(JSON.stringify(piped.seen)).toContain(`longer than the ${BODY.length - 1} bytes`)
    expect((await post(appWith(asText, compressionMiddleware({ limit: BODY.length })))).status).toBe(200)
  })

  it('leaves limits to the parser that has read a body before', async () => {
    const app = appWith(asBody, express.json(), compressionMiddleware({ limit: 1 }))
    expect((await post(app)).status).toBe(200)
  })

  it.each([BODY.length, 1])(
    'goes by an answer that was given meanwhile, as by a time limit (limit %i)',
    async (limit) => {
      const unhandled: unknown[] = []
      const keep = (error: unknown): unknown => unhandled.push(error)
      process.on('unhandledRejection', keep)
      const early: RequestHandler = (_, response, next) => {
        response.status(503).json({ seen: 'late' })
        next()
      }
      const { promise, resolve } = Promise.withResolvers<void>()
      const app = express()
      app.use(early, (request, _, next) => request.on('end', resolve) && next(), compressionMiddleware({ limit }))
      app.use((request: Request) => request.resume())
      expect(await post(app, new Blob([BODY]).stream())).toMatchObject({ status: 503, seen: 'late' })
      await promise
      await new Promise(setImmediate)
      process.off('unhandledRejection', keep)
      expect(unhandled).toEqual([])
    },
  )

  it('ends a request whose client has gone as parsers do', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    const app = express()
    app.use(compressionMiddleware(), () => resolve('handled'))
    app.use((error: unknown, _: Request, response: Response, __: NextFunction) => {
      resolve(error)
      response.end()
    })
    const socket = connect(Number(new URL(await serve(app)).port), '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"half":')
    await once(socket, 'ready')
    setTimeout(() => socket.destroy(), 20)
    expect(await promise).toMatchObject({ status: 400, type: 'request.aborted' })
  })

  it('leaves something out only where the client has the retrieve tool, and keeps the original for it', async () => {
    const store = createMemoryStore()
    const app = appWith(asBody, express.json(), compressionMiddleware({ store }))
    const without = await post(app, JSON.stringify(chatRequest(LOG)))
    expect(without.headers.get('x-headroom-no-views')).toBe('not-declared')
    expect(JSON.stringify(without.seen)).not.toContain('headroom_retrieve')
    const asking = await post(app, JSON.stringify(askingRequest(LOG)))
    expect(asking.headers.has('x-headroom-no-views')).toBe(false)
    const [, key = ''] = /key ([0-9a-f]{16})/.exec(outputIn(asking.seen)) ?? []
    expect(await answerRetrieveCall(store, { key, lines: '1-300' })).toContain(LOG.slice(0, 2000))
  })

  it('leaves nothing out for a tool of the client that only has the name of the retrieve tool', async () => {
    const tools = [{ type: 'function', function: { name: 'headroom_retrieve', description: 'Brings a parcel back.' } }]
    const app = appWith(asBody, express.json(), compressionMiddleware())
    const { seen, headers } = await post(app, JSON.stringify({ ...chatRequest(LOG), tools }))
    expect(headers.get('x-headroom-no-views')).toBe('foreign-tool')
    expect(outputIn(seen)).not.toMatch(/key [0-9a-f]{16}/)
  })

  it('tells in headers what was done', async () => {
    const { headers } = await post(appWith(asText, compressionMiddleware()))
    const told = Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-headroom')))
    expect(told).toEqual({
      'x-headroom-compressed': 'true',
      'x-headroom-tokens-before': expect.stringMatching(/^\d+$/),
      'x-headroom-tokens-after': expect.stringMatching(/^\d+$/),
      'x-headroom-tokens-saved': expect.stringMatching(/^\d+$/),
      'x-headroom-transforms': expect.stringMatching(/^[a-z-]+$/),
      'x-headroom-model': 'gpt-5.5',
      'x-headroom-no-views': 'not-declared',
    })
  })

  it('tells nothing of a model that no header can hold, and of a failure that there was one', async () => {
    for (const model of ['a\r\nset-cookie: b', 'модель', '', 7]) {
      const { headers, status } = await post(
        appWith(asText, compressionMiddleware()),
        JSON.stringify({ ...REQUEST, model }),
      )
      expect([status, headers.has('x-headroom-model'), headers.get('x-headroom-compressed')]).toEqual([
        200,
        false,
        'true',
      ])
    }
    const tokenizer = {
      count: (): number => {
        throw new Error('no tokens')
      },
    }
    const { seen, headers } = await post(appWith(asText, compressionMiddleware({ tokenizer })))
    expect(seen).toBe(BODY)
    expect(headers.get('x-headroom-compression-failed')).toBe('true')
  })

  it('tells of each turn once, with its request, whatever the listener does', async () => {
    const told: [Turn, ParsedRequest][] = []
    const onTurn = (...given: [Turn, ParsedRequest]): void => {
      told.push(given)
      throw new Error('listener')
    }
    const keep = (request: IncomingMessage, _: unknown, bytes: Buffer): void =>
      void Object.assign(request, { rawBody: bytes })
    const app = appWith(asBody, express.json({ verify: keep }), compressionMiddleware({ onTurn }))
    expect((await post(app)).status).toBe(200)
    expect(told.map(([{ report }, { originalUrl }]) => [report.dialect, originalUrl])).toEqual([
      ['openai-chat', '/v1/chat/completions'],
    ])
    const rejecting = compressionMiddleware({ onTurn: () => Promise.reject(new Error('listener')) })
    expect((await post(appWith(asText, rejecting))).status).toBe(200)
  })

  it('knows a format by the whole path, wherever it is mounted', async () => {
    const dialects: unknown[] = []
    const app = express()
    const onTurn = ({ report }: Turn): void => void dialects.push(report.dialect)
    app.use('/v1/responses', compressionMiddleware({ onTurn }), (_: Request, response: Response) => {
      response.json({})
    })
    await post(app, JSON.stringify({ input: 'Hi.' }), {}, '/v1/responses')
    expect(dialects).toEqual(['openai-responses'])
  })

  it('keeps tenants apart by a function of the request, and hands on what that throws', async () => {
    const store = createMemoryStore()
    const scope = (request: Request): string => {
      const tenant = request.get('x-tenant')
      if (tenant === undefined) throw new Error('no tenant')
      return tenant
    }
    const app = express()
    app.use(express.json(), compressionMiddleware({ store, scope }))
    app.use((request: Request, response: Response) => void response.json({ seen: request.body as unknown }))
    app.use((error: Error, _: Request, response: Response, __: NextFunction) => {
      response.status(500).json({ seen: error.message })
    })
    const body = JSON.stringify(askingRequest(LOG))
    const keys: unknown[] = []
    for (const tenant of ['a', 'b', 'a'])
      keys.push(/key ([0-9a-f]{16})/.exec(outputIn((await post(app, body, { 'x-tenant': tenant })).seen))?.[1])
    expect(new Set(keys).size).toBe(2)
    expect(keys[2]).toBe(keys[0])
    expect(await post(app, body)).toMatchObject({ status: 500, seen: 'no tenant' })
  })

  it('serves Node without a framework', async () => {
    const middleware = compressionMiddleware()
    const url = await serve((request: IncomingMessage, response: ServerResponse) =>
      middleware(request, response, () => void request.pipe(response)),
    )
    const response = await fetch(url, { method: 'POST', body: BODY, headers: JSON_HEADERS })
    expect((await response.text()).length).toBeLessThan(BODY.length / 2)
    expect(response.headers.get('x-headroom-compressed')).toBe('true')
  })

  it.each([
    ['options', null],
    ['store', { store: {} }],
    ['scope', { scope: 7 }],
    ['onTurn', { onTurn: 'x' }],
    ['limit', { limit: 0 }],
    ['limit', { limit: '50mb' }],
    ['enabled', { enabled: 'no' }],
    ['maxRounds', { maxRounds: 3 }],
  ])('refuses a wrong %s at once', (option, options) => {
    const make = (): unknown => compressionMiddleware(options as CompressionOptions)
    expect(make).toThrow(InvalidOptionError)
    expect(make).toThrow(option)
  })

  it('says what it is for where it is given something else than a request of Node', () => {
    const middleware = compressionMiddleware() as unknown as (...given: unknown[]) => void
    expect(() => middleware({ req: {} }, () => undefined)).toThrow(/Express 4\.18 or later/)
    expect(() => middleware({}, { opts: {} })).toThrow(/@headroom\/express\/fastify/)
  })
})
