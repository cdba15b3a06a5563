import { parseExactly } from './parse-exactly.ts'

/** The value of JSON text, its numbers as they were written (`parseExactly`); undefined where it is no JSON. */
export function parsedExactly(json: string): unknown {
  try {
    return parseExactly(json)
  } catch {
    // Not JSON: not ours to judge.
    return undefined
  }
}
