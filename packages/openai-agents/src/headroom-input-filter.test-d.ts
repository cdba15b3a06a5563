import { Agent, type CallModelInputFilter, type Tool, tool } from '@openai/agents'
import { describe, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { type HeadroomTool, headroomInputFilter, headroomTool } from './index.ts'

const readLog = tool({ name: 'read_log', description: 'Gives a log.', parameters: z.object({}), execute: () => '' })

describe('headroomInputFilter', () => {
  it('is a `callModelInputFilter`', () => {
    expectTypeOf(headroomInputFilter()).toExtend<CallModelInputFilter>()
    expectTypeOf(headroomInputFilter()).toExtend<CallModelInputFilter<{ readonly user: string }>>()
  })

  it('composes with a filter of the user', () => {
    const headroom = headroomInputFilter()
    const filter: CallModelInputFilter = (args) => {
      const { input, ...others } = args.modelData
      return headroom({ ...args, modelData: { ...others, input: input.slice(-20) } })
    }
    expectTypeOf(filter).toEqualTypeOf<CallModelInputFilter>()
  })
})

describe('headroomTool', () => {
  it('is a tool of agents with any context', () => {
    expectTypeOf<HeadroomTool>().toExtend<Tool>()
    expectTypeOf<HeadroomTool>().toExtend<Tool<{ readonly user: string }>>()
  })

  it('leaves what an agent gives out as it is', () => {
    const agent = new Agent({
      name: 'on call',
      tools: [readLog, headroomTool()],
      outputType: z.object({ cause: z.string() }),
    })
    expectTypeOf(agent.outputType).toEqualTypeOf<z.ZodObject<{ cause: z.ZodString }, z.core.$strip>>()
  })
})
