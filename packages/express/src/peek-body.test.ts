import { once } from 'node:events'
import { Agent, type IncomingMessage, request as send, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { PassThrough, Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { isUnread, peekBody, replaceBody } from './peek-body.ts'
import { serve } from './testing/serve.ts'

const LIMIT = 10_000_000

/** Serves requests by a function that says what the answer is. */
function answering(answer: (request: IncomingMessage) => Promise<string>): Promise<string> {
  return serve((request: IncomingMessage, response: ServerResponse) => {
    answer(request).then(
      (text) => response.end(text),
      (error: unknown) => response.end(`failed: ${String(error)}`),
    )
  })
}

async function post(url: string, body: BodyInit): Promise<string> {
  return (await fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit)).text()
}

/** A body that comes in pieces, each after a while, of no length that is told before. */
function slowly(pieces: readonly string[]): ReadableStream<Uint8Array> {
  const left = [...pieces]
  return new ReadableStream({
    async pull(controller) {
      await wait(2)
      const piece = left.shift()
      if (piece === undefined) controller.close()
      else controller.enqueue(new TextEncoder().encode(piece))
    },
  })
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** Every way in which a body is read after it was peeked at. */
const READERS: Readonly<Record<string, (request: IncomingMessage) => Promise<string>>> = {
  iteration: textOf,
  'a fetch that it is the body of': (request) => new Response(request as unknown as BodyInit).text(),
  'a web stream': (request) => new Response(Readable.toWeb(request) as ReadableStream<Uint8Array>).text(),
  'a pipe': (request) => textOf(request.pipe(new PassThrough())),
  async 'data events'(request) {
    let text = ''
    request.on('data', (chunk: Buffer) => void (text += chunk.toString()))
    await once(request, 'end')
    return text
  },
  async 'data events at once after others have waited'(request) {
    await wait(5)
    return READERS['data events']?.(request) ?? ''
  },
  async 'readable events'(request) {
    let text = ''
    request.on('readable', () => {
      for (let chunk: Buffer | null = request.read(); chunk !== null; chunk = request.read()) text += chunk.toString()
    })
    await once(request, 'end')
    return text
  },
  async 'data events with an encoding'(request) {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => void (text += chunk))
    await once(request, 'end')
    return text
  },
}

const LONG = 'ä😀 '.repeat(200_000)
const BODIES: Readonly<Record<string, () => BodyInit>> = {
  short: () => LONG.slice(0, 20),
  long: () => LONG,
  'in pieces': () => slowly(Array.from({ length: 5 }, () => LONG.slice(0, 30_000))),
}

describe('peekBody', () => {
  describe.each(Object.entries(BODIES))('of a body that is %s', (_, bodyOf) => {
    it.each(Object.entries(READERS))('gives it, and leaves it to %s', async (__, read) => {
      const url = await answering(async (request) => {
        const peeked = await peekBody(request, LIMIT)
        const text = await read(request)
        return `${String(Buffer.isBuffer(peeked) && peeked.toString() === text)} ${text}`
      })
      expect(await post(url, bodyOf())).toBe(`true ${await new Response(bodyOf()).text()}`)
    })

    it.each(Object.entries(READERS))('leaves another body to %s where it was replaced', async (__, read) => {
      const url = await answering(async (request) => {
        await peekBody(request, LIMIT)
        replaceBody(request, Buffer.from('another'))
        return read(request)
      })
      expect(await post(url, bodyOf())).toBe('another')
    })
  })

  it('tells that a body is too large, by what it says and by what comes', async () => {
    const url = await answering(async (request) => {
      const peeked = await peekBody(request, 10)
      request.resume()
      return String(peeked)
    })
    expect(await post(url, 'x'.repeat(11))).toBe('too-large')
    expect(await post(url, slowly(['x'.repeat(6), 'x'.repeat(6)]))).toBe('too-large')
    expect(await post(url, 'x'.repeat(10))).toBe('x'.repeat(10))
  })

  it('tells that the client has gone', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    const url = await serve((request) => void peekBody(request, LIMIT).then(resolve))
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf of it')
    await wait(20)
    socket.destroy()
    expect(await promise).toBe('gone')
  })

  it('lets the connection be used again where nobody reads what was put back', async () => {
    const url = await answering(async (request) => {
      await peekBody(request, LIMIT)
      return `port ${request.socket.remotePort}`
    })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const answers: string[] = []
    for (let count = 0; count < 3; count += 1) {
      const request = send(url, { method: 'POST', agent })
      request.end(LONG)
      const [response] = (await once(request, 'response')) as [IncomingMessage]
      answers.push(await textOf(response))
    }
    agent.destroy()
    expect(new Set(answers).size).toBe(1)
  })
})

describe('isUnread', () => {
  it('is false of a body that another reads, has read or decodes, or that is not there', async () => {
    const preparations = [
      () => undefined,
      (request: IncomingMessage) => void request.on('data', () => undefined),
      (request: IncomingMessage) => void request.setEncoding('latin1'),
      (request: IncomingMessage) => textOf(request),
    ]
    const url = await answering(async (request) => {
      await preparations.shift()?.(request)
      const answer = String(isUnread(request))
      request.resume()
      return answer
    })
    const answers: string[] = []
    while (preparations.length > 0) answers.push(await post(url, 'body'))
    answers.push(await (await fetch(url)).text())
    expect(answers).toEqual(['true', 'false', 'false', 'false', 'false'])
  })
})
