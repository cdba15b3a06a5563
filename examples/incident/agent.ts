import { headroomMiddleware, type HeadroomMiddlewareOptions } from '@headroom/ai-sdk'
import { isStepCount, type JSONObject, ToolLoopAgent, wrapLanguageModel } from 'ai'
import type { ProviderModel } from './model-types.ts'
import type { Recording } from './recording.ts'
import { incidentTools } from './tools.ts'

/** What the agent is told to do. */
export const TASK = 'Checkout has been answering 503 since about 17:33 UTC. Find out why and what to change.'

const INSTRUCTIONS = `You are the engineer on call for a web shop. Look at the evidence before you conclude: the service's log, the
payments table, the code, the tests. Answer with the cause, what it affected, and the change to make, each with its evidence.`

/** Turns after which a model that does not come to an end is stopped. */
const MAX_TURNS = 16

/**
 * An agent of the AI SDK as anyone would write it. Headroom is the one middleware between the two recorders, which only
 * write down what was asked for and what was sent.
 */
export function createIncidentAgent(
  model: ProviderModel,
  recording: Recording,
  options: HeadroomMiddlewareOptions,
): ToolLoopAgent<never, typeof incidentTools> {
  return new ToolLoopAgent({
    model: wrapLanguageModel({ model, middleware: [recording.asked, headroomMiddleware(options), recording.sent] }),
    instructions: INSTRUCTIONS,
    tools: incidentTools,
    stopWhen: isStepCount(MAX_TURNS),
    providerOptions: CACHING,
  })
}

// Anthropic caches only where asked; other providers do not read this.
const CACHING: Record<string, JSONObject> = { anthropic: { cacheControl: { type: 'ephemeral' } } }
