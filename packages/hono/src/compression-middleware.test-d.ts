import type { Turn } from '@headroom/core'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { expectTypeOf } from 'vitest'
import { compressionMiddleware } from './compression-middleware.ts'

expectTypeOf(compressionMiddleware()).toEqualTypeOf<MiddlewareHandler>()

// The types of an application are its own before and after.
const app = new Hono<{ Variables: { tenant: string } }>()
const used = app.use(compressionMiddleware()).post('/chat', (c) => c.json({ tenant: c.get('tenant') }))
used.post('/', compressionMiddleware({ policy: 'lossless' }), (c) => {
  expectTypeOf(c.get('tenant')).toEqualTypeOf<string>()
  return c.body(null)
})

compressionMiddleware({
  scope: (c) => {
    expectTypeOf(c).toEqualTypeOf<Context>()
    return ''
  },
  onTurn: (turn) => expectTypeOf(turn).toEqualTypeOf<Turn>(),
})

// @ts-expect-error The middleware sees no reply, so that it answers nothing itself.
compressionMiddleware({ maxRounds: 3 })
