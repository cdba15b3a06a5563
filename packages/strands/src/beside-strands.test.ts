import {
  ContextWindowOverflowError,
  Offload,
  SlidingWindowConversationManager,
  SummarizingConversationManager,
  tool,
} from '@strands-agents/sdk'
import { describe, expect, it } from 'vitest'
import { agentOf, LOAD, plugin, type Scripted } from './testing/agent-of.ts'
import { longText } from './testing/first-and-last.ts'
import { KEY } from './testing/scripted-model.ts'

const DONE = { text: 'Done.' }

/** About 4,000 tokens. */
const longer = tool({
  name: 'load',
  description: 'Loads.',
  callback: () => ['a', 'b', 'c', 'd'].map(longText).join('\n'),
})

/** How many calls, from the second on, begin with the one before. */
function kept({ model }: Scripted): number {
  const beginnings = model.asked.map(({ json }) => json.slice(0, -1))
  return model.asked.slice(1).filter(({ json }, index) => json.startsWith(beginnings[index] ?? '')).length
}

describe("Strands' default, a sliding window", () => {
  it('takes the beginning away after forty messages, with the plugin and without', async () => {
    for (const plugins of [[], [plugin()]]) {
      const script = Array.from({ length: 30 }, () => DONE)
      const conversationManager = new SlidingWindowConversationManager()
      const scripted = agentOf(script, { plugins, conversationManager })
      for (const _ of script) await scripted.agent.invoke('Again?')
      expect(kept(scripted)).toBe(20)
    }
  })
})

describe('a summary', () => {
  it('is made of the originals', async () => {
    const conversationManager = new SummarizingConversationManager({ preserveRecentMessages: 1, summaryRatio: 0.8 })
    const overflow = { error: new ContextWindowOverflowError('The call is too long.') }
    const script = [LOAD, DONE, overflow, { text: 'A log was read.' }, DONE]
    const { agent, model } = agentOf(script, { plugins: [plugin()], conversationManager })
    await agent.invoke('What is in a?')
    await agent.invoke('And now?')
    expect(model.asked.map(({ json }) => json.includes('a line 59'))).toEqual([false, false, false, true, false])
    expect(model.asked[4]?.json).toContain('A log was read.')
  })
})

describe("contextManager: 'auto'", () => {
  it('cuts long results in the history itself, before the plugin sees them', async () => {
    const scripted = agentOf([LOAD, DONE], { contextManager: 'auto', tools: [longer] })
    await scripted.agent.invoke('What is in a?')
    expect(JSON.stringify(scripted.agent.messages)).not.toContain('d line 59')
    expect(scripted.model.asked[0]?.tools).toEqual(['load', 'headroom_retrieve', 'retrieve_context'])
    expect(scripted.model.asked[1]?.json).not.toContain('[2 of 480 lines shown')
  })

  it('leaves results to the plugin with strategies of other things', async () => {
    const contextManager = { strategies: [Offload.summarize('*').when({ utilization: 0.85, preserveRecent: 4 })] }
    const retrieve = { calls: [{ name: 'headroom_retrieve', input: { key: KEY, grep: 'd line 59' } }] }
    const scripted = agentOf([LOAD, retrieve, DONE], { contextManager, tools: [longer] })
    await scripted.agent.invoke('What is in a?')
    expect(JSON.stringify(scripted.agent.messages)).toContain('d line 59')
    expect(scripted.model.asked[1]?.json).toContain('[2 of 480 lines shown')
    expect(scripted.model.asked[2]?.json).toContain('d line 59: nothing of note')
    expect(kept(scripted)).toBe(2)
  })
})
