// What a conversation costs, what shortening saves of it, and where the provider's cache is lost.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { anthropicMessages, answerRetrieveCall, applyEdits, compress, createMemoryStore } from '@headroom/core'
import { defaultTokenizer, retrieveTool } from '@headroom/core'
import { advise, compareFingerprints, createLedger, fingerprints, placeBreakpoints } from '@headroom/ledger'
import { type Fingerprints, removedBy, reportTable } from '@headroom/ledger'

const store = createMemoryStore()
const tokenizer = await defaultTokenizer()
const ledger = createLedger({ holdout: 0.1 })
const names = Array.from({ length: 1000 }, (_, at) => `session ${at}`)
const heldOut = names.filter((name) => ledger.isHeldOut(name))
console.log(`${heldOut.length} of ${names.length} conversations would be held out, to measure the saving by\n`)

// An agent fetches four texts. In between it looks up what the view of the first one left out.
const steps = ['service.log', 'payments.json', 'no exchange rate', 'search.txt', 'tests.txt']
const messages: object[] = [{ role: 'user', content: 'Why does checkout answer 503?' }]
let [key, cached] = ['', 0]
let before: Fingerprints | undefined

for (const [at, step] of steps.entries()) {
  messages.push(...(await exchangeOf(`toolu_${at}`, step)))
  const { request, report } = await compress(requestOf(at), { store })
  key = report.keys[0] ?? assert.fail()
  const sent = applyEdits(request, placeBreakpoints(request))

  const prints = fingerprints(sent) ?? assert.fail()
  const compared = before && compareFingerprints(before, prints)
  before = prints
  const change = compared?.status === 'broken' ? compared.change : undefined
  assert.equal(change, at === 3 ? 'tools[0].description changed (fetch)' : undefined)

  const sentTokens = tokenizer.count(JSON.stringify(sent))
  const usage = anthropicMessages.usage(replyTo(sentTokens, change === undefined ? cached : 0)) ?? assert.fail()
  cached = sentTokens
  // Of the tool's own definition no report tells.
  const removed = [{ id: 'tool', tokens: -tokenizer.count(JSON.stringify(retrieveTool)) }, ...removedBy(report)]
  const lookups = steps[at + 1] === 'no exchange rate' ? { retrievals: 1, alone: true } : {}
  const call = { conversation: 'incident', model: sent.model, at: Date.UTC(2026, 10, 22, 18, at), usage }
  const { dollars, savedDollars } = ledger.record({ ...call, removed, sentTokens, lookups })
  const row = `${step.padEnd(17)} $${dollars?.total.toFixed(4)}, saved $${savedDollars?.toFixed(4)}  ${change ?? ''}`
  console.log(row.trimEnd())
}

const report = ledger.report()
console.log(`\n${reportTable(report)}\n`)
const advice = advise(applyEdits(requestOf(0), placeBreakpoints(requestOf(0))))
for (const { code, problem, remedy } of advice) console.log(`${code}: ${problem} ${remedy}`)
assert((report.total.savedDollars ?? 0) > 0.4 && report.total.lookupDollars > 0)
assert(advice.some(({ code }) => code === 'volatile-prefix'))

async function exchangeOf(id: string, step: string): Promise<readonly object[]> {
  const isFile = step.includes('.')
  const input = isFile ? { of: step } : { key, grep: step }
  const content = isFile
    ? readFileSync(new URL(`incident/captured/${step}`, import.meta.url), 'utf8')
    : await answerRetrieveCall(store, input)
  return [
    { role: 'assistant', content: [{ type: 'tool_use', id, name: isFile ? 'fetch' : retrieveTool.name, input }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] },
  ]
}

function requestOf(at: number) {
  // In the midst of the conversation somebody edits a tool: the whole prompt is written anew.
  const description = at < 3 ? 'Fetches data.' : 'Fetches data of the shop.'
  const fetch = { name: 'fetch', description, input_schema: { type: 'object' } }
  const { inputSchema: input_schema, ...retrieve } = retrieveTool
  const tools = [fetch, { ...retrieve, input_schema }]
  const system = 'You look after a shop.\nCurrent time: 2026-11-22T18:12:05Z'
  return { model: 'claude-sonnet-4-6', max_tokens: 500, system, tools, messages: [...messages] }
}

/** As of a provider that reads the prompt before from its cache, and writes what is new. */
function replyTo(tokens: number, read: number): object {
  const input = { input_tokens: 0, cache_read_input_tokens: read, cache_creation_input_tokens: tokens - read }
  return { usage: { ...input, output_tokens: 200 } }
}
