import { answerRetrieveCall, createMemoryStore, InvalidOptionError, type Turn } from '@headroom/core'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { validator } from 'hono/validator'
import { describe, expect, it, vi } from 'vitest'
import { compressionMiddleware, type CompressionOptions } from './compression-middleware.ts'
import { askingRequest, chatRequest, LOG, outputIn, REQUESTS, ROWS } from './testing/requests.ts'

const JSON_HEADERS = { 'content-type': 'application/json' }
const REQUEST = chatRequest(ROWS)
const BODY = JSON.stringify(REQUEST)

/** An application that hands on the context of each request, and what its handler gives. */
function appWith(handler: (c: Context) => unknown, options?: CompressionOptions): Hono {
  const app = new Hono()
  app.use(compressionMiddleware(options))
  app.all('*', async (c) => c.json({ seen: await handler(c) }))
  return app
}

async function post(
  app: Hono,
  body: BodyInit = BODY,
  headers: Record<string, string> = {},
  path = '/v1/chat/completions',
): Promise<{ readonly seen: unknown; readonly headers: Headers; readonly status: number }> {
  const init = { method: 'POST', body, headers: { ...JSON_HEADERS, ...headers }, duplex: 'half' }
  const response = await app.request(path, init)
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  return {
    seen: isJson ? (JSON.parse(text) as { seen: unknown }).seen : text,
    headers: response.headers,
    status: response.status,
  }
}

const asText = (c: Context): Promise<string> => c.req.text()
const asJson = (c: Context): Promise<unknown> => c.req.json()

describe('compressionMiddleware', () => {
  it.each(Object.entries(REQUESTS))('shortens requests of the format %s on any route', async (_, requestOf) => {
    const given = JSON.stringify(requestOf(ROWS))
    const { seen, headers } = await post(appWith(asText), given, {}, '/any/route')
    expect(String(seen).length).toBeLessThan(given.length / 2)
    expect(headers.get('x-headroom-compressed')).toBe('true')
  })

  it('changes no byte but those of the texts that it shortens', async () => {
    const [before, after] = [
      '{ "seed": 12345678901234567890, "t": 1.0, "t": 2.50,\n "messages": [',
      '] , "model" : "gpt" } ',
    ]
    const messages = REQUEST.messages.map((message) => JSON.stringify(message)).join(' , ')
    const { seen } = await post(appWith(asText), before + messages + after)
    expect(String(seen).startsWith(before)).toBe(true)
    expect(String(seen).endsWith(after)).toBe(true)
    expect(String(seen).length).toBeLessThan(messages.length / 2)
  })

  const WAYS: Readonly<Record<string, (c: Context) => unknown>> = {
    'c.req.json()': async ({ req }) => JSON.stringify(await req.json()),
    'c.req.text()': ({ req }) => req.text(),
    'c.req.arrayBuffer()': async ({ req }) => new TextDecoder().decode(await req.arrayBuffer()),
    'c.req.blob()': async ({ req }) => (await req.blob()).text(),
    'c.req.raw.text()': ({ req }) => req.raw.text(),
    'c.req.raw.body': ({ req }) => new Response(req.raw.body).text(),
    'a clone of c.req.raw': async ({ req }) => {
      const text = await req.raw.clone().text()
      expect(await req.raw.text()).toBe(text)
      return text
    },
    'a request made of c.req.raw': ({ req }) => new Request('http://elsewhere/', req.raw).text(),
    'several reads': async ({ req }) => [await req.text(), await req.json(), await req.text()][2],
    'c.req.text() after c.req.parseBody(), which is for forms': async ({ req }) => {
      expect(await req.parseBody()).toEqual({})
      return req.text()
    },
  }

  it.each(Object.entries(WAYS))('gives the short body to %s', async (_, read) => {
    const { seen } = await post(appWith(read))
    const text = String(seen)
    expect(text.length).toBeLessThan(BODY.length / 2)
    expect(JSON.parse(text)).toEqual({ ...REQUEST, messages: [...REQUEST.messages.slice(0, 2), expect.anything()] })
  })

  it.each([
    ['c.req.json()', ({ req }: Context) => req.json()],
    ['c.req.text()', ({ req }: Context) => req.text()],
    ['c.req.blob()', ({ req }: Context) => req.blob()],
  ] as const)('shortens a body that %s has read before', async (_, read) => {
    const app = new Hono()
    app.use(async (c, next) => {
      await read(c)
      await next()
    })
    app.use(compressionMiddleware())
    app.post('*', async (c) => c.json({ seen: (await c.req.raw.text()).length }))
    const { seen, headers } = await post(app)
    expect(seen).toBeLessThan(BODY.length / 2)
    expect(headers.get('x-headroom-compressed')).toBe('true')
  })

  it('lets a body pass that was used up by other means than those of Hono', async () => {
    const app = new Hono()
    app.use(async (c, next) => {
      await c.req.raw.text()
      await next()
    })
    app.use(compressionMiddleware())
    app.post('*', (c) => c.json({ seen: c.req.raw.bodyUsed }))
    const { seen, headers } = await post(app)
    expect(seen).toBe(true)
    expect(headers.has('x-headroom-compressed')).toBe(false)
  })

  it('stands before or after a limit of the body', async () => {
    const lengths: unknown[] = []
    for (const middlewares of [
      [compressionMiddleware(), bodyLimit({ maxSize: BODY.length - 1 })],
      [bodyLimit({ maxSize: BODY.length }), compressionMiddleware()],
      [bodyLimit({ maxSize: BODY.length - 1 }), compressionMiddleware()],
    ]) {
      const app = new Hono()
      for (const middleware of middlewares) app.use(middleware)
      app.post('*', async (c) => c.json({ seen: (await c.req.text()).length }))
      for (const body of [BODY, new Blob([BODY]).stream()]) {
        const { seen, status } = await post(
          app,
          body,
          typeof body === 'string' ? { 'content-length': `${body.length}` } : {},
        )
        lengths.push(status === 200 ? Number(seen) < BODY.length / 2 : status)
      }
    }
    expect(lengths).toEqual([true, true, true, true, 413, 413])
  })

  it('stands before or after a validator, whose value is short, too', async () => {
    const validating = validator('json', ({ messages }) => ({ messages, isChecked: true }))
    for (const [first, second] of [
      [compressionMiddleware(), validating],
      [validating, compressionMiddleware()],
    ] as const) {
      const app = new Hono()
      app.post('*', first, second, async (c) => {
        const { req } = c
        return c.json({ seen: [req.valid('json' as never), await req.json()] })
      })
      const [validated, body] = (await post(app)).seen as [unknown, unknown]
      expect(validated).toMatchObject({ isChecked: true })
      expect(outputIn(validated)).toBe(outputIn(body))
      expect(outputIn(body).length).toBeLessThan(ROWS.length / 2)
    }
  })

  it('keeps what else a request has, and says how long its body is', async () => {
    const controller = new AbortController()
    const requests: Request[] = []
    const app = appWith((c) => void requests.push(c.req.raw))
    const headers = { ...JSON_HEADERS, authorization: 'Bearer x', 'content-length': String(BODY.length) }
    const init = { method: 'POST', body: BODY, headers, signal: controller.signal, redirect: 'manual' as const }
    await app.request(new Request('http://localhost/v1/chat/completions?a=b', init))
    const [request] = requests
    expect(request).toMatchObject({
      method: 'POST',
      url: 'http://localhost/v1/chat/completions?a=b',
      redirect: 'manual',
    })
    expect(request?.headers.get('authorization')).toBe('Bearer x')
    expect(request?.headers.get('content-length')).toBe(String((await request?.arrayBuffer())?.byteLength))
    controller.abort()
    expect(request?.signal.aborted).toBe(true)
  })

  it.each([
    ['a form', new URLSearchParams({ a: 'b' }), { 'content-type': 'application/x-www-form-urlencoded' }],
    ['files', new Blob(['x']), { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a list of JSON texts', `${BODY}\n${BODY}`, { 'content-type': 'application/x-ndjson' }],
    ['text', BODY, { 'content-type': 'text/plain' }],
    ['a compressed body', BODY, { 'content-encoding': 'gzip' }],
    ['another charset', BODY, { 'content-type': 'application/json; charset=utf-16le' }],
    ['a bypass', BODY, { 'x-headroom-bypass': 'true' }],
    ['a bypass by mode', BODY, { 'x-headroom-mode': 'passthrough' }],
  ])('does not read %s', async (_, body, headers) => {
    const given: Request[] = []
    const app = new Hono()
    app.use(async (c, next) => {
      given.push(c.req.raw)
      await next()
    })
    app.use(compressionMiddleware())
    app.post('*', (c) => c.json({ seen: c.req.raw === given[0] && !c.req.raw.bodyUsed }))
    const { seen, headers: told } = await post(app, body, headers)
    expect(seen).toBe(true)
    expect([...told.keys()].filter((name) => name.startsWith('x-headroom'))).toEqual([])
  })

  it('does not read other methods, nor anything where it is turned off', async () => {
    const seen: boolean[] = []
    const look = ({ req }: Context): void => void seen.push(req.raw.bodyUsed)
    await appWith(look).request('/v1/messages', { method: 'PUT', body: BODY, headers: JSON_HEADERS })
    await appWith(look).request('/v1/messages')
    await post(appWith(look, { enabled: false }))
    expect(seen).toEqual([false, false, false])
  })

  it.each([
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
    'application/vnd.example.v1+json; profile=x',
    'text/json',
  ])('reads JSON that is called %s', async (type) => {
    const { headers } = await post(appWith(asText), BODY, { 'content-type': type })
    expect(headers.get('x-headroom-compressed')).toBe('true')
  })

  it.each([
    ['broken JSON', '{"messages": ['],
    ['nothing', ''],
    ['a number', '5'],
    ['null', 'null'],
    ['a request of no known format', '{"query": "x"}'],
    ['what is not UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
  ])('gives %s on as it is', async (_, body) => {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    const app = appWith(async ({ req }) => [...new Uint8Array(await req.arrayBuffer())])
    const { seen, headers } = await post(app, body, {}, '/any')
    expect(seen).toEqual([...bytes])
    expect(headers.has('x-headroom-compressed')).toBe(false)
  })

  it('leaves something out only where the client has the retrieve tool, and keeps the original for it', async () => {
    const store = createMemoryStore()
    const app = appWith(asJson, { store })
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
    const { seen, headers } = await post(appWith(asJson), JSON.stringify({ ...chatRequest(LOG), tools }))
    expect(headers.get('x-headroom-no-views')).toBe('foreign-tool')
    expect(outputIn(seen)).not.toMatch(/key [0-9a-f]{16}/)
  })

  it('tells in headers what was done', async () => {
    const { headers } = await post(appWith(asText))
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
    const [before, after, saved] = ['before', 'after', 'saved'].map((name) => Number(told[`x-headroom-tokens-${name}`]))
    expect(saved).toBe(Number(before) - Number(after))
  })

  it('tells nothing of a model that no header can hold', async () => {
    for (const model of ['a\r\nset-cookie: b', 'модель', '', 7]) {
      const { headers, status } = await post(appWith(asText), JSON.stringify({ ...REQUEST, model }))
      expect([status, headers.has('x-headroom-model'), headers.get('x-headroom-compressed')]).toEqual([
        200,
        false,
        'true',
      ])
    }
  })

  it('tells of a failure, and lets the request pass as it is', async () => {
    const tokenizer = {
      count: (): number => {
        throw new Error('no tokens')
      },
    }
    const { seen, headers } = await post(appWith(asText, { tokenizer }))
    expect(seen).toBe(BODY)
    expect(headers.get('x-headroom-compression-failed')).toBe('true')
    expect(headers.get('x-headroom-compressed')).toBe('false')
  })

  it('adds headers to whatever the response is, and does not wait for its body', async () => {
    const released = vi.fn<() => void>()
    const stream = new ReadableStream({ pull: released }, { highWaterMark: 0 })
    const frozen = Response.error().headers
    const responses: Readonly<Record<string, () => Response>> = {
      stream: () => new Response(stream),
      frozen: () => Object.defineProperty(new Response('x'), 'headers', { value: frozen }),
      redirect: () => Response.redirect('http://elsewhere/'),
      nothing: () => new Response(null, { status: 204 }),
    }
    for (const [name, respond] of Object.entries(responses)) {
      const app = new Hono()
      app.use(compressionMiddleware())
      app.post('*', respond)
      const response = await app.request('/', { method: 'POST', body: BODY, headers: JSON_HEADERS })
      expect(response.headers.get('x-headroom-compressed'), name).toBe('true')
      expect(response.headers.get('x-headroom-model'), name).toBe('gpt-5.5')
    }
    expect(released).not.toHaveBeenCalled()
  })

  it('adds headers to errors of handlers, and to what is not found', async () => {
    const app = new Hono()
    app.use(compressionMiddleware())
    app.post('/fails', () => {
      throw new Error('handler')
    })
    app.onError((error, c) => c.text(error.message, 500))
    const failed = await post(app, BODY, {}, '/fails')
    expect([failed.status, failed.seen, failed.headers.get('x-headroom-compressed')]).toEqual([500, 'handler', 'true'])
    const missed = await post(app, BODY, {}, '/missing')
    expect([missed.status, missed.headers.get('x-headroom-compressed')]).toEqual([404, 'true'])
  })

  it('tells of each turn once, with its context, whatever the listener does', async () => {
    const told: [Turn, Context][] = []
    const app = appWith(asText, {
      onTurn(...given) {
        told.push(given)
        throw new Error('listener')
      },
    })
    expect((await post(app)).status).toBe(200)
    await post(app, '{"query": "x"}', {}, '/any')
    expect(told).toHaveLength(1)
    expect(told[0]?.[0].report.tokensSaved).toBeGreaterThan(0)
    expect(told[0]?.[1].req.path).toBe('/v1/chat/completions')
    const rejecting = appWith(asText, { onTurn: () => Promise.reject(new Error('listener')) })
    expect((await post(rejecting)).status).toBe(200)
  })

  it('keeps tenants apart by a function of the request, and fails where that does', async () => {
    const store = createMemoryStore()
    const app = appWith(asJson, {
      store,
      scope(c) {
        const tenant = c.req.header('x-tenant')
        if (tenant === undefined) throw new Error('no tenant')
        return tenant
      },
    })
    app.onError((error, c) => c.json({ seen: error.message }, 500))
    const body = JSON.stringify(askingRequest(LOG))
    const keys: string[] = []
    for (const tenant of ['a', 'b', 'a']) {
      const { seen } = await post(app, body, { 'x-tenant': tenant })
      keys.push(/key ([0-9a-f]{16})/.exec(outputIn(seen))?.[1] ?? '')
    }
    expect(new Set(keys).size).toBe(2)
    expect(keys[2]).toBe(keys[0])
    expect(await post(app, body)).toMatchObject({ status: 500, seen: 'no tenant' })
  })

  it('gives the same bytes for the same request, in whatever application', async () => {
    const [first, second] = [await post(appWith(asText)), await post(appWith(asText))]
    expect(first.seen).toBe(second.seen)
  })

  it('takes a dialect by name', async () => {
    const { headers } = await post(appWith(asText, { dialect: 'openai-chat' }), BODY, {}, '/any')
    expect(headers.get('x-headroom-compressed')).toBe('true')
  })

  it.each([
    ['options', null],
    ['store', { store: {} }],
    ['scope', { scope: 7 }],
    ['onTurn', { onTurn: 'x' }],
    ['enabled', { enabled: 'no' }],
    ['maxRounds', { maxRounds: 3 }],
    ['limit', { limit: 3 }],
  ])('refuses a wrong %s at once', (option, options) => {
    const make = (): unknown => compressionMiddleware(options as CompressionOptions)
    expect(make).toThrow(InvalidOptionError)
    expect(make).toThrow(option)
  })

  it('says what it is for where it is given something else than a context of Hono', async () => {
    const middleware = compressionMiddleware()
    const expressRequest = { headers: {} } as unknown as Context
    await expect(middleware(expressRequest, () => Promise.resolve())).rejects.toThrow(/Hono 4\.6 or later/)
  })
})
