/** What must hold between two characters. */
export type Assertion = '^' | '$' | 'b' | 'B'

/** A regular expression as a tree. */
export type PatternNode =
  | { readonly kind: 'character'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly least: number; readonly most: number }

/** Longest expression that is read, in UTF-16 units; what a person writes for a search is far below. */
const MAX_LENGTH = 1_000
/** Deepest nesting of groups that is read, so that no expression can exhaust the stack. */
const MAX_DEPTH = 50

/**
 * Reads a regular expression in the syntax of JavaScript, without what no automaton can do in linear time: back references
 * and look-around. Lazy and greedy quantifiers are the same, because only whether a line matches is asked.
 *
 * @throws SyntaxError where the expression is not valid, too long, too deep, or uses what is left out.
 */
export function parsePattern(source: string, ignoreCase: boolean): PatternNode {
  if (source.length > MAX_LENGTH) throw new SyntaxError(`longer than ${MAX_LENGTH} characters`)
  const parser: Parser = { source, at: 0, depth: 0, flags: ignoreCase ? 'iu' : 'u' }
  const node = readChoice(parser)
  if (parser.at < source.length) throw new SyntaxError('a bracket closes nothing')
  return node
}

interface Parser {
  readonly source: string
  at: number
  depth: number
  readonly flags: string
}

function readChoice(parser: Parser): PatternNode {
  const options = [readSequence(parser)]
  while (parser.source[parser.at] === '|') {
    parser.at++
    options.push(readSequence(parser))
  }
  return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options }
}

function readSequence(parser: Parser): PatternNode {
  const parts: PatternNode[] = []
  while (parser.at < parser.source.length && !'|)'.includes(parser.source.charAt(parser.at))) {
    parts.push(withQuantifier(parser, readPart(parser)))
  }
  return { kind: 'sequence', parts }
}

const COUNTS = /\{(\d{1,4})(?:(,)(\d{0,4}))?\}/y
const QUANTIFIERS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['*', [0, Infinity]],
  ['+', [1, Infinity]],
  ['?', [0, 1]],
])

function withQuantifier(parser: Parser, part: PatternNode): PatternNode {
  const range = quantifierAt(parser)
  if (range === undefined) return part
  if (part.kind === 'assertion' || range[0] > range[1]) throw new SyntaxError('a quantifier repeats nothing')
  if (parser.source[parser.at] === '?') parser.at++
  return { kind: 'repeat', part, least: range[0], most: range[1] }
}

function quantifierAt(parser: Parser): readonly [number, number] | undefined {
  const simple = QUANTIFIERS.get(parser.source.charAt(parser.at))
  if (simple !== undefined) parser.at++
  if (simple !== undefined) return simple
  COUNTS.lastIndex = parser.at
  const counts = COUNTS.exec(parser.source)
  if (counts === null) return undefined
  parser.at += counts[0].length
  const least = Number(counts[1])
  if (counts[2] === undefined) return [least, least]
  return [least, counts[3] === '' ? Infinity : Number(counts[3])]
}

function readPart(parser: Parser): PatternNode {
  const character = String.fromCodePoint(parser.source.codePointAt(parser.at) ?? 0)
  if (character === '(') return readGroup(parser)
  if (character === '[') return readClass(parser)
  if (character === '\\') return readEscape(parser)
  if (QUANTIFIERS.has(character)) throw new SyntaxError('a quantifier repeats nothing')
  parser.at += character.length
  if (character === '.') return { kind: 'character', matches: () => true }
  if (character === '^' || character === '$') return { kind: 'assertion', assertion: character }
  return literal(character, parser)
}

const GROUP_HEAD = /\((?:\?:|\?<[A-Za-z_]\w{0,50}>|(?!\?))/y

function readGroup(parser: Parser): PatternNode {
  GROUP_HEAD.lastIndex = parser.at
  const head = GROUP_HEAD.exec(parser.source)
  if (head === null) throw new SyntaxError('look-around is not supported')
  if (++parser.depth > MAX_DEPTH) throw new SyntaxError(`groups nest deeper than ${MAX_DEPTH}`)
  parser.at += head[0].length
  const node = readChoice(parser)
  if (parser.source[parser.at] !== ')') throw new SyntaxError('a bracket is not closed')
  parser.at++
  parser.depth--
  return node
}

/** Punctuation that may follow a backslash under the flag `u`. */
const ESCAPABLE = '^$\\.*+?()[]{}|/-'

function readClass(parser: Parser): PatternNode {
  const { source } = parser
  let text = '['
  let at = parser.at + 1
  for (; source[at] !== ']'; at++) {
    const character = source[at]
    if (character === undefined) throw new SyntaxError('a character class is not closed')
    if (character !== '\\') text += character
    else {
      const escaped = source.charAt(++at)
      text += /\w/.test(escaped) || ESCAPABLE.includes(escaped) ? `\\${escaped}` : escaped
    }
  }
  parser.at = at + 1
  return { kind: 'character', matches: tester(`${text}]`, parser) }
}

const NAMED_ESCAPE = /\\(?:[dDwWsStnrfv0]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|[pP]\{[\w=]{1,60}\})/y

function readEscape(parser: Parser): PatternNode {
  const escaped = parser.source.charAt(parser.at + 1)
  NAMED_ESCAPE.lastIndex = parser.at
  const named = NAMED_ESCAPE.exec(parser.source)?.[0]
  parser.at += named?.length ?? 2
  if (named !== undefined) return { kind: 'character', matches: tester(named, parser) }
  if (escaped === 'b' || escaped === 'B') return { kind: 'assertion', assertion: escaped }
  if (escaped === '' || /[1-9k]/.test(escaped)) throw new SyntaxError('back references are not supported')
  return literal(escaped, parser)
}

function literal(character: string, parser: Parser): PatternNode {
  if (parser.flags === 'u') return { kind: 'character', matches: (other) => other === character }
  const folded = character.toLowerCase()
  return { kind: 'character', matches: (other) => other.toLowerCase() === folded }
}

function tester(source: string, { flags }: Parser): (character: string) => boolean {
  // house: linear because it is one class or escape, tried on one character; so both keep their exact meaning in JavaScript.
  const expression = new RegExp(`^${source}$`, flags)
  return (character) => expression.test(character)
}
