/**
 * What makes a text differ from one request to the next.
 *
 * - `date`, `time`: today's date, the time of day.
 * - `id`: an id of a session, a request, a trace; a random id.
 * - `git-state`: the state of a working tree.
 * - `token`: a JSON Web Token.
 * - `temporary-path`: a path of a temporary folder.
 * - `budget`: how many tokens are left or used.
 */
export type VolatileKind = 'date' | 'time' | 'id' | 'git-state' | 'token' | 'temporary-path' | 'budget'

/** A stretch of text that is likely to differ from one request to the next. */
export interface Volatile {
  /** What it is. */
  readonly kind: VolatileKind
  /** Where it begins in the text, in UTF-16 units. */
  readonly at: number
  /** Its length, in UTF-16 units. */
  readonly length: number
  /** The line it stands in, from 0. */
  readonly line: number
}

/**
 * Finds what is likely to differ from one request to the next: what says that it is of today, or is random.
 *
 * A date that says nothing of now (a version, a release, an example) is none; nor is an example's id. Linear in the text.
 *
 * @returns In order, none over another; for each line at most one of each kind.
 */
export function findVolatile(text: string): readonly Volatile[] {
  const found: Volatile[] = []
  let at = 0
  for (const [line, content] of text.split('\n').entries()) {
    found.push(...inLine(content, at, line))
    at += content.length + 1
  }
  return found
}

interface Pattern {
  readonly kind: VolatileKind
  readonly regex: RegExp
  /** What the line must say besides, before the value. */
  readonly label?: RegExp
}

/** Words after which a date or a time is the one of now. */
const NOW =
  /(?:\b(?:today|current(?:ly)?[ _-]?(?:local |utc |system )?(?:datetime|date|time|day)|now(?: is|:|=)|session started|generated (?:at|on))|^\W{0,6}(?:the )?(?:date|time|timestamp|datetime))\b[^\n]{0,24}$/i

/** Words after which an id is one of this conversation. */
const OF_NOW =
  /(?:session|request|trace|correlation|conversation|thread|chat|run|message|invocation|span|task|job|nonce|execution|transaction|container|sandbox|workspace|agent|user|customer|\b(?:uu|gu)id)[^\n]{0,40}$/i

/** Each regular expression is run over a line once; the repetitions are bounded. */
const WRITTEN: readonly Pattern[] = [
  {
    kind: 'time',
    regex: /\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?/,
    label: NOW,
  },
  { kind: 'time', regex: /\b\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\b| UTC\b| GMT\b)?/, label: NOW },
  { kind: 'time', regex: /\b1[5-9]\d{8}(?:\d{3})?\b/, label: NOW },
  { kind: 'date', regex: /\b20\d\d[-/]\d\d[-/]\d\d\b/, label: NOW },
  { kind: 'date', regex: /\b\d{1,2}[./]\d{1,2}[./](?:20)?\d\d\b/, label: NOW },
  {
    kind: 'date',
    regex:
      /\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.? \d{1,2}(?:st|nd|rd|th)?,? 20\d\d\b/,
    label: NOW,
  },
  {
    kind: 'date',
    regex:
      /\b\d{1,2}(?:st|nd|rd|th)? (?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?,? 20\d\d\b/,
    label: NOW,
  },
  // A day of the week with its date says when it was written, whatever stands before it.
  {
    kind: 'date',
    regex:
      /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:of )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?20\d\d\b/,
    label: /$/,
  },
  { kind: 'date', regex: /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/, label: /\btoday\b[^\n]{0,16}$/i },
  { kind: 'id', regex: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i, label: OF_NOW },
  { kind: 'id', regex: /\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{24}|[0-9a-f]{16})\b/, label: OF_NOW },
  { kind: 'id', regex: /\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/, label: OF_NOW },
  { kind: 'id', regex: /\b(?:req|sess|session|trace|conv|thread|run|msg|resp)_[A-Za-z0-9]{12,64}\b/ },
  { kind: 'git-state', regex: /^(?:gitStatus:|(?:Current |On )branch:? |Recent commits:|Git status:|HEAD is now at )/ },
  { kind: 'token', regex: /\beyJ[\w-]{10,100}\.eyJ[\w-]{10}/ },
  {
    kind: 'temporary-path',
    regex: /\/var\/folders\/\w\w\/|\/tmp\/(?:tmp[a-z0-9_]{6,12}|[\w.-]{1,40}[-_.][0-9a-f]{8,40})\b/,
  },
  { kind: 'budget', regex: /\b(?:tokens?|budget|context) (?:remaining|left|used)\b[^\n\d]{0,8}\d/i },
]

// house: linear because each is one of the literals above, which are checked, with a flag more
const PATTERNS = WRITTEN.map((one) => ({ ...one, regex: new RegExp(one.regex, `${one.regex.flags}g`) }))

/** Words that make a value an example of its kind. */
const EXAMPLE = /\b(?:e\.g|example|such as|for instance|format|formatted|like|iso ?8601|default|pattern)\b|`|\bi\.e\b/i

/** Characters before a value that are searched for what it is. */
const LABEL_LENGTH = 80

/** What a line must hold for any pattern to match: most hold none of it. */
const HINT = /\d|_|eyJ|today|git|branch|commits|HEAD/i

/** Values in one line that are looked at for each pattern. A line of more is data, not a prompt. */
const MOST_VALUES = 100

function inLine(line: string, at: number, lineNumber: number): readonly Volatile[] {
  if (!HINT.test(line)) return []
  const found = new Map<VolatileKind, Volatile>()
  for (const pattern of PATTERNS) {
    const match = found.has(pattern.kind) ? undefined : volatileMatch(line, pattern)
    if (match === undefined) continue
    const place = { kind: pattern.kind, at: at + match.index, length: match[0].length, line: lineNumber }
    if (![...found.values()].some((other) => isOver(place, other))) found.set(pattern.kind, place)
  }
  return [...found.values()].sort((one, other) => one.at - other.at)
}

/** The first value that is one of now: others of its kind may stand before it. */
function volatileMatch(line: string, { regex, label }: Pattern): RegExpExecArray | undefined {
  regex.lastIndex = 0
  for (let tried = 0; tried < MOST_VALUES; tried++) {
    const match = regex.exec(line)
    if (match === null) return undefined
    const before = line.slice(Math.max(0, match.index - LABEL_LENGTH), match.index)
    if (label === undefined || (label.test(before) && !EXAMPLE.test(before))) return match
  }
  return undefined
}

function isOver(one: Volatile, other: Volatile): boolean {
  return one.at < other.at + other.length && other.at < one.at + one.length
}
