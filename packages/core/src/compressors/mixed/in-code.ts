/** Characters before and after JSON that are looked at. */
const LOOK = 800
/** Share of the lines around JSON from which these are source code. */
const SHARE = 0.4
/** Lines that look like JSON themselves tell nothing: other values, or what is left of one. */
const NEUTRAL = /^(?:["[{\d-]|[\]})]+,?$)/
/** Lines between two outputs: what stands beyond is of another. */
const BORDER = /^(?:\$ \S|==> |<\/?[\w-]{1,60}>|`{3}|~{3})/
/** Ends, first words and assignments of source code; of words that prose has, too, only with such an end. */
const CODE =
  /[;({]$|^(?:\/\/|#!|@\w|import [\w.{*'"]|package \w|from [\w.]{1,80} import |(?:export|const|let|var|def|class|function|async|public|private|static|func|fn) )|^(?:if|elif|else|for|while|with|return|try|except|catch|raise|throw)\b.{0,300}[:;{(,)]$|^[\w.]{1,80}(?:: ?[\w.<>[\]]{1,60})? [+:]?= \S/
/** What closes a bracket, or ends a text of several lines, below a value: it stands in another. */
const CLOSING = /^\s{0,200}(?:[\]})]|"""|''')/

/** A text that begins so is JSON with something else in it: values in it stand in no code. */
const JSON_START = /^\s{0,200}[{[]\s{0,200}["{[\]}]/

/** Whether what stands between two places (whole lines) is a piece of source code or of another value, by the lines around it. */
export function isInCode(text: string, start: number, end: number): boolean {
  if (CLOSING.test(text.slice(end, end + LOOK)) && !JSON_START.test(text.slice(0, LOOK))) return true
  const before = text.slice(Math.max(0, start - LOOK), start).split('\n')
  const around = [...untilBorder(before.reverse()), ...untilBorder(text.slice(end, end + LOOK).split('\n'))]
  const lines = around.map((line) => line.trim()).filter((line) => line !== '' && !NEUTRAL.test(line))
  return lines.length > 0 && lines.filter((line) => CODE.test(line)).length >= SHARE * lines.length
}

function untilBorder(lines: readonly string[]): readonly string[] {
  const border = lines.findIndex((line) => BORDER.test(line))
  return border < 0 ? lines : lines.slice(0, border)
}
