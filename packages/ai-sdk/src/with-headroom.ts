import { InvalidOptionError } from '@headroom/core'
import { wrapLanguageModel } from 'ai'
import { headroomMiddleware } from './headroom-middleware.ts'
import type { HeadroomOptions } from './options.ts'

/** A model that `wrapLanguageModel` of the installed `ai` takes: an object, not the name of one. */
export type WrappableModel = Parameters<typeof wrapLanguageModel>[0]['model']

/** A model as `wrapLanguageModel` of the installed `ai` gives it back. */
export type WrappedModel = ReturnType<typeof wrapLanguageModel>

/**
 * Wraps a model: `wrapLanguageModel({ model, middleware: headroomMiddleware(options) })`.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function withHeadroom(model: WrappableModel, options: HeadroomOptions = {}): WrappedModel {
  if (typeof model !== 'object' || model === null) {
    throw new InvalidOptionError(
      'model',
      `must be a model of a provider, such as \`openai('gpt-5.5')\`, got ${String(model)}`,
    )
  }
  return wrapLanguageModel({ model, middleware: headroomMiddleware(options) })
}
