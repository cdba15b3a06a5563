import type { Block } from './blocks.ts'

/**
 * How many blocks, of all, the request before this one of the same conversation held: those before the last turn of the
 * assistant. A client adds the reply and what answers it, and no more.
 *
 * @returns 0 where the assistant has not spoken.
 */
export function blocksOfLastRequest(blocks: readonly Block[]): number {
  const last = blocks.findLastIndex(({ role }) => role === 'assistant')
  if (last < 0) return 0
  return blocks.findLastIndex(({ role }, index) => index < last && role !== 'assistant') + 1
}
