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
 * @throws InvalidOptionError
 */
export function withHeadroom(model: WrappableModel, options: HeadroomOptions = {}): WrappedModel {
  return wrapLanguageModel({ model, middleware: headroomMiddleware(options) })
}
