import { retrieveTool } from '@headroom/core'
import { type HeadroomToolOptions, retrieveAnswer, type RetrieveAnswer } from '../retrieve-answer.ts'

/** The retrieve tool in Google's forms, and what answers its calls. */
export interface HeadroomTool {
  /** For `functionDeclarations` of `config.tools`, where you answer calls. */
  readonly declaration: Declaration
  /** For `config.tools`, where the library calls tools by itself. */
  readonly callable: {
    tool(): Promise<{ functionDeclarations: Declaration[] }>
    callTool(calls: Call[]): Promise<{ functionResponse: Response }[]>
  }
  /** The result of a call, for its `args`. Never rejects. */
  readonly answer: RetrieveAnswer
}

interface Declaration {
  name: string
  description: string
  parametersJsonSchema: unknown
}

interface Call {
  id?: string
  name?: string
  args?: Record<string, unknown>
}

interface Response {
  id?: string
  name: string
  response: Record<string, unknown>
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
  const declaration = { name, description, parametersJsonSchema: inputSchema }
  const answered = async ({ id, args }: Call): Promise<{ functionResponse: Response }> => {
    const output = await answer(args)
    return { functionResponse: { ...(id === undefined ? {} : { id }), name, response: { output } } }
  }
  const callTool = (calls: Call[]): Promise<{ functionResponse: Response }[]> =>
    Promise.all(calls.filter((call) => call.name === name).map(answered))
  return { declaration, callable: { tool: async () => ({ functionDeclarations: [declaration] }), callTool }, answer }
}
