// Rules of one's own: what may be done to a tool result is decided by the tool that it came from.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { compress, createMemoryStore, policies, type PolicyFunction, type ToolRules } from '@headroom/core'

const payments = readFileSync(new URL('incident/captured/payments.json', import.meta.url), 'utf8')
const messages = ['query_ledger', 'query_shop', 'mcp__db__query'].flatMap((name) => [
  { role: 'assistant', content: [{ type: 'tool_use', id: name, name, input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: name, content: payments }] },
])

// By name or pattern: the auditors want every row of the ledger shown, the shop's own table may be summed up.
const tools: ToolRules = { query_ledger: 'lossless', query_shop: { keepRatio: 0.1 }, 'mcp__db__*': 'verbatim' }

// Or as a function of the segment, for whatever a name cannot say.
const policy: PolicyFunction = (segment) => (segment.turn > 2 ? 'lossless' : policies.balanced(segment))

for (const rules of [{ tools }, { policy }]) {
  const { report } = await compress(messages, { ...rules, repeats: false, store: createMemoryStore() })
  for (const { tool, form, tokensBefore, tokensAfter } of report.outcomes) {
    console.log(`${tool}: ${form}, ${tokensBefore} → ${tokensAfter} tokens`)
  }
  const forms = report.outcomes.map(({ form }) => form)
  assert.deepEqual(forms, 'tools' in rules ? ['lossless', 'view', 'verbatim'] : ['view', 'lossless', 'lossless'])
}
