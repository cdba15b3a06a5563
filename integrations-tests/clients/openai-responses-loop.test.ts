import { createMemoryStore, headroomFetch, type Turn } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { startStandIn } from './loop-bench.ts'
import { loopContract } from './loop-contract.ts'
import { openaiAt } from './openai-chat-agents.ts'
import { OPENAI_RESPONSES_AGENTS, TOOLS_OF_RESPONSES } from './openai-responses-agents.ts'

loopContract(OPENAI_RESPONSES_AGENTS)

describe('headroomFetch under openai', () => {
  it('hides nothing in a conversation that the provider keeps, and says so', async () => {
    const standIn = await startStandIn({ turns: [], final: 'Hello.' })
    const turns: Turn[] = []
    const fetch = headroomFetch(globalThis.fetch, {
      store: createMemoryStore(),
      onTurn: (turn) => turns.push(turn),
    })
    const client = openaiAt({ url: standIn.url, fetch })
    const { id: conversation } = await client.conversations.create({})
    const asked = { model: 'gpt-5.5', input: 'Why?', tools: TOOLS_OF_RESPONSES }
    const { output_text: text } = await client.responses.create({ ...asked, conversation })
    expect(text).toBe('Hello.')
    expect(turns.map(({ report, rounds }) => [report.noViews, rounds])).toEqual([['kept-by-provider', undefined]])
    expect(standIn.requests.at(-1)?.bodyText).not.toContain('headroom_retrieve')
  })
})
