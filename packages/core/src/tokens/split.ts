/** English contractions, kept with their word. */
export const CONTRACTION: string = String.raw`'(?:[sS]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE])`
const UPPER = String.raw`\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}`
const LOWER = String.raw`\p{Ll}\p{Lm}\p{Lo}\p{M}`

/**
 * How the encodings split a text before they merge bytes: tokens never cross these pieces.
 * Source: tiktoken's `openai_public.py`; a test holds them against the library that merges.
 */
export const SPLITS: Readonly<Record<'o200k' | 'cl100k', RegExp>> = {
  // house: linear because every alternative takes its whole run or fails, and the next search begins behind it
  o200k: new RegExp(
    [
      String.raw`[^\r\n\p{L}\p{N}]?[${UPPER}]*[${LOWER}]+(?:${CONTRACTION})?`,
      String.raw`[^\r\n\p{L}\p{N}]?[${UPPER}]+[${LOWER}]*(?:${CONTRACTION})?`,
      String.raw`\p{N}{1,3}`,
      String.raw` ?[^\s\p{L}\p{N}]+[\r\n/]*`,
      String.raw`\s*[\r\n]+`,
      String.raw`\s+(?!\S)`,
      String.raw`\s+`,
    ].join('|'),
    'gu',
  ),
  // house: linear because every alternative takes its whole run or fails, and the next search begins behind it
  cl100k: new RegExp(
    [
      CONTRACTION,
      String.raw`[^\r\n\p{L}\p{N}]?\p{L}+`,
      String.raw`\p{N}{1,3}`,
      String.raw` ?[^\s\p{L}\p{N}]+[\r\n]*`,
      String.raw`\s+$`,
      String.raw`\s*[\r\n]`,
      String.raw`\s+(?!\S)`,
      String.raw`\s`,
    ].join('|'),
    'gu',
  ),
}

/** UTF-16 units that are split at once: a split makes an array of all pieces, some 20 bytes a unit. */
const CHUNK = 1 << 17

/**
 * Cuts a long text where the encodings cut it anyway: behind a line that is followed by a word, a digit or a bracket.
 * A text without such a place is cut blindly, at the cost of a token or two in 128 Ki.
 */
export function* chunksOf(text: string): Generator<string> {
  let from = 0
  while (text.length - from > CHUNK) {
    const to = lineEndBefore(text, from + CHUNK, from)
    yield text.slice(from, to)
    from = to
  }
  yield from === 0 ? text : text.slice(from)
}

/** How far back a line's end is looked for. */
const LOOK_BACK = 1 << 14

function lineEndBefore(text: string, limit: number, from: number): number {
  const floor = Math.max(from + 1, limit - LOOK_BACK)
  for (let at = limit; at > floor; at--) {
    if (text.charCodeAt(at - 1) === LINE_FEED && isPlain(text.charCodeAt(at))) return at
  }
  return limit
}

const LINE_FEED = 10
const SLASH = 47

function isPlain(code: number): boolean {
  return code > 32 && code < 127 && code !== SLASH
}
