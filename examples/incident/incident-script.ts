import { RETRIEVE_TOOL_NAME } from '@headroom/core'
import { found, type Script, type Sent } from './script.ts'

/** What a careful engineer does about the incident. Every fact comes from what the model was sent, or the step throws. */
export const incidentScript: Script = [
  () => ({
    text: 'The log of the service first.',
    call: { toolName: 'read_log', input: { service: 'checkout' } },
  }),
  (sent) => {
    const log = sent.result('read_log')
    const since = found(
      log,
      /(\d\d:\d\d:\d\d)\S* ERROR [^\n]*timeout exceeded when trying to connect/,
      'the first error',
    )
    found(log, /no exchange rate for/, 'the warnings before the errors')
    return {
      text: `Since ${since} requests wait for a database connection in vain. Before that, orders without an exchange rate; which ones?`,
      call: { toolName: RETRIEVE_TOOL_NAME, input: { key: keyIn(log), grep: 'no exchange rate' } },
    }
  },
  (sent) => ({
    text: `${ordersIn(sent).length} orders, as many as the pool has connections. What became of their payments?`,
    call: { toolName: 'query_database', input: { sql: 'SELECT * FROM payments ORDER BY id' } },
  }),
  (sent) => {
    found(sent.result('query_database'), /pending/, 'payments that are pending')
    return {
      text: 'They are still pending. Where does the service take connections, and where does it give them back?',
      call: { toolName: 'grep', input: { pattern: 'connect|release' } },
    }
  },
  (sent) => {
    linesOfCode(sent)
    return { text: 'One way out gives none back. Do the tests know?', call: { toolName: 'run_tests', input: {} } }
  },
  (sent) => ({ text: conclusion(sent) }),
]

/** The first line of an error, and its time: lines stand in the order of the log, whatever else a view says. */
const FIRST_ERROR = /^\S{10}T(\d\d:\d\d:\d\d)\S* ERROR [^\n]*timeout exceeded when trying to connect/m

function conclusion(sent: Sent): string {
  const log = sent.result('read_log')
  const orders = ordersIn(sent)
  const { taken, given } = linesOfCode(sent)
  const since = found(log, FIRST_ERROR, 'the first error')
  const frame = found(log, /(checkout\.js:\d+):\d+/, 'the place in the stack trace')
  const pool = found(log, /pool of (\d+) connections/, 'the size of the pool')
  const test = found(sent.result('run_tests'), /FAIL [^\n]* > ([^\n]+)/, 'the failing test')
  const tests = found(sent.result('run_tests'), /Tests\s+(1 failed[^\n]*?)\s*\n/, 'the count of tests')
  return [
    `Cause: checkout() takes a connection (checkout.js:${taken}) and gives it back only in line ${given}. An order in a currency without
    an exchange rate leaves before that, and its connection is lost. After ${orders.length} of them the pool of ${pool} was empty: from
    ${since} on every request timed out at ${frame}.`,
    `Affected: orders ${orders.join(', ')}. All are in CHF, and their payments are left pending.`,
    `Change: release the connection in a finally block, and bring back the rate of CHF. "${test}" shows it (${tests}).`,
  ]
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' '))
    .join('\n')
}

function keyIn(view: string): string {
  return found(view, /key ([0-9a-f]{16})/, 'the key of the original')
}

function ordersIn(sent: Sent): string[] {
  const orders = [...sent.result(RETRIEVE_TOOL_NAME).matchAll(/order (\d+) has no exchange rate for CHF/g)]
  return orders.map(([, order]) => order ?? '')
}

function linesOfCode(sent: Sent): { readonly taken: string; readonly given: string } {
  const hits = sent.result('grep')
  return {
    taken: found(hits, lineOf('pool\\.connect\\(\\)'), 'where a connection is taken'),
    given: found(hits, lineOf('\\.release\\(\\)'), 'where a connection is given back'),
  }
}

/** The number of a line of checkout.js, beside its path or in the lines beneath it. */
function lineOf(code: string): RegExp {
  return new RegExp(`checkout\\.js(?::|\\n(?:\\d[^\\n]*\\n|--\\n)*?)(\\d+):[^\\n]*${code}`)
}
