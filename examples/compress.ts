// A list of messages, shortened before it goes to a model; the model can have every original back.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { compress, createMemoryStore, retrieve } from '@headroom/core'

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')

const messages = [
  { role: 'user', content: 'Why does checkout answer 503?' },
  {
    role: 'assistant',
    content: null,
    tool_calls: [
      { id: 'call_1', type: 'function', function: { name: 'read_log', arguments: '{"service":"checkout"}' } },
    ],
  },
  { role: 'tool', tool_call_id: 'call_1', content: log },
]

// A store says: whoever runs this can also answer calls of the retrieve tool. So lines may be left out.
const store = createMemoryStore()
const { messages: shortened, report } = await compress(messages, { store })
console.log(`${report.tokensBefore} → ${report.tokensAfter} tokens`)
assert(report.tokensAfter < report.tokensBefore / 2)
assert.equal(shortened.length, messages.length)

// The view in the tool message names this key. The answer is byte for byte what the log says.
const [key = ''] = report.keys
const part = await retrieve(store, { key, lines: '1-3' })
assert(part.found)
assert(log.startsWith(part.text))
console.log(part.text)

// Without a store nothing is left out: what remains decodes to the original.
const lossless = await compress(messages)
console.log(
  `without a store: ${lossless.report.tokensBefore} → ${lossless.report.tokensAfter} tokens, nothing left out`,
)
assert.deepEqual(lossless.report.keys, [])
