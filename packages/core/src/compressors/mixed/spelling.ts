import { endOfString } from '../../json/scan.ts'
import { PASS_LENGTH, type Steps } from '../../steps.ts'

/**
 * How JSON was spelled before it was minified: `indent 2` (a value a line, so many spaces deeper in each bracket, empty brackets closed at
 * once), `tabs` (the same with a tab), `spaced` (a space after each comma and colon, as Python writes it).
 */
export type Spelling = string

/** The names of spellings, as a part of a pattern. */
export const SPELLINGS = 'indent [1-8]|tabs|spaced'

/** Deeper brackets are not spelled: what is written for a character stays bounded. */
const MAX_DEPTH = 100

/** What stands on a line before JSON that ends where a line ends, and what stands after it: its lines are indented and end alike. */
export interface Place {
  readonly before: string
  /** The first character after it; empty at the end of the text. */
  readonly after: string
}

/**
 * The spelling that makes of minified JSON the text at a place. Undefined: no spelling does.
 *
 * @param source As it was written.
 */
export function* spellingOf(source: string, minified: string, place: Place): Steps<Spelling | undefined> {
  const spelling = guessOf(source, place)
  if (spelling === undefined) return undefined
  return (yield* spelled(minified, spelling, place, source.length)) === source ? spelling : undefined
}

const FIRST_LINE = /^[[{]\r?\n([ \t]{0,200})/

function guessOf(source: string, { before }: Place): Spelling | undefined {
  const [, inner] = FIRST_LINE.exec(source) ?? []
  if (inner === undefined) return 'spaced'
  const unit = inner.slice(indentOf(before).length)
  if (unit === '\t') return 'tabs'
  return unit.length > 0 && unit.length <= 8 && unit.trim() === '' && !unit.includes('\t')
    ? `indent ${unit.length}`
    : undefined
}

const INDENT = /^[ \t]{0,200}/

function indentOf(before: string): string {
  return INDENT.exec(before)?.[0] ?? ''
}

/**
 * Writes minified JSON (one value a line) in a spelling. Undefined for what is nested more than 100 deep or never opened, and where more than
 * `maxLength` characters would be written. Linear.
 */
export function* spelled(
  minified: string,
  spelling: Spelling,
  { before, after }: Place,
  maxLength: number = Infinity,
): Steps<string | undefined> {
  const breaks = breaksOf(spelling, `${after === '\r' ? '\r\n' : '\n'}${indentOf(before)}`)
  const state: State = { text: minified, at: 0, copied: 0, depth: 0, written: '' }
  while (state.at < minified.length) {
    if (!spellUntil(Math.min(minified.length, state.at + PASS_LENGTH), state, breaks)) return undefined
    if (state.written.length > maxLength) return undefined
    if (state.at < minified.length) yield
  }
  return state.depth === 0 ? state.written + minified.slice(state.copied) : undefined
}

interface Breaks {
  /** Between two values that each have lines of their own. */
  readonly outer: string
  /** After an opening and before a closing bracket, by depth. */
  readonly brackets: readonly string[]
  /** After a comma, by depth. */
  readonly commas: readonly string[]
}

function breaksOf(spelling: Spelling, outer: string): Breaks {
  const depths = Array.from({ length: MAX_DEPTH + 1 })
  if (spelling === 'spaced') return { outer, brackets: depths.map(() => ''), commas: depths.map(() => ' ') }
  const unit = spelling === 'tabs' ? '\t' : ' '.repeat(Number(spelling.slice(-1)))
  const brackets = depths.map((_, depth) => outer + unit.repeat(depth))
  return { outer, brackets, commas: brackets }
}

interface State {
  readonly text: string
  at: number
  copied: number
  depth: number
  written: string
}

const [FEED, QUOTE, COMMA, COLON] = [10, 34, 44, 58]
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125]

/** Goes on to a place or beyond. False where brackets do not fit. */
function spellUntil(stop: number, state: State, { outer, brackets, commas }: Breaks): boolean {
  const { text } = state
  let { at, copied, depth, written } = state
  while (at < stop) {
    const code = text.charCodeAt(at++)
    if (code === QUOTE) {
      const end = endOfString(text, at - 1)
      at = end < 0 ? text.length : end
    } else if (code === COMMA) {
      written += text.slice(copied, at) + commas[depth]
      copied = at
    } else if (code === COLON) {
      written += `${text.slice(copied, at)} `
      copied = at
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      if (text.charCodeAt(at) === code + 2) at++
      else {
        if (++depth > MAX_DEPTH) return false
        written += text.slice(copied, at) + brackets[depth]
        copied = at
      }
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      if (--depth < 0) return false
      written += text.slice(copied, at - 1) + brackets[depth]
      copied = at - 1
    } else if (code === FEED) {
      written += text.slice(copied, at - 1) + outer
      copied = at
    }
  }
  Object.assign(state, { at, copied, depth, written })
  return true
}
