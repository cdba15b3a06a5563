import { InvalidOptionError } from '@headroom/core'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { Runnable } from '@langchain/core/runnables'
import { type HeadroomOptions, turnOptionsOf } from './options.ts'
import { createPatch, isPatched } from './patched-model.ts'

/** What can be wrapped: a chat model, or what is made of one by `bindTools`, `withConfig`, `withRetry` and the like. */
export type WrappableModel = BaseChatModel | Runnable

/** A wrapped chat model: of the very class of the one that was given. */
export type HeadroomChatModel<M extends WrappableModel = BaseChatModel> = M

/** The constructor of wrapped models. */
export interface HeadroomChatModelConstructor {
  /**
   * Wraps a chat model: it shortens tool results on their way to the model, and answers the model's retrieve calls itself.
   *
   * What comes is of the model's own class, and all that it makes of itself (`bindTools`, `withStructuredOutput`, `withConfig`) is
   * wrapped as well. The model that is given stays as it is.
   *
   * @throws InvalidOptionError naming the option, what was given and what would do.
   */
  new <M extends WrappableModel>(llm: M, options?: HeadroomOptions): M
  /** Whether a value is a wrapped chat model. */
  [Symbol.hasInstance](value: unknown): boolean
}

/** Wraps chat models: `new HeadroomChatModel(llm)` in place of `llm`. */
export const HeadroomChatModel: HeadroomChatModelConstructor = class {
  constructor(llm: unknown, options: HeadroomOptions = {}) {
    const model = createPatch(turnOptionsOf(options))(llm)
    if (model === llm) throw new InvalidOptionError('llm', `must be a chat model of LangChain, got ${nameOf(llm)}`)
    return model as object
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return isPatched(value)
  }
} as unknown as HeadroomChatModelConstructor

function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? String(value)
  return value.constructor?.name ?? 'an object'
}
