import { RETRIEVE_TOOL_NAME, type Store } from '@headroom/core'
import type { Prompt } from './model-types.ts'
import type { RecordedCall } from './recording.ts'
import { sentOf, toolResultsIn } from './script.ts'
import { wireOf } from './wire.ts'

/** One thing that must hold, and whether it does. */
export interface Check {
  readonly claim: string
  readonly holds: boolean
}

/** One answer of the retrieve tool, as the model read it. */
export interface Retrieval {
  readonly key: string
  /** The selector that the model gave, as JSON text without the key. */
  readonly selector: string
  readonly answer: string
  /** Whether the original is what a tool said, byte for byte, and every line of the answer stands in it. */
  readonly isExact: boolean
  /** In UTF-16 units; 0 where no tool said it. */
  readonly originalLength: number
}

/** Whether each call begins with exactly what the call before it sent. One answer for each call but the first. */
export function prefixesHold(calls: readonly RecordedCall[]): boolean[] {
  const wires = calls.map(({ options }) => wireOf(options))
  return wires.slice(1).map((wire, index) => wire.startsWith(wires[index] ?? ''))
}

/**
 * What a conversation must keep to, and whether it did.
 *
 * @param isReplayed Whether the model follows the script, which retrieves; a live model may do without.
 */
export function checksOf(
  calls: readonly RecordedCall[],
  retrievals: readonly Retrieval[],
  isReplayed: boolean,
): Check[] {
  const held = prefixesHold(calls)
  const kept = held.filter(Boolean).length
  const exact = retrievals.filter(({ isExact }) => isExact).length
  return [
    {
      claim: `${kept} of ${held.length} later calls began with the very bytes of the call before them`,
      holds: kept === held.length,
    },
    {
      claim: `${exact} of ${retrievals.length} retrievals gave back the original's own bytes`,
      holds: exact === retrievals.length && (exact > 0 || !isReplayed),
    },
  ]
}

/**
 * The retrievals of a conversation, in order.
 *
 * @param said The last prompt as the agent asked for it, with every tool result as the tool gave it.
 */
export async function retrievalsIn(
  calls: readonly RecordedCall[],
  said: Prompt,
  store: Store,
): Promise<readonly Retrieval[]> {
  const originals = toolResultsIn(said)
  const asked = calls.flatMap(({ toolCalls }, index) =>
    toolCalls
      .filter(({ toolName }) => toolName === RETRIEVE_TOOL_NAME)
      .map(({ input }) => ({ input, next: calls[index + 1] })),
  )
  return Promise.all(
    asked.map(async ({ input, next }) => {
      const { key, ...selector }: Readonly<Record<string, unknown>> = JSON.parse(input)
      const answer = next === undefined ? '' : sentOf(next.options.prompt).result(RETRIEVE_TOOL_NAME)
      const stored = (await store.get(String(key)))?.text
      const original = originals.find((text) => text === stored)
      const isExact = original !== undefined && isQuoteOf(answer, original)
      return {
        key: String(key),
        selector: JSON.stringify(selector),
        answer,
        isExact,
        originalLength: original?.length ?? 0,
      }
    }),
  )
}

// Each line alone or behind its label (`841: …`); the note in brackets at the end is the tool's own.
function isQuoteOf(answer: string, original: string): boolean {
  const lines = answer.replace(/\n\[[^\n]*\]$/, '').split('\n')
  return (
    answer !== '' &&
    lines.every((line) => original.includes(line) || original.includes(line.slice(line.indexOf(': ') + 2)))
  )
}
