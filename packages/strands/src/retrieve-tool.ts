import { answerRetrieveCall, RETRIEVE_TOOL_NAME, type Store, retrieveTool } from '@headroom/core'
import * as sdk from '@strands-agents/sdk'
import type { FunctionTool } from '@strands-agents/sdk'
import { countRetrieval } from './figures.ts'

/** The retrieve tool over a store, as an agent calls it. Its answers are texts; what cannot be found is said. */
export function retrieveToolOver(store: Store, scope: string): FunctionTool {
  const { description, inputSchema } = retrieveTool
  const tool = new sdk.FunctionTool({
    name: RETRIEVE_TOOL_NAME,
    description,
    inputSchema,
    callback(input, context) {
      if (context?.invocationState !== undefined) countRetrieval(context.invocationState)
      return answerRetrieveCall(store, input, { scope })
    },
  })
  return Object.assign(tool, { [OURS]: true })
}

/** Whether a tool was made here, or by another copy of this package. */
export function isRetrieveTool(tool: unknown): boolean {
  return typeof tool === 'object' && tool !== null && OURS in tool
}

const OURS = Symbol.for('headroom.strands.retrieve-tool')
