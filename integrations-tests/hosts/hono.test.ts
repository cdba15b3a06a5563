import { createMemoryStore, headroomFetch } from '@headroom/core'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { ANTHROPIC_AGENTS } from '../clients/anthropic-agents.ts'
import { startStandIn, talk } from '../clients/loop-bench.ts'
import { answersOf, QUESTIONS, SCRIPT } from '../clients/loop-script.ts'
import { firstAndLastLines } from './first-and-last-lines.ts'
import { HOSTS } from './hono.ts'
import { testHost } from './test-host.ts'

for (const host of HOSTS) testHost(host)

describe('headroomFetch in a handler of Hono', () => {
  it.each(ANTHROPIC_AGENTS.slice(0, 3))('answers retrieve calls out of the sight of $name', async (agent) => {
    const { url } = await startStandIn(SCRIPT)
    const send = headroomFetch(fetch, { store: createMemoryStore(), compressors: [firstAndLastLines] })
    const app = new Hono()
    app.post('*', ({ req }) => send(new Request(url + req.path, req.raw)))
    const ask = agent.connect({ url: 'http://gateway.invalid', fetch: async (...call) => app.request(...call) })
    const { text, calls } = await talk(agent, ask, [], QUESTIONS[0], 'cart')
    expect(text).toBe(answersOf('cart')[0])
    expect(calls.flat()).not.toContain('headroom_retrieve')
  })
})
