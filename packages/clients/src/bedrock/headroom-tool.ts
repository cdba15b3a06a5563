import { retrieveTool } from '@headroom/core'
import { type HeadroomToolOptions, retrieveAnswer, type RetrieveAnswer } from '../retrieve-answer.ts'

/** The retrieve tool in Bedrock's form, and what answers its calls. */
export interface HeadroomTool {
  /** For `toolConfig.tools` of Converse and ConverseStream. */
  readonly converse: { toolSpec: { name: string; description: string; inputSchema: { json: JsonObject } } }
  /** The result of a call, for its `input`. Never rejects. */
  readonly answer: RetrieveAnswer
}

type Json = null | boolean | number | string | Json[] | JsonObject
type JsonObject = { [member: string]: Json }

/**
 * The retrieve tool as one of your own: its calls and answers are then visible like those of any tool, and the wrapped client leaves
 * them to you. Put it last, and into every request of the conversation.
 *
 * @throws InvalidOptionError without a store.
 */
export function headroomTool(options: HeadroomToolOptions): HeadroomTool {
  const answer = retrieveAnswer(options)
  const { name, description, inputSchema } = retrieveTool
  return { converse: { toolSpec: { name, description, inputSchema: { json: inputSchema as JsonObject } } }, answer }
}
