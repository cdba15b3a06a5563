// A policy of one's own: what may be done to a tool result is decided by the tool that it came from.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { compress, createMemoryStore, policies, type PolicyFunction } from '@headroom/core'

const payments = readFileSync(new URL('incident/captured/payments.json', import.meta.url), 'utf8')

// The auditors want every row of the ledger shown; the shop's own table may be summed up; the rest as usual.
const policy: PolicyFunction = (segment) => {
  if (segment.tool?.name === 'query_ledger') return 'lossless'
  if (segment.tool?.name === 'query_shop') return { form: 'view', keepRatio: 0.1 }
  return policies.balanced(segment)
}

const messages = ['query_ledger', 'query_shop'].flatMap((name) => [
  { role: 'assistant', content: [{ type: 'tool_use', id: name, name, input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: name, content: payments }] },
])

const { report } = await compress(messages, { policy, store: createMemoryStore() })
for (const { tool, form, tokensBefore, tokensAfter } of report.outcomes) {
  console.log(`${tool}: ${form}, ${tokensBefore} → ${tokensAfter} tokens`)
}
const [ledger, shop] = report.outcomes
assert.equal(ledger?.form, 'lossless')
assert.equal(shop?.form, 'view')
assert(shop.tokensAfter < ledger.tokensAfter)
