import { dialectOf } from '@headroom/core'
import type { DialectName } from './wire-region.ts'

/** The format of a request, as core knows it. Undefined where it is none of those whose regions are known. Never throws. */
export function dialectNameOf(request: unknown): DialectName | undefined {
  const name = dialectOf(request)?.name
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
