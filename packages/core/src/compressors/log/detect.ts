/** How much of a text is looked at, from its start, from its middle and from its end, in characters. */
const HEAD_LENGTH = 12_000
const LATER_LENGTH = 6_000
/** Fewer lines than this are no log. */
const MIN_LINES = 4

/** A time near the start of a line, as loggers write it: of day, digits alone after a date, or seconds of the epoch. */
const TIMED =
  /^.{0,60}?(?:(?<!\d)\d{1,2}:\d{1,2}:\d{1,2}(?!\d)|\b\d{6,8}[ T-]\d{6}\b|\b\d{4}-\d\d-\d\d-\d\d\.\d\d\.\d\d|(?:^|[ [])1\d{9}(?:\d{3})?(?=[\] .,]))/
/** A level where loggers put it: in brackets, in capitals before the message, or as a key. */
const LEVELED =
  /^.{0,100}?(?:\b(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b|\[(?:trace|debug|info|notice|warn|warning|error|fatal)\]|\blevel=[a-z]{4,8}\b)/
/** Lines of test runners, compilers, linters, package managers, shells and stack traces. */
const REPORTED: readonly RegExp[] = [
  /^(?:ok|FAIL|PASS|--- (?:FAIL|PASS|SKIP):|=== (?:RUN|PAUSE|CONT)|not ok|# tests)\s/,
  /(?:\.\.\. (?:ok|FAILED|FAIL|ERROR|skipped|ignored|expected failure)|\b(?:PASSED|FAILED|SKIPPED|XFAIL|ERROR)(?: +\[ *\d{1,7}%\])?)$/,
  /^(?:\s*[✓✗✘×●]|(?:PASS|FAIL|ERROR|SUCCESS|FAILURE|WARNING): )\s?\S/,
  /^\s{0,8}(?:error|warning|note|help|fatal|info)(?:\[[\w-]{1,40}\])?: \S/,
  /^\s{0,8}--> \S+:\d{1,7}:\d{1,7}$/,
  /^\s{1,8}= (?:note|help): /,
  /^LL [|+-] /,
  /^\S{1,200}[:(]\d{1,7}(?:[:,]\d{1,7})?\)?: (?:fatal )?(?:error|warning|note|info)\b/,
  /^\S{0,200}?:?\d{1,7}:\d{1,7}: [A-Z]{1,4}\d{2,4} /,
  /^\s{1,12}\d{1,7}:\d{1,7}:? +(?:error|warning|[A-Z]{1,4}\d{2,4}) /,
  /^\s{1,12}at [\w$.<>[\] ]{1,200}\(.{0,300}\)$/,
  /^\s{0,8}File "[^"]{1,300}", line \d{1,7}/,
  /^Traceback \(most recent call last\):$/,
  /^(?:[\w.]{1,120}(?:Error|Exception|Warning)\b|Caused by: )/,
  /^(?:npm (?:ERR!|WARN|warn|error)|make(?:\[\d{1,7}\])?: |Requirement already satisfied: |Collecting |Downloading |Installing |Building |Compiling |\[\d{1,7}\/\d{1,7}\] )/,
  /^={4,} .{1,300} ={4,}$/,
  /^\s{1,4}[A-Z][A-Z0-9_]{2,40}=\S/,
  /^(?:\S{0,200}[/\\])?(?:ccache|gcc|g\+\+|clang|clang\+\+|cl\.exe|rustc|javac|ld|ar|make|ninja|cmake|python\d?(?:\.\d{1,7})?) .{0,200}\s-[\w-]/,
  /^\++ (?:git|source|export|cd|pip|python|conda|\.|\w+=|\/|\.\/)/,
]
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
  const lines = sampleOf(text)
  if (lines.length < MIN_LINES || OTHER_START.test(lines[0] ?? '') || COLUMNS.test(lines[0] ?? '')) return 0
  const shareOf = (matches: (line: string) => boolean): number => lines.filter(matches).length / lines.length
  const isReported = (line: string): boolean => REPORTED.some((pattern) => pattern.test(line))
  const timed = shareOf((line) => TIMED.test(line))
  const leveled = shareOf((line) => LEVELED.test(line))
  const coded = shareOf((line) => (CODED.test(line) || CODE_END.test(line)) && !isReported(line))
  const searched = shareOf((line) => SEARCHED.test(line) && !isReported(line))
  if (searched >= SURELY) return 0
  if (timed >= SURELY && coded < SURELY) return 0.9 + 0.1 * timed
  if (leveled >= SURELY && coded < TOO_MANY) return 0.8
  const reported = shareOf((line) => TIMED.test(line) || LEVELED.test(line) || isReported(line))
  const other = Math.max(coded, searched)
  return reported >= PERHAPS && other < TOO_MANY && reported > other ? 0.3 + 0.4 * Math.min(1, reported * 2) : 0
}

const LINE_END = /\r?\n/

/** Characters of a line that are looked at. */
const MAX_LINE = 400

/** The lines that are looked at, by their starts, empty ones left out. */
function sampleOf(text: string): string[] {
  const head = text.slice(0, HEAD_LENGTH).split(LINE_END)
  if (text.length <= HEAD_LENGTH) return head.filter(isFull).map(startOf)
  const end = Math.max(HEAD_LENGTH, text.length - LATER_LENGTH)
  const middle = Math.max(HEAD_LENGTH, Math.floor(text.length / 2))
  const later = [text.slice(middle, Math.min(middle + LATER_LENGTH, end)), text.slice(end)]
  return [...head.slice(0, -1), ...later.flatMap((part) => part.split(LINE_END).slice(1, -1))]
    .filter(isFull)
    .map(startOf)
}

function isFull(line: string): boolean {
  return line.trim() !== ''
}

function startOf(line: string): string {
  return line.slice(0, MAX_LINE)
}
