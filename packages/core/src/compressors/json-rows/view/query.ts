/** What a query says literally. */
export interface Query {
  readonly text: string
  /** Runs of up to eight of its words, without the punctuation around them: any of them may be a value. */
  readonly phrases: ReadonlySet<string>
  /** Paths such as `$.results[7].vulns`, as steps. */
  readonly paths: readonly (readonly (string | number)[])[]
}

/** Words of a query that are read; what follows is no question any more. */
const MAX_WORDS = 600
/** Words of the longest value that is recognised. */
const MAX_PHRASE_WORDS = 8

/** Reads the literals of a query. */
export function readQuery(text: string): Query {
  const head = text.slice(0, MAX_WORDS * 12)
  const words = head.split(/\s+/, MAX_WORDS).filter((word) => word !== '')
  const phrases = new Set<string>()
  for (let start = 0; start < words.length; start++) {
    for (let end = start + 1; end <= words.length && end <= start + MAX_PHRASE_WORDS; end++) {
      const phrase = words.slice(start, end).join(' ')
      phrases.add(phrase)
      phrases.add(bare(phrase))
    }
  }
  for (const [, quoted] of head.matchAll(/["'`]([^"'`\n]{1,200})["'`]/g)) if (quoted) phrases.add(quoted)
  return { text, phrases, paths: [...head.matchAll(PATH)].map(([path]) => stepsOf(path)) }
}

const PATH = /\$(?:\.[\w$@-]{1,100}|\[\d{1,9}\]|\["[^"\n]{1,100}"\]){1,40}/g
const STEP = /\.([\w$@-]{1,100})|\[(\d{1,9})\]|\["([^"\n]{1,100})"\]/g

function stepsOf(path: string): (string | number)[] {
  return [...path.matchAll(STEP)].map(([, key, index, quoted]) =>
    index === undefined ? (key ?? quoted ?? '') : Number(index),
  )
}

const OUTSIDE = '"\'`.,;:!?()[]{}<>'

function bare(phrase: string): string {
  let start = 0
  let end = phrase.length
  while (start < end && OUTSIDE.includes(phrase.charAt(start))) start++
  while (end > start && OUTSIDE.includes(phrase.charAt(end - 1))) end--
  return phrase.slice(start, end)
}
