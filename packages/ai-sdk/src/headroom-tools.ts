import { answerRetrieveCall, InvalidOptionError, RETRIEVE_TOOL_NAME, retrieveTool, type Store } from '@headroom/core'

/** What `headroomTools` takes. */
export interface HeadroomToolsOptions {
  /** The store of the middleware: where the originals are. */
  readonly store: Store
  /** The scope of the middleware. Default: empty. */
  readonly scope?: string
}

/** The retrieve tool by its name, to spread into the tools of `generateText`. */
export type HeadroomTools = {
  readonly [RETRIEVE_TOOL_NAME]: RetrieveTool
}

/** A tool as ai 6 and ai 7 both take it; their own `Tool` types are not each other's. */
export interface RetrieveTool {
  /** What the model is told. */
  readonly description: string
  /** The arguments that it may give. */
  readonly inputSchema: RetrieveSchema
  /** Gives an original back, whole or in part. Never rejects: what cannot be found is said. */
  execute(input: RetrieveInput): Promise<string>
}

/** Arguments of the retrieve tool as a model writes them. */
export type RetrieveInput = Readonly<Record<string, unknown>>

/** The arguments as a Standard Schema, https://standardschema.dev. */
export interface RetrieveSchema {
  /** Members that the standard asks for. */
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    /** Takes whatever a model writes: the answer says what is wrong with it. */
    readonly validate: (value: unknown) => { readonly value: RetrieveInput }
    /** The JSON Schema of the arguments. */
    readonly jsonSchema: Readonly<Record<'input' | 'output', () => Record<string, unknown>>>
  }
}

/**
 * The retrieve tool as one of the user's own: its calls and answers are then visible like those of any tool, and the
 * middleware leaves them to the AI SDK. Put it last, and into every call of the conversation.
 *
 * @throws InvalidOptionError without a store.
 */
export function headroomTools(options: HeadroomToolsOptions): HeadroomTools {
  const { store, scope = '' }: Partial<HeadroomToolsOptions> = options ?? {}
  if (typeof store?.get !== 'function') throw new InvalidOptionError('store', 'must be the store of the middleware')
  return {
    [RETRIEVE_TOOL_NAME]: {
      description: retrieveTool.description,
      inputSchema: { '~standard': { version: 1, vendor: 'headroom', validate, jsonSchema: { input, output: input } } },
      execute: (given) => answerRetrieveCall(store, given, { scope }),
    },
  }
}

function validate(value: unknown): { readonly value: RetrieveInput } {
  return { value: Object(value) as RetrieveInput }
}

// The AI SDK writes into the schema that it is given.
function input(): Record<string, unknown> {
  return structuredClone(retrieveTool.inputSchema)
}
