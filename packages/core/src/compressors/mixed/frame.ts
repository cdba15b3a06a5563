import { countLineFeeds } from '../lines.ts'
import { type Spelling, SPELLINGS } from './spelling.ts'

/** First line of a form with parts in other forms. */
export const LEGEND = 'Text with parts in other forms, each behind [n lines, form]:\n'

/** The mark that a form of a part stands behind, on the lines below it: `[17 lines, log]`, `[9 lines, json-tree, indent 4]`. */
export function frameOf(name: string, form: string, spelling: Spelling): string {
  const lines = countLineFeeds(form, Infinity) + 1
  return `[${lines} ${lines === 1 ? 'line' : 'lines'}, ${name}${spelling === '' ? '' : `, ${spelling}`}]\n`
}

/** The mark that minified JSON stands behind, on the rest of its line: `[JSON, indent 4]`. */
export function inlineFrameOf(spelling: Spelling): string {
  return `${INLINE_START}${spelling}]`
}

/** How a mark of the second kind begins. */
export const INLINE_START = '[JSON, '
/** A mark of the first kind, at the end of a line. */
// house: linear because all its parts are bounded, the spellings a list of words
export const FRAME: RegExp = new RegExp(`\\[(\\d{1,9}) lines?, ([a-z][a-z0-9-]{0,60})(?:, (${SPELLINGS}))?\\]$`)
/** A mark of the second kind, at the start of a text. */
// house: linear because its parts are a list of words
export const INLINE_FRAME: RegExp = new RegExp(`^\\[JSON, (${SPELLINGS})\\](?=[[{])`)
/** No mark is longer. */
export const MAX_FRAME = 110
