import { createMemoryStore } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { ANTHROPIC_AGENTS } from './anthropic-agents.ts'
import { expectSameBeginnings } from './expect-same-beginnings.ts'
import { behindHeadroom, startStandIn, talk } from './loop-bench.ts'
import { loopContract } from './loop-contract.ts'
import { answersOf, QUESTIONS, SCRIPT } from './loop-script.ts'

loopContract(ANTHROPIC_AGENTS)

describe('headroomFetch under @anthropic-ai/sdk', () => {
  it('leaves a breakpoint that moves with the conversation where the client has it', async () => {
    const standIn = await startStandIn(SCRIPT)
    const [agent] = ANTHROPIC_AGENTS
    if (agent === undefined) throw new Error('There is no client.')
    const ask = agent.connect(behindHeadroom(standIn, createMemoryStore()))
    let history: readonly unknown[] = []
    for (const [index, question] of QUESTIONS.entries()) {
      const turn = await talk(agent, (said) => ask(marked(said)), history, question, 'cart')
      expect(turn.text).toBe(answersOf('cart')[index])
      ;({ history } = turn)
    }
    const sent = standIn.requests.map(({ bodyText }) => bodyText)
    expect(standIn.requests.map(({ status, turn }) => [status, turn])).toEqual(sent.map((_, turn) => [200, turn]))
    // Rounds of one turn begin with its first request, breakpoint and all.
    expect(sent.map((body) => body.split('"cache_control"').length - 1)).toEqual(sent.map(() => 1))
    const bare = standIn.requests.map(({ body }) => ({
      body,
      bodyText: JSON.stringify(body).replaceAll(BREAKPOINT, ''),
    }))
    expectSameBeginnings(
      agent,
      bare.map(({ bodyText }) => ({ bodyText, body: JSON.parse(bodyText) as unknown })),
    )
  })
})

const BREAKPOINT = ',"cache_control":{"type":"ephemeral"}'

/** A history with a breakpoint at its end. */
function marked(history: readonly unknown[]): readonly unknown[] {
  return history.map((item, index) => {
    const { role, content } = item as { readonly role: string; readonly content: unknown }
    const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : (content as readonly object[])
    const last = { ...blocks.at(-1), cache_control: { type: 'ephemeral' } }
    return index < history.length - 1 ? { role, content: blocks } : { role, content: [...blocks.slice(0, -1), last] }
  })
}
