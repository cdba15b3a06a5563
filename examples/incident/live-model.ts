import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import type { PricedModel } from './bill.ts'
import type { ProviderModel } from './model-types.ts'

/** A model behind a real API, and what it is called in the price table. */
export interface LiveModel extends PricedModel {
  readonly model: ProviderModel
}

/**
 * The model that a key in the environment opens: Anthropic's before OpenAI's. `DEMO_MODEL` names another model of the same
 * provider. Undefined where there is no key.
 */
export function liveModel(environment: Readonly<Record<string, string | undefined>>): LiveModel | undefined {
  const { ANTHROPIC_API_KEY, OPENAI_API_KEY, DEMO_MODEL } = environment
  if (ANTHROPIC_API_KEY) {
    const modelId = DEMO_MODEL ?? 'claude-opus-5'
    return { providerId: 'anthropic', modelId, model: createAnthropic({ apiKey: ANTHROPIC_API_KEY })(modelId) }
  }
  if (OPENAI_API_KEY) {
    const modelId = DEMO_MODEL ?? 'gpt-5.5'
    return { providerId: 'openai', modelId, model: createOpenAI({ apiKey: OPENAI_API_KEY })(modelId) }
  }
  return undefined
}
