import { compressionMiddleware } from '@headroom/express'
import { compressionPlugin } from '@headroom/express/fastify'
import express, { type Request, type Response } from 'express'
import Fastify from 'fastify'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { appCall, HEADERS, POST_URL } from './served-app.ts'
import type { HostCall } from './host-call.ts'

/** Applications of Express and of Fastify whose handlers read the body. */
export async function openCalls(): Promise<readonly HostCall[]> {
  return [
    await appCall('@headroom/express', (store) => {
      const app = express()
      let read: unknown
      if (store !== undefined) app.use(compressionMiddleware({ store }))
      app.use(express.json({ limit: '50mb' }))
      app.post(/.*/, (request: Request, response: Response) => {
        read = request.body
        response.json({})
      })
      return async (body) => {
        await served(app, body)
        return read
      }
    }),
    await appCall('@headroom/express/fastify', async (store) => {
      const app = Fastify()
      let read: unknown
      if (store !== undefined) await app.register(compressionPlugin, { store })
      app.post('*', (request, reply) => {
        read = request.body
        reply.send({})
      })
      await app.ready()
      return async (body) => {
        await app.inject({ method: 'POST', url: PATH, headers: HEADERS, payload: body })
        return read
      }
    }),
  ]
}

const PATH = new URL(POST_URL).pathname

/** Hands a request to an application as Node's server does, until it has answered. */
function served(app: (request: IncomingMessage, response: ServerResponse) => void, body: string): Promise<void> {
  const request = new IncomingMessage(new Socket())
  const bytes = Buffer.from(body)
  const headers = { ...HEADERS, 'content-length': String(bytes.length) }
  Object.assign(request, { method: 'POST', url: PATH, headers, httpVersion: '1.1', complete: true })
  const response = new ServerResponse(request)
  const answered = new Promise<void>((resolve) => {
    response.end = (): ServerResponse => {
      resolve()
      return response
    }
  })
  app(request, response)
  request.push(bytes)
  request.push(null)
  return answered
}
