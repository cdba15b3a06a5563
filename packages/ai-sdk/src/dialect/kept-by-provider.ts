import type { Anchors, ViewObstacle } from '@headroom/core'
import type { CallOptions, ProviderOptions } from '../types/call-options.ts'
import type { GenerateReply } from '../types/reply.ts'

/**
 * Why calls cannot be answered out of sight: what a call goes on from is kept where we cannot add to it, by OpenAI (a conversation, or
 * an answer with nothing stored after it) or Anthropic (a thread).
 */
export function obstacle({ providerOptions }: CallOptions): ViewObstacle | undefined {
  const [openai, azure, anthropic] = ['openai', 'azure', 'anthropic'].map((name) => optionsOf(providerOptions, name))
  const isKept = [openai, azure].some(
    (options) => isGiven(options?.['conversation']) || (isGiven(options?.[PREVIOUS]) && options?.['store'] === false),
  )
  return isKept || isGiven(anthropic?.['thread']) ? 'kept-by-provider' : undefined
}

/** Answers that OpenAI or Azure keeps. */
export const anchors: Anchors<CallOptions, Pick<GenerateReply, 'providerMetadata'>> = {
  of: ({ providerOptions }) => idIn(providerOptions, PREVIOUS)?.id,
  after: ({ providerMetadata }) => idIn(providerMetadata, 'responseId')?.id,
  moved({ providerOptions }, value) {
    const found = idIn(providerOptions, PREVIOUS)
    return found === undefined ? [] : [{ op: 'replace', path: ['providerOptions', found.provider, PREVIOUS], value }]
  },
}

const PREVIOUS = 'previousResponseId'

/** An id, and the provider that it is for. */
interface Found {
  readonly provider: string
  readonly id: string
}

function idIn(options: ProviderOptions | undefined, name: string): Found | undefined {
  for (const provider of ['openai', 'azure']) {
    const id = optionsOf(options, provider)[name]
    if (typeof id === 'string') return { provider, id }
  }
  return undefined
}

function optionsOf(options: ProviderOptions | undefined, provider: string): ProviderOptions {
  return Object(options?.[provider]) as ProviderOptions
}

function isGiven(option: unknown): boolean {
  return option !== undefined && option !== null
}
