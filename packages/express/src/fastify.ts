import {
  type BodyOptions,
  InvalidOptionError,
  postsJson,
  resolveBodyOptions,
  shortenBody,
  turnHeaders,
} from '@headroom/core'
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest, RegisterOptions, RequestPayload } from 'fastify'
import { Readable } from 'node:stream'
import { headOf } from './head-of.ts'
import { setLength } from './set-length.ts'

/** What `compressionPlugin` takes. All optional. Longer bodies than Fastify's own `bodyLimit` are left to Fastify to refuse. */
export type FastifyOptions = BodyOptions<FastifyRequest>

/**
 * A plugin of Fastify 5 that shortens the tool results in requests to language models before they are parsed, and tells in headers of
 * the reply what was saved. Like `compressionMiddleware` of `@headroom/express`; it holds for the whole instance that it is
 * registered in.
 *
 * @throws InvalidOptionError, when it is registered, naming the option, what was given and what would do.
 */
export const compressionPlugin: FastifyPluginAsync<FastifyOptions> = Object.assign(plugin, {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: '@headroom/express/fastify',
  // Fastify itself refuses to be of another version than this.
  [Symbol.for('plugin-meta')]: { name: '@headroom/express/fastify', fastify: '5.x' },
})

async function plugin(fastify: FastifyInstance, settings: FastifyOptions & RegisterOptions): Promise<void> {
  if (typeof fastify?.addHook !== 'function')
    throw new InvalidOptionError('app', 'must be of Fastify 5; Express takes @headroom/express')
  // What `register` itself takes comes along.
  const { prefix: _, logLevel: __, logSerializers: ___, ...options } = settings
  const resolved = resolveBodyOptions(options)
  if (resolved.enabled === false) return
  fastify.addHook('preParsing', async (request, reply, payload) => {
    const { raw } = request
    if (!postsJson(headOf(raw))) return payload
    const given = await bytesOf(payload, request.routeOptions.bodyLimit ?? Infinity, raw.headers['content-length'])
    if (!(given instanceof Buffer)) return given
    const shortened = await shortenBody(given, { request, url: request.originalUrl }, resolved)
    if (shortened !== undefined && !reply.hasHeader('x-headroom-compressed'))
      reply.headers(Object.fromEntries(turnHeaders(shortened.turn)))
    const body = shortened?.body ?? given
    if (body !== given) setLength(raw, body.length)
    return Readable.from([body], { objectMode: false })
  })
}

/** A payload as bytes; where it is longer than the limit, a stream of all of it. */
async function bytesOf(payload: RequestPayload, limit: number, expected = '0'): Promise<Buffer | Readable> {
  if (Number(expected) > limit) return payload
  const chunks: Buffer[] = []
  let length = 0
  const rest = payload[Symbol.asyncIterator]() as AsyncIterator<Buffer | string>
  for (let next = await nextOf(rest); next.done !== true; next = await nextOf(rest)) {
    const chunk = Buffer.from(next.value)
    chunks.push(chunk)
    length += chunk.length
    if (length > limit) return Readable.from(joined(chunks, rest), { objectMode: false })
  }
  return Buffer.concat(chunks)
}

async function nextOf(rest: AsyncIterator<Buffer | string>): Promise<IteratorResult<Buffer | string>> {
  try {
    return await rest.next()
  } catch (error) {
    // The client has gone, or what it sent is broken: told as Fastify's own parsers do.
    throw Object.assign(Object(error) as object, { statusCode: 400 })
  }
}

async function* joined(
  chunks: readonly Buffer[],
  rest: AsyncIterator<Buffer | string>,
): AsyncGenerator<Buffer | string> {
  yield* chunks
  for (let next = await nextOf(rest); next.done !== true; next = await nextOf(rest)) yield next.value
}
