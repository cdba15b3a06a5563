import type { Steps } from '../../steps.ts'
import { eachInSteps, someInSteps } from '../each-in-steps.ts'
import { joinInSteps } from '../lines.ts'
import { endOfNumber } from './coordinate.ts'
import type { SearchDocument } from './document.ts'
import { withoutGaps } from './gaps.ts'
import type { ResultLine } from './result-line.ts'
import { formFor } from './form-for.ts'
import { blankBefore, type Form, isBlank, isResult, isSeparator, legendOf, VERBATIM } from './form.ts'

/**
 * Writes search results with each path once, above its lines. A line of no file stands as it is, and so does one that the
 * decoder would not give back from a shorter spelling. Undefined: they are to stay as they are.
 */
export function* writeSearch(document: SearchDocument): Steps<string | undefined> {
  const form = yield* formFor(document)
  if (form === undefined) return undefined
  const out = ['']
  const isHeaded = form.paths === 'above' || form.paths === 'tight'
  const write = isHeaded ? belowHeadings(document.units, form, out) : belowPaths(form, out)
  yield* eachInSteps(document.units, write)
  const short = yield* withoutGaps(out, form)
  const hasVerbatim = yield* someInSteps(out, (line) => line.startsWith(VERBATIM))
  const legend = legendOf({ ...form, hasGaps: short !== undefined }, hasVerbatim)
  const lines = yield* joinInSteps(short ?? out, '\n')
  return legend + lines + (document.isEnded ? '\n' : '')
}

type Write = (line: ResultLine, index: number) => void

/** Writes lines that had their path beside them (or none): a path where it is another than that of the line before. */
function belowPaths(form: Form, out: string[]): Write {
  let path = form.paths === 'nowhere' ? '' : undefined
  return (line) => {
    const shown = shownPath(line, form)
    const result = shown === undefined ? undefined : resultOf(line, form)
    if (result === undefined) {
      out.push(otherOf(line.text, form))
      if (!isSeparator(line.text) && form.paths === 'beside') path = undefined
      return
    }
    if (shown !== undefined && shown !== path) out.push(shown)
    path = shown
    out.push(result)
  }
}

/** Writes lines that stood below their paths already: without the blank lines before all paths but the first. */
function belowHeadings(units: readonly ResultLine[], form: Form, out: string[]): Write {
  let headings = 0
  const isHeading = (index: number): boolean => isHeadingAt(units, index, headings > 0 && form.paths === 'above', form)
  return (line, index) => {
    if (isHeading(index)) {
      headings++
      out.push(line.text)
    } else if (headings === 0 || form.paths === 'tight' || !isHeading(index + 1)) {
      const next = units[index + 1]
      const wouldBeHeading = !isBlank(line.text) && !isSeparator(line.text) && isResultLine(next)
      const other = wouldBeHeading ? VERBATIM + line.text : otherOf(line.text, form)
      out.push(isResultLine(line) ? (resultOf(line, form) ?? other) : other)
    }
  }
}

function isHeadingAt(units: readonly ResultLine[], index: number, needsBlank: boolean, form: Form): boolean {
  const [before, line, next] = [units[index - 1], units[index], units[index + 1]]
  if (line === undefined || line.rest >= 0 || !isResultLine(next) || next === undefined) return false
  if (needsBlank && before?.text !== blankBefore(line.text)) return false
  return isPlain(line.text, form) && resultOf(next, form) !== undefined
}

function isResultLine(line: ResultLine | undefined): boolean {
  return line?.path !== undefined && line.rest >= 0
}

/** Whether a line of the form would be read as a path. */
function isPlain(text: string, form: Form): boolean {
  return !isBlank(text) && !isSeparator(text) && !text.startsWith(VERBATIM) && !isResult(text, form)
}

function otherOf(text: string, form: Form): string {
  return isResult(text, form) || text.startsWith(VERBATIM) ? VERBATIM + text : text
}

/** The path as it is written above its lines; undefined: it cannot be. */
function shownPath({ text, path }: ResultLine, form: Form): string | undefined {
  if (path === undefined || form.paths === 'nowhere') return path
  const isFull = form.root !== '' && !text.includes(':')
  const start = isFull ? form.root : form.folder
  const shown = path.startsWith(start) ? path.slice(start.length) : undefined
  return shown === undefined || !isPlain(shown, form) ? undefined : shown
}

/** A line without its path; undefined: the decoder would not give it back. */
function resultOf(line: ResultLine, form: Form): string | undefined {
  const { text, rest } = line
  const own = form.lines === 'bare' && form.joint === 'null' ? `:${text.slice(rest + 1)}` : text.slice(rest)
  const written = form.lines === 'spaced' ? spaced(own, ':') : form.lines === 'context-spaced' ? spaced(own, '-') : own
  if (!isResult(written, form)) return undefined
  return form.paths !== 'beside' || form.lines === 'bare' || text[rest - 1] === jointOf(own, form) ? written : undefined
}

/** A space in place of the sign after the number: a tab after the number alone would be read as that of `cat -n`, not of the text. */
function spaced(own: string, sign: string): string {
  const end = endOfNumber(own, 0)
  if (own[end] !== sign) return own
  const text = own.slice(end + 1)
  return own.slice(0, end) + (text === '' ? '' : ` ${text}`)
}

function jointOf(own: string, { joint }: Form): string | undefined {
  if (joint === 'null') return '\0'
  return joint === 'colon' ? ':' : own[endOfNumber(own, 0)]
}
