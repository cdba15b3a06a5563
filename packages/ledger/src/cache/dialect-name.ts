import { dialectOf, InvalidOptionError } from '@headroom/core'
import type { DialectName } from './wire-region.ts'

/**
 * The format of a request: as given, else as core knows it by its shape.
 *
 * @returns Undefined where it is none of those whose regions are known.
 * @throws InvalidOptionError where the given one is none of these.
 */
export function dialectNameOf(request: unknown, given?: DialectName): DialectName | undefined {
  if (given !== undefined && !isDialectName(given))
    throw new InvalidOptionError('dialect', `must be one of ${[...NAMES].join(', ')}, got ${String(given)}`)
  const name = given ?? dialectOf(request)?.name
  return isDialectName(name) ? name : undefined
}

function isDialectName(name: string | undefined): name is DialectName {
  return name !== undefined && NAMES.has(name)
}

const NAMES: ReadonlySet<string> = new Set<DialectName>([
  'anthropic-messages',
  'openai-chat',
  'openai-responses',
  'gemini',
  'bedrock-converse',
])
