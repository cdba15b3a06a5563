import { retrieveTool } from '@headroom/core'
import { type HeadroomToolOptions, retrieveAnswer, type RetrieveAnswer } from '../retrieve-answer.ts'

/** The retrieve tool in OpenAI's forms, and what answers its calls. */
export interface HeadroomTool {
  /** For `tools` of `chat.completions`; `runTools` calls it by itself. */
  readonly chat: {
    readonly type: 'function'
    readonly function: {
      readonly name: string
      readonly description: string
      readonly parameters: Record<string, unknown>
      readonly function: RetrieveAnswer
    }
  }
  /** For `tools` of `responses`. */
  readonly responses: {
    readonly type: 'function'
    readonly name: string
    readonly description: string
    readonly parameters: Record<string, unknown>
    readonly strict: false
  }
  /** The result of a call, for its arguments as the model wrote them: JSON text, or the value of it. Never rejects. */
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
  const declared = { name, description, parameters: inputSchema }
  return {
    chat: { type: 'function', function: { ...declared, function: answer } },
    responses: { type: 'function', ...declared, strict: false },
    answer,
  }
}
