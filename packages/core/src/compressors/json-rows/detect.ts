/** Surely JSON: it opens and closes as such. */
const LIKELY = 0.9
/** Opens as JSON and holds several lines that do. */
const MAYBE_LINES = 0.7
/** Characters looked at on either side. */
const LOOK = 200
const OPENING = /^\uFEFF?\s{0,100}[[{]\s{0,100}(?:["[{\]}\d-]|true|false|null)/
const CLOSING = /[\]}]\s{0,100}$/
const LINES = /[\]}]\r?\n\s{0,100}[[{]["[{\]}\d-]/

/** How surely a text is a JSON array or object, or lines of such: 0 to 1, from its first and last characters. */
export function detectRows(text: string): number {
  const start = text.slice(0, LOOK)
  if (!OPENING.test(start) || !CLOSING.test(text.slice(-LOOK))) return 0
  return LINES.test(text.slice(0, LOOK * 20)) ? MAYBE_LINES : LIKELY
}
