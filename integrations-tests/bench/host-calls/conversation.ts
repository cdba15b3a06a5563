/** What the user asks. */
export const QUESTION = 'Why does the cart answer slowly?'

/** The user's tool. */
export const TOOL = { name: 'query_logs', description: 'Gives the log of a service.' } as const

/** Its arguments' schema, as JSON. */
export const SCHEMA = {
  type: 'object',
  properties: { service: { type: 'string' } },
  required: ['service'],
} as const

/** What it is called with. */
export const INPUT = { service: 'cart' } as const

/** The call's id. */
export const CALL_ID = 'call_1'

/** What the model answers. */
export const ANSWER = 'The pool of connections is too small.'

/** Lines of the log: some 10 kB, of which a view shows a few. */
const LINES = 150

/** A line in the middle of the log that no view shows. */
export const DULL_LINE = 'handled request 7077 '

/** What the tool gave. */
export const LOG: string = Array.from({ length: LINES }, (_, line) => {
  const second = String(line % 60).padStart(2, '0')
  if (line === 100) return `2026-01-01T12:01:${second}Z ERROR worker-3 timed out waiting for a connection of the pool`
  return `2026-01-01T12:01:${second}Z INFO  worker-3 handled request ${7000 + line} in ${line % 37} ms`
}).join('\n')
