import { compressionMiddleware } from '@headroom/hono'
import { type Context, Hono, type HonoRequest } from 'hono'

/** Every way in which a handler of Hono reads a body. */
export const WAYS: Readonly<Record<string, (request: HonoRequest) => Promise<string>>> = {
  json: async (request) => JSON.stringify(await request.json()),
  text: (request) => request.text(),
  arrayBuffer: async (request) => new TextDecoder().decode(await request.arrayBuffer()),
  blob: async (request) => (await request.blob()).text(),
  parseBody: async (request) => JSON.stringify(await request.parseBody()).slice(2) + (await request.text()),
  clone: async ({ raw }) =>
    [await raw.clone().text(), await raw.text()].find((text, at, all) => text === all[1 - at]) ?? '',
  body: ({ raw }) => new Response(raw.body).text(),
  again: async (request) => [await request.text(), await request.json(), await request.text()].at(-1) as string,
  request: ({ raw }) => new Request('http://elsewhere.invalid/', raw).text(),
}

/** An application that reads bodies in the way that its path names, or sends them on to where a header says. */
export const app: Hono = new Hono()

app.use(compressionMiddleware())
app.post('/read/:way', async (c: Context) => {
  const text = (await WAYS[c.req.param('way') ?? '']?.(c.req)) ?? 'no such way'
  return c.text(text, 200, { 'x-length': c.req.header('content-length') ?? '' })
})
app.post('/forward', ({ req }) => fetch(new Request(req.header('x-to') ?? '', req.raw)))
