import { detectRows } from '../json-rows/detect.ts'

/** Opens as JSON does and nothing else, but is not whole: cut off, or with a line that is no JSON. */
const MAYBE_BROKEN = 0.6
/** Characters looked at. */
const LOOK = 400
/** An object with its first key, or an array of objects, arrays or strings. */
const OPENING =
  /^\uFEFF?\s{0,100}(?:\{\s{0,100}"[^"\\\n]{1,100}"\s{0,20}:|\[\s{0,100}(?:\{\s{0,100}"|"[^"\\\n]{0,200}"\s{0,20},))/

/** How surely a text is JSON, lines of JSON, or the beginning of such: 0 to 1, from its first and last characters. */
export function detectTree(text: string): number {
  const whole = detectRows(text)
  return whole === 0 && OPENING.test(text.slice(0, LOOK)) ? MAYBE_BROKEN : whole
}
