/** Line feeds from which a text is shown on lines of its own. */
const MIN_LINE_FEEDS = 3
/** What a text on lines of its own must not hold: other line ends and control characters, which JSON writes as escapes. */
// oxlint-disable-next-line no-control-regex -- these are the characters that must not stand in a line
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]/

/** A line that reads as a member of the outline, which is indented by one space: such a text stands as JSON. */
const AS_MEMBER = /^ \S/m

/**
 * The lines of a string that holds several, where writing them as JSON again gives the lexeme and none of them could be
 * taken for a line of the outline (context lines of a diff are indented by one space, too).
 *
 * @param raw The string as written, quotes included; or another lexeme.
 */
export function blockOf(raw: string): readonly string[] | undefined {
  if (raw.charCodeAt(0) !== 34 || !hasLineFeeds(raw)) return undefined
  const text = String(JSON.parse(raw))
  if (UNFIT.test(text) || !text.isWellFormed() || JSON.stringify(text) !== raw || AS_MEMBER.test(text)) return undefined
  const lines = text.split('\n')
  return lines.length > MIN_LINE_FEEDS ? lines : undefined
}

/** The string that `blockOf()` was given. */
export function rawOfBlock(lines: readonly string[]): string {
  return JSON.stringify(lines.join('\n'))
}

function hasLineFeeds(raw: string): boolean {
  let count = 0
  for (let at = raw.indexOf('\\n'); at >= 0; at = raw.indexOf('\\n', at + 2)) if (++count >= MIN_LINE_FEEDS) return true
  return false
}
