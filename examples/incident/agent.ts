import { headroomMiddleware, type HeadroomOptions } from '@headroom/ai-sdk'
import { isStepCount, streamText, type TextStreamPart, wrapLanguageModel } from 'ai'
import type { ProviderModel } from './model-types.ts'
import type { Recording } from './recording.ts'
import { incidentTools } from './tools.ts'

/** What the agent is told to do. */
export const TASK = 'Checkout answers 503. Find out why, and what to change.'

const INSTRUCTIONS = `You are the engineer on call for a web shop. Look at the evidence before you conclude: the service's log, the
payments table, the code, the tests. Answer with the cause, what it affected, and the change to make, each with its evidence.`

/** Turns after which a model that does not come to an end is stopped. */
const MAX_TURNS = 16

/**
 * An agent of the AI SDK as anyone would write it. Headroom is the one middleware between the two recorders, which only
 * write down what was asked for and what was sent.
 *
 * @returns What the agent does, as it does it. Failures are parts of the stream.
 */
export function startAgent(
  model: ProviderModel,
  recording: Recording,
  options: HeadroomOptions,
): AsyncIterable<TextStreamPart<typeof incidentTools>> {
  const { stream } = streamText({
    model: wrapLanguageModel({ model, middleware: [recording.asked, headroomMiddleware(options), recording.sent] }),
    instructions: INSTRUCTIONS,
    prompt: TASK,
    tools: incidentTools,
    stopWhen: isStepCount(MAX_TURNS),
    providerOptions: CACHING,
    // The default prints every failure, and the reader of the stream tells of it already.
    onError: () => {},
  })
  return stream
}

// Anthropic caches only where asked; other providers do not read this.
const CACHING = { anthropic: { cacheControl: { type: 'ephemeral' } } }
