import { createMemoryStore, headroomFetch, type Turn } from '@headroom/core'
import { expect, it } from 'vitest'
import type { AgentClient } from './agent-client.ts'
import { startStandIn } from './loop-bench.ts'
import { firstAndLast } from '../first-and-last.ts'

/** Requests of which nothing is hidden. */
export function passingContract(agent: AgentClient): void {
  it.each(agent.obstacles)('sends $members as it is, and says why: $noViews', async ({ members, noViews }) => {
    const standIn = await startStandIn({ turns: [], final: 'Hello.' }, { strict: false })
    const turns: Turn[] = []
    const headroom = headroomFetch(fetch, {
      store: createMemoryStore(),
      compressors: [firstAndLast],
      onTurn: (turn) => turns.push(turn),
    })
    for (const under of [headroom, fetch]) {
      const ask = agent.connect({ url: standIn.url, fetch: under })
      expect((await ask([agent.user('Why?')], { members })).text).toBe('Hello.')
    }
    expect(turns.map(({ report, rounds }) => [report.noViews, rounds])).toEqual([[noViews, undefined]])
    const [under, plain] = standIn.requests
    expect(under?.bodyText).toBe(plain?.bodyText)
  })
}
