import { compressionMiddleware } from '@headroom/hono'
import { Hono } from 'hono'
import { appCall, HEADERS, POST_URL, type ServedApp } from './served-app.ts'
import type { HostCall } from './host-call.ts'

/** An application of Hono whose handler reads the body. */
export async function openCalls(): Promise<readonly HostCall[]> {
  return [
    await appCall('@headroom/hono', (store): ServedApp => {
      const app = new Hono()
      let read: unknown
      if (store !== undefined) app.use(compressionMiddleware({ store }))
      app.post('*', async (c) => {
        read = await c.req.json()
        return c.json({})
      })
      return async (body) => {
        await app.fetch(new Request(POST_URL, { method: 'POST', headers: HEADERS, body }))
        return read
      }
    }),
  ]
}
