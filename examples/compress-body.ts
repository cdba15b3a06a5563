// A request body on its way to the wire: one string in it is replaced, and every other byte stays as the client wrote it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { compressBody } from '@headroom/core'

const rows = readFileSync(new URL('incident/captured/payments.json', import.meta.url), 'utf8').trim()

// Spaces, 1.0 and a number beyond 2^53: JSON.parse and JSON.stringify would change all three.
const head =
  '{ "model": "claude-opus-5", "max_tokens": 1000, "temperature": 1.0, "metadata": { "trace": 9007199254740993 },'
const body = `${head}
  "messages": [
    { "role": "user", "content": "Which payments are pending?" },
    { "role": "assistant", "content": [
      { "type": "tool_use", "id": "toolu_1", "name": "query_database", "input": { "sql": "SELECT * FROM payments" } } ] },
    { "role": "user", "content": [
      { "type": "tool_result", "tool_use_id": "toolu_1", "content": ${JSON.stringify(rows)} } ] }
  ] }`

const { body: shortened, report } = await compressBody(body)
console.log(
  `${report.dialect}: ${report.tokensBefore} → ${report.tokensAfter} tokens, ${body.length} → ${shortened.length} bytes`,
)
assert(report.tokensAfter < report.tokensBefore)

// Everything before and after the one string is untouched.
const start = body.indexOf(JSON.stringify(rows))
const end = start + JSON.stringify(rows).length
assert(shortened.startsWith(body.slice(0, start)))
assert(shortened.endsWith(body.slice(end)))

// A body in which nothing gets shorter comes back as the very same object.
const bytes = new TextEncoder().encode(
  '{"model":"claude-opus-5","max_tokens":9,"messages":[{"role":"user","content":"Hello"}]}',
)
assert.equal((await compressBody(bytes)).body, bytes)
