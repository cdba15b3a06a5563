import { parseExactly } from '../json/parse-exactly.ts'
import type { WireObject } from './wire-value.ts'
import { objectOf } from './wire-value.ts'

/**
 * The arguments of a call whose JSON came in fragments, joined. None at all are `{}`. Numbers keep their spelling (`parseExactly`): the
 * arguments go back to the API, and as text to the tool.
 *
 * What is no JSON object, because the tokens ran out or the model wrote it so and nobody checked (`eager_input_streaming`), is kept as
 * `{ INVALID_JSON: text }`: the APIs take no other input back than an object, and Anthropic's docs name this one.
 */
export function streamedInput(json: string): WireObject {
  if (json.trim() === '') return {}
  try {
    // A number that keeps its spelling is an object too.
    const value = json.trimStart().startsWith('{') ? objectOf(parseExactly(json)) : undefined
    if (value !== undefined) return value
  } catch {
    // Kept as text below.
  }
  return { INVALID_JSON: json }
}
