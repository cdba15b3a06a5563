/** First line of a form with framed parts. */
export const LEGEND = 'Text with parts in other forms, each behind [n lines, form]:\n'

/** The mark that a form of a part stands behind, on the lines below it. */
export function frameOf(name: string, form: string): string {
  const lines = form.split('\n').length
  return `[${lines} ${lines === 1 ? 'line' : 'lines'}, ${name}]\n`
}

/** A mark at the end of a line. */
export const FRAME: RegExp = /\[(\d{1,9}) lines?, ([a-z][a-z0-9-]{0,60})\]$/
/** No mark is longer. */
export const MAX_FRAME = 90
