import { createMemoryStore } from '@headroom/core'
import type { BaseMessage } from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { FakeListChatModel } from '@langchain/core/utils/testing'
import { Annotation, InMemoryStore, MessagesAnnotation, StateGraph } from '@langchain/langgraph'
import { createReactAgent } from '@langchain/langgraph/prebuilt'
import { type AgentMiddleware, createAgent } from 'langchain'
import { describe, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { compressMessagesNode, preModelHook } from './compress-messages-node.ts'
import { createGraphStore } from './graph-store.ts'
import { headroomMiddleware } from './headroom-middleware.ts'
import { headroomTool } from './headroom-tool.ts'
import { createRetrieveTool } from './retrieve-tool.ts'

const load = tool(({ path }) => path, { name: 'load', description: 'Loads.', schema: z.object({ path: z.string() }) })

describe('headroomMiddleware', () => {
  it('is a middleware of createAgent and changes nothing of its types', () => {
    expectTypeOf(headroomMiddleware()).toExtend<AgentMiddleware>()
    const given = { model: 'openai:gpt-5.5', tools: [load], responseFormat: z.object({ cause: z.string() }) }
    const plain = createAgent(given)
    const agent = createAgent({ ...given, middleware: [headroomMiddleware()] })
    type Result<A extends { invoke(...given: never[]): unknown }> = Awaited<ReturnType<A['invoke']>>
    expectTypeOf<Result<typeof agent>['structuredResponse']>().toEqualTypeOf<
      Result<typeof plain>['structuredResponse']
    >()
    expectTypeOf<Result<typeof agent>['messages']>().toEqualTypeOf<Result<typeof plain>['messages']>()
  })
})

describe('headroomTool', () => {
  it('gives the type of the tool', () => {
    expectTypeOf(headroomTool(load)).toEqualTypeOf<typeof load>()
  })
})

describe('preModelHook', () => {
  it('is a hook of createReactAgent, beside the retrieve tool', () => {
    const store = createMemoryStore()
    const tools = [load, createRetrieveTool({ store })]
    const llm = new FakeListChatModel({ responses: [] })
    expectTypeOf(createReactAgent({ llm, tools, preModelHook: preModelHook({ store }) })).toHaveProperty('invoke')
  })
})

describe('compressMessagesNode', () => {
  it('is a node of a graph', () => {
    const state = Annotation.Root({ ...MessagesAnnotation.spec, llmInputMessages: Annotation<BaseMessage[]> })
    expectTypeOf(new StateGraph(state).addNode('compress', compressMessagesNode())).toHaveProperty('compile')
  })
})

describe('createGraphStore', () => {
  it('takes the stores of LangGraph', () => {
    expectTypeOf(createGraphStore).toBeCallableWith(new InMemoryStore())
  })
})
