import { retrieveTool } from '@headroom/core'
import { type HeadroomToolOptions, retrieveAnswer, type RetrieveAnswer } from '../retrieve-answer.ts'

/** The retrieve tool in Anthropic's form, and what answers its calls. */
export interface HeadroomTool {
  /** For `tools` of `messages` and `beta.messages`; `toolRunner` calls it by itself. */
  readonly messages: {
    readonly name: string
    readonly description: string
    readonly input_schema: { type: 'object'; [member: string]: unknown }
    readonly parse: (input: unknown) => unknown
    readonly run: RetrieveAnswer
  }
  /** The result of a call, for its `input`. Never rejects. */
  readonly answer: RetrieveAnswer
}

/**
 * The retrieve tool as one of your own: its calls and answers are then visible like those of any tool, and the wrapped client leaves
 * them to you. Put it last, and into every request of the conversation.
 *
 * @throws InvalidOptionError without a store.
 */
export function headroomTool(options: HeadroomToolOptions): HeadroomTool {
  const answer = retrieveAnswer(options)
  const { name, description, inputSchema } = retrieveTool
  const input_schema = { ...inputSchema, type: 'object' as const }
  return { messages: { name, description, input_schema, parse: (input) => input, run: answer }, answer }
}
