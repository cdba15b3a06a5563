import { InvalidOptionError } from '@headroom/core'
import * as sdk from '@strands-agents/sdk'
import type { InvokeModelStage, LocalAgent, MiddlewareHandlerOf } from '@strands-agents/sdk'
import type { StrandsAgent } from './types.ts'

/** What stands around a call of a model. */
export type ModelCallHandler = MiddlewareHandlerOf<typeof InvokeModelStage>

/**
 * Puts a handler around every call of an agent's model, behind whatever changes the call's input.
 *
 * Strands knows its stages by identity, and an agent of another copy than the one that is imported here has others. The first call
 * shows which.
 *
 * @throws InvalidOptionError where the agent cannot be reached.
 */
export function aroundModelCalls(agent: StrandsAgent, handler: ModelCallHandler): void {
  if (typeof agent?.addMiddleware !== 'function' || sdk.InvokeModelStage === undefined)
    throw new InvalidOptionError('plugins', `${SUPPORTED}, got an agent without middleware`)
  if (agent instanceof sdk.Agent) agent.addMiddleware(sdk.InvokeModelStage, handler)
  else atFirstCall(agent, (stage) => (agent as LocalAgent).addMiddleware(stage, handler))
}

const SUPPORTED = 'needs an agent of @strands-agents/sdk ^1.16.0'

type ModelStage = typeof InvokeModelStage

/** Where an agent keeps the part that runs its stages. Private to Strands, and only used where its own copy is out of reach. */
const STAGES = '_middlewareRegistry'

/** The part of an agent that runs its stages. */
interface Stages {
  invoke(stage: ModelStage, ...others: readonly unknown[]): unknown
}

/** Tells of an agent's own stage of model calls when it is about to be run for the first time. */
function atFirstCall(agent: StrandsAgent, tell: (stage: ModelStage) => void): void {
  const stages = (agent as { readonly [STAGES]?: Stages })[STAGES]
  if (typeof stages?.invoke !== 'function')
    throw new InvalidOptionError('plugins', `${SUPPORTED}, got one of another copy of it; install one copy only`)
  const invoke = stages.invoke.bind(stages)
  let isTold = false
  stages.invoke = (stage, ...others) => {
    if (!isTold && stage.name === sdk.InvokeModelStage.name) {
      isTold = true
      tell(stage)
    }
    return invoke(stage, ...others)
  }
}
