import { InvalidOptionError } from '@headroom/core'
import {
  type AgentConfig,
  ContextWindowOverflowError,
  type ConversationManager,
  SlidingWindowConversationManager,
  SummarizingConversationManager,
} from '@strands-agents/sdk'
import { describe, expect, it } from 'vitest'
import { HeadroomConversationManager } from './headroom-conversation.ts'
import { agentOf, LOAD, plugin, type Scripted } from './testing/agent-of.ts'
import { firstAndLast } from './testing/first-and-last.ts'
import type { ScriptedReply } from './testing/scripted-model.ts'

const TOO_LONG: ScriptedReply = { error: new ContextWindowOverflowError('The call is too long.') }
const DONE: ScriptedReply = { text: 'Done.' }
const VIEW = '[2 of 120 lines shown'
const MIDDLE = 'a line 59: nothing of note'

/** Under `lossless` nothing is left out of a log, so that only the stronger policy makes it shorter. */
const OPTIONS = { compressors: [firstAndLast], policy: 'lossless' } as const

function managed(script: readonly ScriptedReply[], fallback?: ConversationManager, config: AgentConfig = {}): Scripted {
  const options = { ...OPTIONS, ...(fallback && { fallback }) }
  return agentOf(script, { ...config, conversationManager: new HeadroomConversationManager(options) })
}

/** Which calls showed a view, and which the whole text. */
function shown({ model }: Scripted): readonly string[] {
  return model.asked.map(({ json }) => (json.includes(VIEW) ? 'view' : json.includes(MIDDLE) ? 'whole' : 'none'))
}

describe('HeadroomConversationManager', () => {
  it('is the plugin, too', async () => {
    const scripted = agentOf([LOAD, DONE], {
      conversationManager: new HeadroomConversationManager({ compressors: [firstAndLast] }),
    })
    await scripted.agent.invoke('What is in a?')
    expect(shown(scripted)).toEqual(['none', 'view'])
    expect(scripted.model.asked[0]?.tools).toEqual(['load', 'headroom_retrieve'])
  })

  it('makes a call that is too long once more under the stronger policy, and stays with it', async () => {
    const scripted = managed([LOAD, TOO_LONG, DONE, LOAD, DONE])
    await scripted.agent.invoke('What is in a?')
    await scripted.agent.invoke('And now?')
    expect(shown(scripted)).toEqual(['none', 'whole', 'view', 'view', 'view'])
    expect(JSON.stringify(scripted.agent.messages)).not.toContain(VIEW)
    const [, , second, third, fourth] = scripted.model.asked.map(({ json }) => json)
    expect(third?.startsWith(second?.slice(0, -1) ?? '')).toBe(true)
    expect(fourth?.startsWith(third?.slice(0, -1) ?? '')).toBe(true)
  })

  it('declares the same tools before and after', async () => {
    const { agent, model } = managed([LOAD, TOO_LONG, DONE])
    await agent.invoke('What is in a?')
    expect(new Set(model.asked.map(({ toolSpecs }) => toolSpecs)).size).toBe(1)
  })

  it('stays with it in sessions', async () => {
    const before = managed([LOAD, TOO_LONG, DONE])
    await before.agent.invoke('What is in a?')
    const after = managed([DONE])
    after.agent.loadSnapshot(before.agent.takeSnapshot({ preset: 'session' }))
    await after.agent.invoke('Thanks.')
    expect(shown(after)).toEqual(['view'])
    expect(after.model.asked[0]?.json.startsWith(before.model.asked[2]?.json.slice(0, -1) ?? '')).toBe(true)
  })

  it('keeps agents apart', async () => {
    const manager = new HeadroomConversationManager(OPTIONS)
    const first = agentOf([LOAD, TOO_LONG, DONE], { conversationManager: manager })
    const second = agentOf([LOAD, DONE], { conversationManager: manager })
    await first.agent.invoke('What is in a?')
    await second.agent.invoke('What is in a?')
    expect(shown(second)).toEqual(['none', 'whole'])
  })

  it('does not ask again where nothing gets shorter', async () => {
    const scripted = managed([TOO_LONG, DONE])
    await expect(scripted.agent.invoke('What is in a?')).rejects.toThrow('The call is too long.')
    expect(scripted.model.asked).toHaveLength(1)
    expect(scripted.agent.appState.get('headroom')).toBeUndefined()
  })

  it('takes nothing out of the history, so that what is left of an overflow ends the invocation', async () => {
    const scripted = managed([LOAD, TOO_LONG, TOO_LONG, DONE])
    await expect(scripted.agent.invoke('What is in a?')).rejects.toThrow('The call is too long.')
    expect(shown(scripted)).toEqual(['none', 'whole', 'view'])
    expect(JSON.stringify(scripted.agent.messages)).toContain(MIDDLE)
  })

  it('passes every other error', async () => {
    const scripted = managed([LOAD, { error: new Error('busy') }])
    await expect(scripted.agent.invoke('What is in a?')).rejects.toThrow('busy')
    expect(scripted.model.asked).toHaveLength(2)
  })

  it('leaves the rest of an overflow to a sliding window', async () => {
    const scripted = managed([LOAD, TOO_LONG, TOO_LONG, DONE], new SlidingWindowConversationManager())
    const { stopReason } = await scripted.agent.invoke('What is in a?')
    expect(stopReason).toBe('endTurn')
    expect(shown(scripted)).toEqual(['none', 'whole', 'view', 'none'])
    expect(JSON.stringify(scripted.agent.messages)).toContain('<truncated chars=')
  })

  it('leaves the rest of an overflow to a summary', async () => {
    const manager = new SummarizingConversationManager({ preserveRecentMessages: 1, summaryRatio: 0.8 })
    const script = [LOAD, DONE, TOO_LONG, TOO_LONG, { text: 'A log was read.' }, DONE]
    const scripted = managed(script, manager)
    await scripted.agent.invoke('What is in a?')
    const { stopReason } = await scripted.agent.invoke('And now?')
    expect(stopReason).toBe('endTurn')
    expect(scripted.model.asked[5]?.json).toContain('A log was read.')
  })

  it('runs what a fallback does by itself', async () => {
    const scripted = managed([DONE, DONE, DONE], new SlidingWindowConversationManager({ windowSize: 2 }))
    for (const question of ['One?', 'Two?', 'Three?']) await scripted.agent.invoke(question)
    expect(scripted.agent.messages).toHaveLength(2)
  })

  it('keeps all messages where Strands alone keeps forty', async () => {
    const script = Array.from({ length: 25 }, () => DONE)
    const scripted = managed(script)
    for (const _ of script) await scripted.agent.invoke('Again?')
    expect(scripted.agent.messages).toHaveLength(50)
  })

  it('goes over to the policy that it is given', async () => {
    const options = { ...OPTIONS, overflowPolicy: (): 'verbatim' => 'verbatim' }
    const scripted = agentOf([LOAD, TOO_LONG], { conversationManager: new HeadroomConversationManager(options) })
    await expect(scripted.agent.invoke('What is in a?')).rejects.toThrow('The call is too long.')
    expect(shown(scripted)).toEqual(['none', 'whole'])
  })

  it('does nothing of its own where it is turned off', async () => {
    const options = { ...OPTIONS, enabled: false, fallback: new SlidingWindowConversationManager() }
    const manager = new HeadroomConversationManager(options)
    const scripted = agentOf([LOAD, TOO_LONG, DONE], { conversationManager: manager })
    await scripted.agent.invoke('What is in a?')
    expect(shown(scripted)).toEqual(['none', 'whole', 'none'])
    expect(scripted.model.asked[0]?.tools).toEqual(['load'])
  })

  it('refuses what cannot be used', () => {
    expect(() => new HeadroomConversationManager({ policy: 'strong' } as never)).toThrow(InvalidOptionError)
    expect(() => new HeadroomConversationManager({ fallback: {} } as never)).toThrow('`fallback` must be')
    expect(() => new HeadroomConversationManager({ fallbak: {} } as never)).toThrow(
      'known are fallback, overflowPolicy',
    )
    expect(() => new HeadroomConversationManager(null as never)).toThrow('`options` must be an object')
  })
})

describe('reduce', () => {
  it('asks the fallback, and asks for no call once more that would be the same', async () => {
    const asked: unknown[] = []
    const fallback = new SlidingWindowConversationManager()
    fallback.reduce = ({ error }) => asked.push(error) > 0
    const manager = new HeadroomConversationManager({ ...OPTIONS, fallback })
    const { agent } = agentOf([LOAD, DONE], { conversationManager: manager })
    await agent.invoke('What is in a?')
    const error = new ContextWindowOverflowError('The call is too long.')
    expect(await manager.reduce({ agent, model: agent.model })).toBe(true)
    expect(await manager.reduce({ agent, model: agent.model, error })).toBe(true)
    expect(asked).toEqual([undefined, error])
    expect(agent.appState.get('headroom')).toBeUndefined()
    expect(await new HeadroomConversationManager().reduce({ agent, model: agent.model, error })).toBe(false)
  })
})

describe('overflowPolicy', () => {
  it('comes before what Strands does about an overflow', async () => {
    const plugins = [plugin({ policy: 'lossless', overflowPolicy: 'aggressive' })]
    for (const config of [
      { conversationManager: new SlidingWindowConversationManager() },
      { contextManager: 'auto' as const },
    ]) {
      const scripted = agentOf([LOAD, TOO_LONG, DONE], { ...config, plugins })
      await scripted.agent.invoke('What is in a?')
      expect(shown(scripted)).toEqual(['none', 'whole', 'view'])
      expect(JSON.stringify(scripted.agent.messages)).toContain(MIDDLE)
    }
  })

  it('is none by itself: an overflow is met as without the plugin', async () => {
    const conversationManager = new SlidingWindowConversationManager()
    const plugins = [plugin({ policy: 'lossless' })]
    const scripted = agentOf([LOAD, TOO_LONG, DONE], { plugins, conversationManager })
    await scripted.agent.invoke('What is in a?')
    expect(shown(scripted)).toEqual(['none', 'whole', 'none'])
    expect(JSON.stringify(scripted.agent.messages)).not.toContain(MIDDLE)
  })
})
