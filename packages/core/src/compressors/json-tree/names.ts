import { createPace, PASS_LENGTH, type Steps } from '../../steps.ts'
import { eachInSteps, mapInSteps } from '../each-in-steps.ts'
import { cutInSteps, joinInSteps } from '../lines.ts'
import { bestPhrases, endsRun, MIN_USES } from './phrases.ts'

/** A text in which phrases that repeat have names, and the phrases: the first one is called `$1`. */
export interface Named {
  readonly text: string
  /** A phrase may hold the names of those before it. */
  readonly phrases: readonly string[]
  /** The sign before the number. */
  readonly sign: string
}

/** Signs that names may have; the first that the text does not use before a digit is taken. */
const SIGNS = ['$', '%', '§', '€']
/** Names in all: a reader has to look each of them up. */
const MAX_NAMES = 24
/** Times that the text is searched, and phrases taken each time: what is taken changes what is left. */
const MAX_ROUNDS = 2
const NAMES_PER_ROUND = 12
/** Characters in which one step looks for a phrase: that is several times as fast as any other pass. */
const SEARCHED_IN_STEP = 2 * PASS_LENGTH

/**
 * Names the phrases that make lines long by being repeated. Texts of several lines are left as they are: they may be code,
 * in which `$1` means something else.
 *
 * @param lines A text of several lines is one of them, with line feeds in it, as written or as escapes of JSON.
 */
export function* nameRepeats(lines: readonly string[]): Steps<Named> {
  const text = yield* joinInSteps(lines, '\n')
  const sign = SIGNS.find((candidate) => !hasName(text, candidate))
  if (sign === undefined) return { text, phrases: [], sign: '$' }
  const phrases: string[] = []
  const own: string[] = []
  yield* eachInSteps(lines, (line) => {
    if (isOneLine(line)) own.push(line)
  })
  let short = yield* joinInSteps(own, '\n')
  const isDue = createPace(SEARCHED_IN_STEP)
  for (let round = 0; round < MAX_ROUNDS && phrases.length < MAX_NAMES; round++) {
    const found = yield* bestPhrases(short, Math.min(NAMES_PER_ROUND, MAX_NAMES - phrases.length))
    for (const phrase of found.phrases) {
      const shorter = replaceAll(short, phrase, `${sign}${phrases.length + 1}`)
      if (shorter === undefined) continue
      phrases.push(phrase)
      short = shorter
      if (isDue(short.length)) yield
    }
    if (found.areAll) break
  }
  if (phrases.length === 0) return { text, phrases, sign }
  const named = (yield* cutInSteps(short)).values()
  const all = yield* mapInSteps(lines, (line) => (isOneLine(line) ? (named.next().value ?? '') : line))
  return { text: yield* joinInSteps(all, '\n'), phrases, sign }
}

function isOneLine(line: string): boolean {
  return !line.includes('\n') && !line.includes('\\n')
}

/** The text that `nameRepeats()` was given. */
export function* expandNames({ text, phrases, sign }: Named): Steps<string> {
  let long = text
  const isDue = createPace(SEARCHED_IN_STEP)
  // The later ones first: `$12` is not `$1` before a 2, and a phrase speaks only of those before it.
  for (let index = phrases.length - 1; index >= 0; index--) {
    long = long.split(`${sign}${index + 1}`).join(phrases[index])
    if (isDue(long.length)) yield
  }
  return long
}

/** The lines that say what the names stand for: `$1=https://…`. */
export function writeNames({ phrases, sign }: Named): readonly string[] {
  return phrases.map((phrase, index) => `${sign}${index + 1}=${phrase}`)
}

/** Reads such lines from a place in a text, and the text below them. */
export function readNames(text: string, from: number): Named {
  const sign = text.charAt(from)
  const phrases: string[] = []
  let at = from
  while (SIGNS.includes(sign)) {
    const start = `${sign}${phrases.length + 1}=`
    if (!text.startsWith(start, at)) break
    const feed = text.indexOf('\n', at)
    const end = feed < 0 ? text.length : feed
    phrases.push(text.slice(at + start.length, end))
    at = end + 1
  }
  return { text: text.slice(at), phrases, sign }
}

function hasName(text: string, sign: string): boolean {
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) if (isDigit(text, at + 1)) return true
  return false
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

/**
 * Replaces a phrase wherever it stands for itself: no part of a longer word, number, date or hash, and not before a `=`,
 * where its name would read as defined there. Undefined where it stands so too rarely.
 */
function replaceAll(text: string, phrase: string, name: string): string | undefined {
  let result = ''
  let written = 0
  let uses = 0
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
    const end = at + phrase.length
    if (!endsRun(text, at - 1) || !mayEnd(text, phrase, end)) continue
    result += text.slice(written, at) + name
    written = end
    uses++
  }
  return uses < MIN_USES ? undefined : result + text.slice(written)
}

function mayEnd(text: string, phrase: string, end: number): boolean {
  const next = text.charAt(end)
  if (next === '=' || isDigit(text, end)) return false
  return next === '/' || phrase.endsWith('/') || endsRun(text, end)
}
