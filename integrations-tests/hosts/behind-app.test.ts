import * as expressAdapter from '@headroom/express'
import * as fastifyAdapter from '@headroom/express/fastify'
import * as honoAdapter from '@headroom/hono'
import { createMemoryStore, dialectOf, openTurn } from '@headroom/core'
import express from 'express'
import express4 from 'express4'
import { describe, expect, it } from 'vitest'
import type { RecordedAnswer } from '../replay/exchange.ts'
import { readRecorded } from '../replay/read-recorded.ts'
import { replayingFetch } from '../replay/replaying-fetch.ts'
import { serveFetch } from '../replay/serve-fetch.ts'
import { hasShared, sharedFiles, sharedPath } from '../shared-data.ts'
import type { ForwardingApp } from './behind-app.ts'
import { serveExpress } from './express.ts'
import { serveFastify } from './fastify.ts'
import { serveHono } from './hono.ts'

const OPTIONS = { store: createMemoryStore() }

/** Applications that forward what they are sent: byte for byte, but where a parser has made a value of it. */
const FRAMEWORKS: Readonly<Record<string, (url: string) => Promise<ForwardingApp>>> = {
  hono: (url) => serveHono({ url, adapters: [honoAdapter], options: OPTIONS }),
  'express 5': (url) => serveExpress(express, 'nowhere', { url, adapters: [expressAdapter], options: OPTIONS }),
  'express 4': (url) => serveExpress(express4, 'before', { url, adapters: [expressAdapter], options: OPTIONS }),
  fastify: (url) => serveFastify({ url, adapters: [fastifyAdapter], options: OPTIONS }),
}

const APIS = ['anthropic-messages', 'openai-chat', 'openai-responses', 'gemini']

/** A request that was recorded, as it went over the wire, and its answer. */
interface Recorded {
  readonly path: string
  readonly body: string
  readonly response: RecordedAnswer
}

/** Recorded requests of an API that are JSON, with their answers. */
function recorded(api: string): readonly Recorded[] {
  return sharedFiles(`fixtures/${api}`, '.json').flatMap((file) => {
    const [exchange] = readRecorded(sharedPath(file))
    if (exchange?.request?.method !== 'POST' || Object(exchange.request.body) !== exchange.request.body) return []
    if (!URL.canParse(exchange.request.url)) return []
    const { pathname, search } = new URL(exchange.request.url)
    return [{ path: pathname + search, body: JSON.stringify(exchange.request.body), response: exchange.response }]
  })
}

describe.skipIf(!hasShared).each(Object.entries(FRAMEWORKS))('recorded exchanges through %s', (_, serve) => {
  it.each(APIS)('are shortened one way, and the same the other: %s', async (api) => {
    const exchanges = recorded(api)
    expect(exchanges.length).toBeGreaterThan(20)
    const upstream = replayingFetch(
      exchanges.map(({ response }) => ({ response })),
      { chunkBytes: 1024 },
    )
    const provider = await serveFetch('http://provider.invalid', upstream)
    const app = await serve(provider.url)
    for (const { path, body, response } of exchanges) {
      const headers = { 'content-type': 'application/json' }
      const reply = await fetch(app.url + path, { method: 'POST', headers, body })
      expect(reply.status).toBe(response.status)
      expect(await reply.text()).toBe(response.sse ?? textOf(response.body))
      expect(upstream.sent.at(-1)?.bodyText).toBe(await shortened(path, body))
    }
    await app.close()
    await provider.close()
  })
})

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** What a request is to become, by the engine alone. */
async function shortened(path: string, body: string): Promise<string> {
  const request: unknown = JSON.parse(body)
  const dialect = dialectOf(request, path)
  if (dialect === undefined) return body
  const { sent } = await openTurn(request, { ...OPTIONS, dialect, retrieve: 'visible' }, body)
  return sent.body ?? body
}
