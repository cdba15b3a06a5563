import { assertOptions, createMemoryStore, type Dialect, InvalidOptionError, openTurn } from '@headroom/core'
import { RETRIEVE_TOOL_NAME, type Store, type TurnOptions } from '@headroom/core'
import { openaiAgents } from './dialect/index.ts'
import type { AgentRequest, AgentTool, FilterArgs, FilteredAgent, ModelData } from './types.ts'

/** What `headroomInputFilter` takes. All optional. */
export interface HeadroomOptions extends Omit<
  TurnOptions,
  'dialect' | 'maxRounds' | 'resumes' | 'retrieve' | 'signal' | 'store'
> {
  /** Keeps originals. Default: that of the agent's `headroomTool`, which is where the tool looks, whatever is given here. */
  readonly store?: Store
}

/** A `callModelInputFilter` for runners and runs. */
export interface HeadroomInputFilter {
  /** Gives the very same data back where nothing is shortened, else a copy with the shorter texts. Nothing given is changed. */
  <Data extends ModelData>(args: FilterArgs<Data>): Promise<Data>
  /** Tells the SDK that it need not copy the items first. */
  readonly preserveInputIdentity: true
}

/**
 * Makes a filter that shortens tool results on their way to the model. Results and sessions keep the originals.
 *
 * Things are left out only where the agent has the retrieve tool among its own tools; for all others forms are lossless.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function headroomInputFilter(options: HeadroomOptions = {}): HeadroomInputFilter {
  const turnOptions = turnOptionsOf(options)
  async function filter<Data extends ModelData>(args: FilterArgs<Data>): Promise<Data> {
    assertHost(args)
    const { modelData, agent } = args
    const { modelSettings } = agent
    const request: AgentRequest = { ...modelData, tools: await toolsOf(args, options.store), modelSettings }
    const { sent } = await openTurn(request, { ...modelOf(agent), ...turnOptions, ...placeOf(agent) })
    if (sent.request === request) return modelData
    const { input, instructions } = sent.request
    return { ...modelData, input, ...(instructions === undefined ? {} : { instructions }) }
  }
  return Object.assign(filter, { preserveInputIdentity: true as const })
}

function turnOptionsOf(options: HeadroomOptions): TurnOptions {
  assertOptions(options)
  const { store = createMemoryStore(), ...others } = options
  return { ...others, store, dialect: openaiAgents as Dialect, retrieve: 'visible' }
}

/** The SDK's versions that hand a filter what is read of it here. */
const HOST = '@openai/agents >=0.10.0 <1'

function assertHost({ modelData, agent }: Partial<FilterArgs>): void {
  if (Array.isArray(modelData?.input) && Array.isArray(agent?.tools)) return
  const given = `an input of type ${typeof modelData?.input} and tools of type ${typeof agent?.tools}`
  throw new InvalidOptionError('callModelInputFilter', `must be that of ${HOST}; it was given ${given}`)
}

/** What is read of an agent's tools. A retrieve tool counts where it is enabled, and where it is known in which store it looks. */
async function toolsOf({ agent, context }: FilterArgs, given: Store | undefined): Promise<readonly AgentTool[]> {
  const found: AgentTool[] = []
  for (const tool of agent.tools) {
    const { type, name, description, environment, store = given } = tool
    const isEnabled = async (): Promise<unknown> => tool.isEnabled?.({ context } as never, agent as never) ?? true
    if (name !== RETRIEVE_TOOL_NAME || (store !== undefined && (await isEnabled())))
      found.push({ type, name, description, environment })
  }
  return found
}

/** Where the agent's retrieve tool looks: originals are kept there, whatever else was given. */
function placeOf({ tools }: FilteredAgent): Partial<Pick<TurnOptions, 'store' | 'scope'>> {
  const tool = tools.find(({ name }) => name === RETRIEVE_TOOL_NAME)
  return tool?.store === undefined ? {} : { store: tool.store, scope: tool.scope ?? '' }
}

function modelOf({ model }: FilteredAgent): Pick<TurnOptions, 'model'> {
  return typeof model === 'string' && model !== '' ? { model } : {}
}
