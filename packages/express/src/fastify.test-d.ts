import Fastify, { type FastifyRequest } from 'fastify'
import { expectTypeOf } from 'vitest'
import { compressionPlugin } from './fastify.ts'

const app = Fastify()
await app.register(compressionPlugin)
await app.register(compressionPlugin, {
  prefix: '/v1',
  policy: 'lossless',
  onTurn(_, request) {
    expectTypeOf(request).toEqualTypeOf<FastifyRequest>()
  },
})

// @ts-expect-error The limit is Fastify's own `bodyLimit`.
await app.register(compressionPlugin, { limit: 1_000_000 })
