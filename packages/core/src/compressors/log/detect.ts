import { type SampleLengths, sampledLinesWithoutReturns } from '../sampled-lines.ts'
import { isReported } from './reports.ts'

/** How much of a text is looked at, from its start, from its middle and from its end, in characters. */
const LOOK: SampleLengths = { head: 12_000, later: 6_000 }
/** Fewer lines than this are no log. */
const MIN_LINES = 4

/** A time near the start of a line, as loggers write it: of day, digits alone after a date, or seconds of the epoch. */
const TIMED =
  /^.{0,60}?(?:(?<!\d)\d{1,2}:\d{1,2}:\d{1,2}(?!\d)|\b\d{6,8}[ T-]\d{6}\b|\b\d{4}-\d\d-\d\d-\d\d\.\d\d\.\d\d|(?:^|[ [])1\d{9}(?:\d{3})?(?=[\] .,]))/
/** What each time has. A scan for it is many times as fast as the search for a time, and mostly enough. */
const MAYBE_TIMED = /\d(?::\d{1,2}:\d|[ T-]\d{6}|-\d\d-\d\d-|\d{9})/
/** A level where loggers put it: in brackets, in capitals before the message, or as a key. */
const LEVELED =
  /^.{0,100}?(?:\b(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b|\[(?:trace|debug|info|notice|warn|warning|error|fatal)\]|\blevel=[a-z]{4,8}\b)/
/** What each level has, likewise. */
const MAYBE_LEVELED = /[A-Z]{4}|\[[a-z]{4}|level=/
/** What source files, documents and other outputs have and logs have not, in their first line. */
const OTHER_START =
  /^(?:\s*[[{]\s*(?:["{}[\]-]|[\d.]{1,30}\s*,|$)|\s*<[!?a-zA-Z]|diff --git |--- a\/|commit [0-9a-f]{40}|#!|---$|# |\s{0,8}\d{1,7}(?:→|\t))/
/** A header of comma-separated columns: words only. */
const COLUMNS = /^[\w ."-]{1,60}(?:[,\t;][\w ."-]{1,60}){2,60}$/
/** Lines of source code: by their first word, or by their last sign. */
const CODED =
  /^(?:\s{0,8}\d{1,7}(?:→|\t))?\s{0,80}(?:(?:import|from|export|const|let|var|function|return|class|def|if|for|while|public|private|func|package|use|type|interface|async|await|elif|else|try|catch|switch|case|break|throw|raise|struct|impl|fn|pub|static|void|int)\b|[})\]]{1,4}[;,]?$|\/\/|\/\*|\*)/
const CODE_END = /[;{]$/
/** A line of a search result: path and line number. */
const SEARCHED = /^[^\s:]{0,300}[A-Za-z/][^\s:]{0,300}?:\d{1,7}:(?!\d\d(?!\d))/
/** How each of them begins, likewise: the search for a letter tries each place of a long word. */
const MAYBE_SEARCHED = /^[^\s:]{1,601}:\d{1,7}:/

/** Share of lines with a time or a level from which a text is a log without doubt. */
const SURELY = 0.5
/** Share of lines of reports from which a text is one. */
const PERHAPS = 0.12
/** Share of lines of another kind from which a text without times is not a log. */
const TOO_MANY = 0.3

/**
 * How surely a text is the output of something that ran: a log, a test run, a build. Reads the first 12,000 characters, 6,000 in the
 * middle and the last 6,000. 0 for source code, documents, JSON, CSV, diffs, search results and listings, even where they quote a log line.
 */
export function detectLog(text: string): number {
  const lines = linesOf(text)
  const [first = '', second = ''] = lines
  if (lines.length < MIN_LINES || OTHER_START.test(first) || COLUMNS.test(first) || isFrame(first, second)) return 0
  const shareOf = (matches: (line: string) => boolean): number => lines.filter(matches).length / lines.length
  const timed = shareOf(isTimed)
  // With so much code a text is a log by nothing that follows: most source files are told here, by some of their lines.
  const mostCoded = timed >= SURELY ? SURELY : TOO_MANY
  const coded = shareUpTo(mostCoded, lines, isCoded)
  if (coded >= mostCoded) return 0
  const searched = shareOf(isSearched)
  if (searched >= SURELY) return 0
  if (timed >= SURELY) return 0.9 + 0.1 * timed
  if (shareOf(isLeveled) >= SURELY) return 0.8
  if (searched >= TOO_MANY) return 0
  const reported = shareOf((line) => isTimed(line) || isLeveled(line) || isReported(line))
  return reported >= PERHAPS && reported > Math.max(coded, searched) ? 0.3 + 0.4 * Math.min(1, reported * 2) : 0
}

/** Whether two lines begin a table with a frame: Markdown's head and rule, or a client's rule and head. */
function isFrame(first: string, second: string): boolean {
  return (first.startsWith('|') && MARKDOWN_RULE.test(second)) || (BOX_RULE.test(first) && second.startsWith('|'))
}

const MARKDOWN_RULE = /^\|[ :|-]{3,400}$/
const BOX_RULE = /^\+[-+=]{3,400}$/

/** Characters of a line that are looked at. */
const MAX_LINE = 400

/** The lines that are looked at, by their starts, empty ones left out. */
function linesOf(text: string): string[] {
  return sampledLinesWithoutReturns(text, LOOK)
    .flat()
    .filter((line) => line.trim() !== '')
    .map((line) => line.slice(0, MAX_LINE))
}

/** The share of lines that match; where it is so large as a limit, a share from the limit on. */
function shareUpTo(limit: number, lines: readonly string[], matches: (line: string) => boolean): number {
  let found = 0
  for (const line of lines) {
    if (matches(line) && ++found / lines.length >= limit) break
  }
  return found / lines.length
}

function isTimed(line: string): boolean {
  return MAYBE_TIMED.test(line) && TIMED.test(line)
}

function isLeveled(line: string): boolean {
  return MAYBE_LEVELED.test(line) && LEVELED.test(line)
}

function isCoded(line: string): boolean {
  return (CODE_END.test(line) || CODED.test(line)) && !isReported(line)
}

function isSearched(line: string): boolean {
  return MAYBE_SEARCHED.test(line) && SEARCHED.test(line) && !isReported(line)
}
