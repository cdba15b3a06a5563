import type { AgentRequest } from '../types.ts'
import { objectOf } from './object-of.ts'

/**
 * Whether the provider may take earlier results out of the conversation before the model reads it: it may drop the oldest items
 * (`truncation: 'auto'`) or compact them (`contextManagement`), or has compacted them. Settings of a runner are not seen.
 */
export function dropsEarlier({ modelSettings, input }: AgentRequest): boolean {
  const { truncation, contextManagement } = objectOf(modelSettings) ?? {}
  const isManaged = Array.isArray(contextManagement) && contextManagement.length > 0
  return truncation === 'auto' || isManaged || input.some((item) => objectOf(item)?.['type'] === 'compaction')
}
