import { answerRetrieveCall, InvalidOptionError, retrieveTool, type Store, type ToolDefinition } from '@headroom/core'
import { StructuredTool } from '@langchain/core/tools'
import { strictly } from './dialect/strict-schema.ts'

/** What `createRetrieveTool` takes. */
export interface RetrieveToolOptions {
  /** Where the originals are: the store of what shortened them. */
  readonly store: Store
  /** Its scope. Default: empty. */
  readonly scope?: string
  /** Whether the model is bound with `strict`, so that every argument is required and may be null. Default: false. */
  readonly strict?: boolean
}

/**
 * `headroom_retrieve` as a tool of LangChain: gives an original back, whole or in part. Never rejects: what cannot be found is said.
 *
 * Put it last among the tools, from the first request of a conversation on. `headroomMiddleware` brings its own.
 *
 * @throws InvalidOptionError without a store.
 */
export function createRetrieveTool(options: RetrieveToolOptions): StructuredTool {
  const { store, scope = '', strict = false }: Partial<RetrieveToolOptions> = options ?? {}
  if (typeof store?.get !== 'function')
    throw new InvalidOptionError('store', 'must be the store that keeps the originals')
  return new RetrieveTool(strict ? strictly(retrieveTool) : retrieveTool, (input) =>
    answerRetrieveCall(store, input, { scope }),
  )
}

class RetrieveTool extends StructuredTool {
  override readonly name: string
  override readonly description: string
  override readonly schema: ToolDefinition['inputSchema']
  readonly answer: (input: unknown) => Promise<string>

  constructor({ name, description, inputSchema }: ToolDefinition, answer: (input: unknown) => Promise<string>) {
    super()
    this.name = name
    this.description = description
    this.schema = inputSchema
    this.answer = answer
  }

  // Whatever a model writes is read: the answer says what is wrong with it. So the schema is told, and not checked.
  override async call(...given: Parameters<StructuredTool['call']>): Promise<string> {
    return super.call.apply(Object.create(this, { schema: { value: {} } }), given)
  }

  protected override _call(input: unknown): Promise<string> {
    return this.answer(input)
  }
}
