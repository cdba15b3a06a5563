import type { Turn } from '@headroom/core'
import express, { type Request, type RequestHandler } from 'express'
import { expectTypeOf } from 'vitest'
import { compressionMiddleware } from './compression-middleware.ts'
import type { ParsedRequest } from './parsed-request.ts'

expectTypeOf(compressionMiddleware()).toExtend<RequestHandler>()
express().use(express.json(), compressionMiddleware(), (request, response) => response.json(request.body))
express.Router().post('/chat', compressionMiddleware({ limit: 1_000_000, policy: 'lossless' }))

// The functions among the options take requests as Express has them, or as Node does.
express().use(compressionMiddleware({ scope: (request: Request) => request.get('x-tenant') ?? '' }))
compressionMiddleware({
  onTurn(turn, request) {
    expectTypeOf(turn).toEqualTypeOf<Turn>()
    expectTypeOf(request).toEqualTypeOf<ParsedRequest>()
  },
})

// @ts-expect-error The middleware sees no reply, so that it answers nothing itself.
compressionMiddleware({ maxRounds: 3 })
