import { appendFileSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createStandIn } from './create-stand-in.ts'
import { readScript } from './script.ts'

// node integrations-tests/stand-in/serve.ts --script FILE [--port 9911] [--strict] [--prefix-check] [--chunk 9]
//   [--delay MILLISECONDS] [--no-web-socket] [--idle SECONDS] [--log FILE]
// Prints its URL and stops by itself after --idle seconds without a request (default 600).
// The log has one JSON line a request; keys and tokens are left out of it.

const { values } = parseArgs({
  options: {
    script: { type: 'string' },
    port: { type: 'string', default: '0' },
    strict: { type: 'boolean', default: false },
    'prefix-check': { type: 'boolean', default: false },
    chunk: { type: 'string', default: '9' },
    delay: { type: 'string', default: '0' },
    'no-web-socket': { type: 'boolean', default: false },
    idle: { type: 'string', default: '600' },
    log: { type: 'string' },
  },
})
if (values.script === undefined) throw new Error('--script FILE is missing: a JSON file with a list `turns`.')

const { log } = values
const standIn = await createStandIn({
  script: readScript(readFileSync(values.script, 'utf8')),
  port: Number(values.port),
  strict: values.strict,
  prefixCheck: values['prefix-check'],
  chunkSize: Number(values.chunk),
  delayMilliseconds: Number(values.delay),
  webSocket: !values['no-web-socket'],
  idleMilliseconds: Number(values.idle) * 1000,
  onRequest: ({ headers, bodyText, ...request }) => {
    const { authorization, 'x-api-key': key, ...kept } = headers
    const line = { ...request, headers: kept, authorized: authorization !== undefined || key !== undefined }
    if (log !== undefined) appendFileSync(log, `${JSON.stringify({ ...line, bodyCharacters: bodyText.length })}\n`)
  },
})
console.log(standIn.url)
process.once('SIGINT', () => void standIn.close())
process.once('SIGTERM', () => void standIn.close())
await standIn.closed
