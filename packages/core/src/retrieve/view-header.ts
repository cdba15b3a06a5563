import type { View } from '../types/compressor.ts'
import { RETRIEVE_TOOL_NAME } from './tool.ts'

/**
 * Writes a view as the model reads it: one line that says what this is, how many units of how many and why these,
 * what holds for all of them, and how to get the rest; then the units.
 *
 * @param key Key of the original in the store.
 */
export function viewWithHeader(view: View, key: string): string {
  const { unit, kept, total, reasons, facts } = view
  const why = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`
  const known = facts.length === 0 ? '' : ` ${facts.join('. ')}.`
  const rest = `The other ${total - kept} are kept unchanged: ${RETRIEVE_TOOL_NAME} key ${key}.`
  return `[${kept} of ${total} ${unit} shown${why}.${known} ${rest}]\n${view.text}`
}
