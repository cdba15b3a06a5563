import type { IncomingMessage } from 'node:http'

/**
 * Says in the headers of a request how long its body is, where they say so at all.
 *
 * @param length Bytes; undefined where the body is a value, whose bytes are not known: then nothing is said.
 */
export function setLength({ headers, rawHeaders }: IncomingMessage, length: number | undefined): void {
  const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-length')
  if (length === undefined) {
    delete headers['content-length']
    if (at >= 0) rawHeaders.splice(at, 2)
  } else if (headers['content-length'] !== undefined) {
    headers['content-length'] = String(length)
    if (at >= 0) rawHeaders[at + 1] = String(length)
  }
}
