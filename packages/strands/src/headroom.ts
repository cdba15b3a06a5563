import { RETRIEVE_TOOL_NAME } from '@headroom/core'
import { aroundModelCalls } from './around-model-calls.ts'
import { strands } from './dialect.ts'
import { type HeadroomOptions, settingsOf } from './options.ts'
import { isRetrieveTool, retrieveToolOver } from './retrieve-tool.ts'
import { shortenedCalls } from './shortened-calls.ts'
import type { HeadroomPlugin } from './types.ts'

/**
 * Makes a plugin for agents (`new Agent({ plugins: [headroom()] })`) that shortens tool results on their way to the model, and gives
 * the model a tool to read the originals with. What the agent keeps, and what its sessions hold, stays whole.
 *
 * An agent that Headroom is in already is left as it is. The tool of another agent's plugin, where tools were handed on, gives way to
 * this one's. Any other tool of that name is taken to read the same store, if one was given here; else nothing is left out.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function headroom(options: HeadroomOptions = {}): HeadroomPlugin {
  const settings = settingsOf(options)
  const { enabled, store, scope = '' } = settings.turnOptions
  return {
    name: `headroom:${crypto.randomUUID()}`,
    initAgent(agent) {
      if (enabled === false || (agent as Marked | undefined)?.[SERVED] === true) return
      const declared = agent?.toolRegistry?.get(RETRIEVE_TOOL_NAME)
      const isFree = declared === undefined || isRetrieveTool(declared)
      const canRetrieve = isFree || settings.isShared
      aroundModelCalls(agent, shortenedCalls(settings, canRetrieve ? strands : { ...strands, addTool: () => [] }))
      if (isFree && settings.mayLeaveOut) agent.toolRegistry.addOrReplace([retrieveToolOver(store, scope)] as never)
      Object.assign(agent, { [SERVED]: true })
    },
  }
}

/** What tells any copy of this package that an agent has a plugin. */
const SERVED = Symbol.for('headroom.strands.served')

/** An agent, or none, that may be marked. */
interface Marked {
  readonly [SERVED]?: boolean
}
