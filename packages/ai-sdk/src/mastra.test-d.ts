import { Agent } from '@mastra/core/agent'
import type { InputProcessor } from '@mastra/core/processors'
import { describe, expectTypeOf, it } from 'vitest'
import { type HeadroomProcessor, headroomProcessor } from './mastra.ts'

describe('headroomProcessor', () => {
  it('is an input processor of Mastra', () => {
    expectTypeOf<HeadroomProcessor>().toExtend<InputProcessor>()
  })

  it('has a tool that agents take', () => {
    const headroom = headroomProcessor()
    const agent = new Agent({
      id: 'on-call',
      name: 'on call',
      instructions: '',
      model: 'openai/gpt-5.5',
      tools: { ...headroom.tools },
      inputProcessors: [headroom],
    })
    expectTypeOf(agent.id).toEqualTypeOf<'on-call'>()
  })
})
