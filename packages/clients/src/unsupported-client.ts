import { InvalidOptionError } from '@headroom/core'

/** What is thrown for a client that is none, or of a version that is not supported. */
export function unsupportedClient(wanted: string, given: unknown): InvalidOptionError {
  return new InvalidOptionError('client', `must be ${wanted}, got ${nameOf(given)}`)
}

function nameOf(given: unknown): string {
  if (typeof given === 'function') return `the function ${given.name}, not what it makes`
  return typeof given === 'object' && given !== null ? `one of ${given.constructor?.name ?? 'no'} class` : String(given)
}
