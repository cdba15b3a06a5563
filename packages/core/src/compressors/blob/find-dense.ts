import { STEP_LENGTH, type Steps } from '../../steps.ts'
import { isInUrl } from './is-in-url.ts'
import { kindOfWindow, type WindowKind } from './window-kind.ts'

/** A stretch of a line that nobody wrote by hand. */
export interface Dense {
  readonly start: number
  readonly end: number
  /** What it is: `minified JavaScript`, `minified code`, `source map`, `unbroken text`. */
  readonly what: string
}

/** Shorter lines are read as they are: with some 500 tokens they are no burden. Source: 98 in 100 lines of code and prose. */
const LONG_LINE = 2_000
/** Characters that are judged together. */
const WINDOW = 512

/** Finds minified code, source maps and other text without spaces in the long lines of `text` between two places, in order. */
export function* findDense(text: string, from: number, to: number): Steps<readonly Dense[]> {
  const found: Dense[] = []
  let start = from
  let stop = from
  while (start < to) {
    const feed = text.indexOf('\n', start)
    const end = feed < 0 || feed > to ? to : feed
    if (end - start > LONG_LINE) found.push(...(yield* denseOf(text, start, end)))
    start = end + 1
    if (start > stop) yield void (stop = start + STEP_LENGTH)
  }
  return found
}

interface Part {
  readonly start: number
  end: number
  readonly kind: WindowKind
}

function* denseOf(text: string, start: number, end: number): Steps<Dense[]> {
  const parts: Part[] = []
  for (let at = start; at < end; at += WINDOW) {
    const stop = Math.min(end, at + WINDOW)
    const kind = kindOfWindow(text, at, stop)
    const last = parts.at(-1)
    // One window of another kind, such as a long string in code, does not cut a stretch in two.
    if (last !== undefined && last.kind === kind && at - last.end <= WINDOW) last.end = stop
    else if (kind !== undefined) parts.push({ start: at, end: stop, kind })
    if ((at - start) % STEP_LENGTH === 0) yield
  }
  return parts.filter((part) => isLeftOut(text, part)).map((part) => denseAs(text, part))
}

/** A long URL has no spaces and is no burden that one may be spared. */
function isLeftOut(text: string, { start, end, kind }: Part): boolean {
  if (end - start < LONG_LINE) return false
  return kind !== 'unbroken text' || !isInUrl(text.slice(Math.max(0, start - WINDOW), start + WINDOW))
}

const SCRIPT = /\bfunction\b|=>|\breturn\b|\bvar |\bconst |\blet /
/** Characters of code that are looked at for its language. */
const LOOK = 4_000

function denseAs(text: string, { start, end, kind }: Part): Dense {
  if (kind !== 'code') return { start, end, what: kind }
  const isScript = SCRIPT.test(text.slice(start, Math.min(end, start + LOOK)))
  return { start, end, what: isScript ? 'minified JavaScript' : 'minified code' }
}
