import { answerRetrieveCall, assertOptions, createMemoryStore } from '@headroom/core'
import { RETRIEVE_TOOL_NAME, retrieveTool, type Store } from '@headroom/core'

/** What `headroomTool` takes. All optional. */
export interface HeadroomToolOptions {
  /** Where the originals are. Default: a memory store of the tool's own. */
  readonly store?: Store
  /** Keeps tenants apart in a shared store. Default: empty. */
  readonly scope?: string
  /** Whether it is declared at all. Default: true. */
  readonly enabled?: boolean
}

/** The retrieve tool as a function tool of the SDK, whichever version: what `tool()` would make, and where it looks. */
export interface HeadroomTool {
  /** Of all function tools. */
  readonly type: 'function'
  /** As the model calls it. */
  readonly name: typeof RETRIEVE_TOOL_NAME
  /** What the model is told. */
  readonly description: string
  /** JSON Schema of the arguments. */
  readonly parameters: HeadroomToolParameters
  /** Arguments may be left out, which strict schemas do not allow. */
  readonly strict: false
  /** Gives an original back, whole or in part. Never rejects: what cannot be found is said. */
  invoke(context: unknown, input: string): Promise<string>
  /** No approval is needed: it reads what a tool has said before. */
  needsApproval(): Promise<boolean>
  /** Whether it is declared: in every request, for the sake of the provider's cache, or in none. */
  isEnabled(): Promise<boolean>
  /** Where it looks, for the filter to put originals there. */
  readonly store: Store
  /** Under which scope it looks. */
  readonly scope: string
}

/** The arguments' schema as the SDK types it. */
export interface HeadroomToolParameters {
  /** Arguments are an object. */
  type: 'object'
  /** What each may be. */
  properties: Record<string, never>
  /** Those that must be there. */
  required: string[]
  /** Others are refused. */
  additionalProperties: false
}

/**
 * The retrieve tool for an agent's `tools`: last among them, and from the first request of a conversation on. Its calls and answers
 * are visible like those of any tool.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function headroomTool(options: HeadroomToolOptions = {}): HeadroomTool {
  assertOptions(options)
  const { store = createMemoryStore(), scope = '', enabled = true } = options
  return {
    type: 'function',
    name: RETRIEVE_TOOL_NAME,
    description: retrieveTool.description,
    parameters: structuredClone(retrieveTool.inputSchema) as unknown as HeadroomToolParameters,
    strict: false,
    invoke: (_context, input) => answerRetrieveCall(store, input, { scope }),
    needsApproval: () => Promise.resolve(false),
    isEnabled: () => Promise.resolve(enabled),
    store,
    scope,
  }
}
