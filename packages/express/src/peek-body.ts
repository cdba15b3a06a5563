import type { IncomingMessage } from 'node:http'

/** Why a body could not be read. */
export type Unread =
  /** It is longer than it may be. */
  | 'too-large'
  /** The client has gone, or what it sent is broken. */
  | 'gone'

/** Whether a request has a body that nobody has read yet, or is about to. */
export function isUnread(request: IncomingMessage): boolean {
  const { headers, readableDidRead, readableEncoding, readableFlowing, destroyed } = request
  const isSent = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  return isSent && !readableDidRead && readableEncoding === null && readableFlowing === null && !destroyed
}

/**
 * Reads the whole body of a request and puts it back, so that a parser or a pipe gets it as if nobody had.
 *
 * @param request One whose body is unread.
 * @param limit Bytes.
 */
export function peekBody(request: IncomingMessage, limit: number): Promise<Buffer | Unread> {
  const expected = Number(request.headers['content-length'])
  if (expected > limit) return Promise.resolve('too-large')
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0

    function onReadable(): void {
      for (let chunk: Buffer | null = request.read(); chunk !== null; chunk = request.read()) {
        chunks.push(chunk)
        length += chunk.length
      }
      if (length > limit) return end('too-large')
      if (length !== expected && !request.complete) return
      const body = Buffer.concat(chunks)
      // Before the stream has told of its end, what was read can be put back; so it is done at once.
      end(body)
      replaceBody(request, body)
    }

    function onGone(): void {
      end('gone')
    }

    function end(read: Buffer | Unread): void {
      request.off('readable', onReadable).off('error', onGone).off('close', onGone)
      resolve(read)
    }

    request.on('readable', onReadable).on('error', onGone).on('close', onGone)
  })
}

/** Gives a request that was read by `peekBody` another body to be read. */
export function replaceBody(request: ReadState, body: Uint8Array): void {
  while (request.read() !== null);
  request.unshift(body)
  // `fetch` and others take no stream of which anything was read, and this one is as if nothing were.
  const { _readableState: state } = request
  if (state !== undefined) state.dataEmitted = false
}

/** A request with what its stream keeps in mind of itself: there is no other way to set `readableDidRead`. */
interface ReadState extends IncomingMessage {
  _readableState?: { dataEmitted: boolean }
}
