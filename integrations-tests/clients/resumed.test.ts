import { createMemoryStore, headroomFetch } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { firstAndLast } from '../first-and-last.ts'
import type { Script } from '../stand-in/script.ts'
import { ANTHROPIC_AGENTS } from './anthropic-agents.ts'
import { startStandIn, stopStandIns, talk } from './loop-bench.ts'
import { retrieve } from './loop-script.ts'

/** A user turn without Headroom, and two with it: the second log is shortened, looked into, and quoted in the end. */
const SCRIPT: Script = {
  turns: [
    { thinking: 'The log.', calls: [{ name: 'query_logs', args: { service: 'cart' } }] },
    { thinking: 'I see.', text: 'Seen.' },
    { thinking: 'The other one.', calls: [{ name: 'query_logs', args: { service: 'search' } }] },
    { thinking: 'Errors?', calls: [retrieve({ grep: 'ERROR' })] },
    { thinking: 'There.', text: 'It says {{match:the pool of till is exhausted}}.' },
    { text: 'As I said: {{match:the pool of till is exhausted}}.' },
  ],
}

stopStandIns()

describe.each(ANTHROPIC_AGENTS)('headroomFetch that resumes, under $name', (agent) => {
  it('leaves what the provider has read as it was, and hides retrieval from there on', async () => {
    const standIn = await startStandIn(SCRIPT)
    const store = createMemoryStore()
    const { url } = standIn
    const began = await talk(agent, agent.connect({ url, fetch, store }), [], 'What is in the log?', 'cart')
    const resumed = headroomFetch(fetch, { store, resumes: true, compressors: [firstAndLast] })
    const ask = agent.connect({ url, fetch: resumed, store })
    const next = await talk(agent, ask, began.history, 'And in the other?', 'till')
    const last = await talk(agent, ask, next.history, 'Sure?', 'till')
    expect([next.text, last.text]).toEqual([
      'It says the pool of till is exhausted.',
      'As I said: the pool of till is exhausted.',
    ])
    expect(standIn.requests.map(({ status, refusal }) => [status, refusal])).toEqual(
      SCRIPT.turns.map(() => [200, undefined]),
    )
    const sent = standIn.requests.map(({ body }) => body as Readonly<Record<string, unknown>>)
    const lists = sent.map(({ messages }) => JSON.stringify(messages))
    for (const [at, list] of lists.slice(1).entries()) expect(list.startsWith(lists[at]?.slice(0, -1) ?? '')).toBe(true)
    expect(new Set(sent.map(({ tools }) => JSON.stringify(tools))).size).toBe(1)
    expect(lists.map((list) => list.split('tool_addition').length - 1)).toEqual([0, 0, 1, 1, 1, 1])
  })
})
