import {
  assertOptions,
  createMemoryStore,
  InvalidOptionError,
  openTurn,
  RETRIEVE_TOOL_NAME,
  type Store,
} from '@headroom/core'
import { aiSdk } from './dialect/index.ts'
import { headroomTools, type RetrieveTool } from './headroom-tools.ts'
import { type HeadroomOptions, turnOptionsOf } from './options.ts'
import type { CallOptions, Message, ProviderOptions } from './types/call-options.ts'

/** What `headroomProcessor` takes. All optional. */
export interface HeadroomProcessorOptions extends Omit<HeadroomOptions, 'maxRounds' | 'retrieve' | 'store'> {
  /** Keeps originals. Default: a memory store, one for all processors, so that the tool of any of them finds what another left out. */
  readonly store?: Store
}

/** An input processor for agents of Mastra, and the tool that goes with it. */
export interface HeadroomProcessor {
  /** Unique among an agent's processors. */
  readonly id: 'headroom'
  /** For traces. */
  readonly name: 'Headroom'
  /** The retrieve tool by its name, to spread into the agent's tools; empty where the processor is not enabled. */
  readonly tools: Readonly<Record<string, MastraRetrieveTool>>
  /** Sees whether the step has the retrieve tool. Changes nothing. */
  processInputStep(args: StepArgs): undefined
  /**
   * Shortens tool results in a prompt; undefined where nothing is shortened. Threads, steps and results keep the originals.
   *
   * Things are left out only where the step has the retrieve tool; in all others forms are lossless.
   */
  processLLMRequest<P extends readonly Message[]>(args: RequestArgs<P>): Promise<{ readonly prompt: P } | undefined>
}

/** The retrieve tool as Mastra takes it. */
export interface MastraRetrieveTool extends RetrieveTool {
  /** Its name. */
  readonly id: typeof RETRIEVE_TOOL_NAME
}

/** What Mastra tells a processor of a step, as far as it is read. */
export interface StepArgs {
  /** The processor's own, shared by all its calls within a run. */
  readonly state: Record<string, unknown>
  /** All tools of the step, by their names. */
  readonly tools?: Readonly<Record<string, unknown>> | undefined
  /** Names of those that the model is told of. Default: all. */
  readonly activeTools?: readonly string[] | undefined
  /** Of the step's call: what the provider may do to the conversation stands here. */
  readonly providerOptions?: unknown
  /** Those that are over. */
  readonly steps: readonly unknown[]
}

/** What Mastra gives a processor before a prompt is sent, as far as it is read. */
export interface RequestArgs<P extends readonly Message[] = readonly Message[]> {
  /** As the AI SDK has it, in the version of the model. */
  readonly prompt: P
  /** Whom it is sent to. */
  readonly model: object
  /** The processor's own, shared by all its calls within a run. */
  readonly state: Record<string, unknown>
  /** Of the run. */
  readonly abortSignal?: AbortSignal | undefined
}

/**
 * Makes an input processor that shortens tool results on their way to the model.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function headroomProcessor(options: HeadroomProcessorOptions = {}): HeadroomProcessor {
  assertOptions(options)
  const { store = (ofAll ??= createMemoryStore()), scope = '', enabled = true } = options
  const turnOptions = turnOptionsOf({ ...options, store })
  const { [RETRIEVE_TOOL_NAME]: tool } = headroomTools({ store, scope })
  return {
    id: 'headroom',
    name: 'Headroom',
    tools: enabled ? { [RETRIEVE_TOOL_NAME]: { ...tool, id: RETRIEVE_TOOL_NAME } } : {},
    processInputStep({ state, ...step }) {
      assertHost(state, step)
      state[STEP] = { ...stepOf(step), stepsBefore: step.steps.length } satisfies Step
    },
    async processLLMRequest({ prompt, model, state, abortSignal: signal }) {
      const { stepsBefore: _seen, ...declared } = (state[STEP] ?? {}) as Partial<Step>
      state[STEP] = declared
      const request: CallOptions = { prompt, ...declared }
      const own = { ...modelOf(model), ...turnOptions, retrieve: 'visible', dialect: aiSdk } as const
      const { sent } = await openTurn(request, { ...own, ...(signal === undefined ? {} : { signal }) })
      return sent.request === request ? undefined : { prompt: sent.request.prompt as typeof prompt }
    },
  }
}

/** The store of processors that are given none. */
let ofAll: Store | undefined

/** Member of a processor's state. */
const STEP = 'headroomStep'

/** What is known of a step. */
interface Step extends Pick<CallOptions, 'tools' | 'providerOptions'> {
  /** Steps before it; absent once its prompt has been seen. */
  readonly stepsBefore?: number
}

/** What a step's prompt is sent with. */
function stepOf({ tools = {}, activeTools, providerOptions }: Omit<StepArgs, 'state'>): Step {
  const active = Object.entries(tools).filter(([name]) => activeTools?.includes(name) ?? true)
  return {
    tools: active.map(([name, tool]) => ({ type: 'function', name, description: memberOf(tool, 'description') })),
    providerOptions: providerOptions as ProviderOptions | undefined,
  }
}

/** The versions of Mastra that show prompts to processors. */
const HOST = '@mastra/core ^1.33.0'

/** A step that is over without its prompt having been shown says that the host shows none; but one that another processor stopped. */
function assertHost(state: StepArgs['state'], { steps }: Pick<StepArgs, 'steps'>): void {
  const { stepsBefore = Infinity } = (state[STEP] ?? {}) as Partial<Step>
  if (steps.slice(stepsBefore).some((step) => memberOf(step, 'tripwire') === undefined))
    throw new InvalidOptionError('inputProcessors', `must be those of an agent of ${HOST}: this one shows no prompts`)
}

function modelOf(model: object): { readonly model?: string } {
  const id = memberOf(model, 'modelId')
  return typeof id === 'string' ? { model: id } : {}
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
