import type { AgentConfig, ConversationManager, LocalAgent, Plugin } from '@strands-agents/sdk'
import { describe, expectTypeOf, it } from 'vitest'
import { headroom, HeadroomConversationManager, type HeadroomOptions, type StrandsAgent } from './index.ts'

describe('headroom', () => {
  it('is a plugin of an agent', () => {
    expectTypeOf(headroom()).toExtend<Plugin>()
    expectTypeOf<LocalAgent>().toExtend<StrandsAgent>()
    expectTypeOf({ plugins: [headroom({ policy: 'aggressive', tools: { 'db_*': 'view' } })] }).toExtend<AgentConfig>()
  })

  it('takes no options of turns that it cannot have', () => {
    expectTypeOf<HeadroomOptions>().not.toHaveProperty('maxRounds')
  })
})

describe('HeadroomConversationManager', () => {
  it('is a conversation manager of an agent, with another one for what is left', () => {
    expectTypeOf<HeadroomConversationManager>().toExtend<ConversationManager>()
    const fallback = new HeadroomConversationManager()
    const conversationManager = new HeadroomConversationManager({ fallback, policy: 'balanced' })
    expectTypeOf({ conversationManager }).toExtend<AgentConfig>()
  })
})
