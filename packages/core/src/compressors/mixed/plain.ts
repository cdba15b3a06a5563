/** Characters that are looked at in three places of a longer text. */
const PIECE = 600
/** Share of lines that must be plain. */
const MOST = 0.7
/** Characters of a line that are looked at. */
const LOOK = 160
/** A longer run without a space is no word, and a longer line of code may be minified. */
const LONGEST_WORD = 100
const LONGEST_CODE = 400
/** Of the characters of a line of prose, the share of letters and spaces at least, and of digits at most. */
const WORDY = 0.8
const NUMERIC = 0.06
/** Spaces in a line of prose, at least; none where so much of it is in a script that may do without. */
const MIN_SPACES = 3
const WIDE = 0.3

/**
 * Whether most lines between two places are source code, markup or prose by the signs at their ends and by their letters, so that none of the
 * rooms of tool output needs to be asked. Never true where a line is the head of a patch or of a trace. Looks at 1,800 characters; some 100 times as fast as
 * asking the rooms. Source of all figures: blocks of the outputs that were measured; it takes 60 % of those that no room knows, and hardly one other.
 */
export function isPlain(text: string, start: number, end: number): boolean {
  if (end - start <= 3 * PIECE) return isPlainPiece(text, start, end)
  const middle = Math.floor((start + end - PIECE) / 2)
  return (
    isPlainPiece(text, start, start + PIECE) &&
    isPlainPiece(text, middle, middle + PIECE) &&
    isPlainPiece(text, end - PIECE, end)
  )
}

function isPlainPiece(text: string, start: number, end: number): boolean {
  let [plain, all] = [0, 0]
  for (let at = start; at < end;) {
    const feed = text.indexOf('\n', at)
    const stop = feed < 0 || feed > end ? end : feed
    const [from, to] = trimmed(text, at, stop)
    if (from < to) {
      if (HEADS.some((head) => text.startsWith(head, from))) return false
      all++
      if (isPlainLine(text, from, to)) plain++
    }
    at = stop + 1
  }
  return plain > all * MOST
}

const HEADS = ['@@ -', 'diff --git ', '--- ', 'Traceback (', 'File "']

function trimmed(text: string, start: number, end: number): readonly [number, number] {
  let [from, to] = [start, end]
  while (from < to && text.charCodeAt(from) <= SPACE) from++
  while (to > from && text.charCodeAt(to - 1) <= SPACE) to--
  return [from, to]
}

const [TAB, SPACE, COMMA, DASH, COLON, BAR, FIRST_WIDE] = [9, 32, 44, 45, 58, 124, 128]
const CODE_ENDS = ";{}()>:[\\'`"
const CODE_STARTS = '}<)*@/#'

function isPlainLine(text: string, from: number, to: number): boolean {
  const stop = Math.min(to, from + LOOK)
  let [letters, wide, digits, spaces, word] = [0, 0, 0, 0, 0]
  let hasColumns = false
  for (let at = from; at < stop; at++) {
    const code = text.charCodeAt(at)
    word++
    if (isLetter(code)) letters++
    else if (code >= FIRST_WIDE) wide++
    else if (isDigit(code)) digits++
    else if (code === SPACE) {
      if (text.charCodeAt(at - 1) === SPACE) hasColumns = true
      spaces++
      word = 0
    } else if (code === TAB || code === BAR) hasColumns = true
    else if (isOfCoordinate(text, at, code)) return false
    if (word > LONGEST_WORD) return false
  }
  if (isSigned(text, from)) return false
  if (isCode(text, from, to)) return to - from <= LONGEST_CODE
  const length = stop - from
  const hasWords = spaces >= MIN_SPACES || wide >= WIDE * length
  return !hasColumns && hasWords && letters + wide + spaces >= WORDY * length && digits <= NUMERIC * length
}

const KEYWORD =
  /^(?:import|from|export|const|let|var|return|class|def|if|else|elif|for|while|public|private|require|use|end|assert|raise|throw|await|yield|include|and|or|not)\b/

/** By its ends, by its first word, or because something is assigned on it. */
function isCode(text: string, from: number, to: number): boolean {
  if (CODE_ENDS.includes(text.charAt(to - 1)) || CODE_STARTS.includes(text.charAt(from))) return true
  const isIndented = from > 0 && text.charCodeAt(from - 1) <= SPACE && text.charAt(from - 1) !== '\n'
  if (isIndented && text.charCodeAt(to - 1) === COMMA) return true
  const line = text.slice(from, Math.min(to, from + LOOK))
  return line.includes(' = ') || KEYWORD.test(line)
}

/** A colon beside a digit, or a digit between dashes: of a time or of a line of a file. */
function isOfCoordinate(text: string, at: number, code: number): boolean {
  if (code !== COLON && code !== DASH) return false
  const isBefore = isDigit(text.charCodeAt(at - 1))
  return code === COLON ? isBefore || isDigit(text.charCodeAt(at + 1)) : isBefore && NUMBER.test(text.slice(at - 8, at))
}

const NUMBER = /-\d{1,7}$/

/** A plus or minus right before what stands on the line. */
function isSigned(text: string, from: number): boolean {
  const sign = text.charAt(from)
  return (sign === '+' || sign === '-') && text.charCodeAt(from + 1) > SPACE
}

function isLetter(code: number): boolean {
  const low = code | 32
  return low >= 97 && low <= 122
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}
