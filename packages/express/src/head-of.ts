import type { RequestHead } from '@headroom/core'
import type { IncomingMessage } from 'node:http'

/** The head of a request of Node, as core looks at it. */
export function headOf({ method, headers }: IncomingMessage): RequestHead {
  return { method, header: (name) => headers[name]?.toString() }
}
