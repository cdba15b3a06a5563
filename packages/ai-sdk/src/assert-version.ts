import { InvalidOptionError } from '@headroom/core'

/**
 * Checks the version of the AI SDK's model interface (`specificationVersion`), by which the AI SDK at hand is known.
 *
 * @param version What a model says. One that says nothing passes.
 * @param known Versions that will do. Default: those of models that ai 6 and ai 7 have wrapped.
 * @throws InvalidOptionError naming the version and those that would do.
 */
export function assertVersion(version: string | undefined, known: string = 'v3 or v4'): void {
  if (version === undefined || known.split(/\W+/).includes(version)) return
  throw new InvalidOptionError('model', `must be of specification ${known}, as in ai 6 and ai 7, got ${version}`)
}
