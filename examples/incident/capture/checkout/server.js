import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import pg from 'pg'
import { checkout } from './checkout.js'

/** Connections to the database, and how long a request waits for one, in milliseconds. */
const POOL = { max: 10, connectionTimeoutMillis: 750 }

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, ...POOL })

let requests = 0

createServer(async (request, response) => {
  const order = await json(request)
  const id = (requests++).toString(16).padStart(4, '0')
  const log = logFor(id)
  log('INFO', `POST /checkout order=${order.id} customer=${order.customerId} ${order.amountCents} ${order.currency}`)
  const started = performance.now()
  const status = await statusOf(order, log)
  log(status < 500 ? 'INFO' : 'ERROR', `${status} in ${Math.round(performance.now() - started)} ms`)
  response.writeHead(status).end()
}).listen(Number(process.env.PORT), () => logFor('main')('INFO', `listening, pool of ${POOL.max} connections`))

setInterval(() => {
  const level = pool.waitingCount > 0 ? 'WARN' : 'INFO'
  logFor('pool')(level, `total=${pool.totalCount} idle=${pool.idleCount} waiting=${pool.waitingCount}`)
}, 1000).unref()

async function statusOf(order, log) {
  try {
    return (await checkout(pool, order, log)).status
  } catch (error) {
    log('ERROR', `order ${order.id} failed: ${error.stack}`)
    return 503
  }
}

function logFor(id) {
  return (level, text) => console.log(`${new Date().toISOString()} ${level.padEnd(5)} [${id}] ${text}`)
}
