import { InvalidOptionError } from '@headroom/core'
import { wrapLanguageModel } from 'ai'
import { assertVersion } from './assert-version.ts'
import { headroomMiddleware } from './headroom-middleware.ts'
import type { HeadroomOptions } from './options.ts'

/** A model that `wrapLanguageModel` of the installed `ai` takes: an object, not the name of one. */
export type WrappableModel = Parameters<typeof wrapLanguageModel>[0]['model']

/** A model as `wrapLanguageModel` of the installed `ai` gives it back. */
export type WrappedModel = ReturnType<typeof wrapLanguageModel>

/**
 * Wraps a model: `wrapLanguageModel({ model, middleware: headroomMiddleware(options) })`.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do; also where the installed `ai` is neither 6 nor 7, or
 * cannot wrap a model of this version.
 */
export function withHeadroom(model: WrappableModel, options: HeadroomOptions = {}): WrappedModel {
  if (typeof model?.doGenerate !== 'function') {
    const given = typeof model === 'string' ? `'${String(model)}'` : typeof model
    throw new InvalidOptionError('model', `must be a model of a provider, such as \`openai('gpt-5.5')\`, got ${given}`)
  }
  const wrapped = wrapLanguageModel({ model, middleware: headroomMiddleware(options) })
  const installed: string = wrapped.specificationVersion
  assertVersion(installed)
  // ai 6 gives older models on as they are, and misreads their usage.
  assertVersion(model.specificationVersion, installed === 'v3' ? 'v3' : 'v2, v3 or v4')
  return wrapped
}
