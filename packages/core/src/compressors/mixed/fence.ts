/** The sign of an open Markdown fence, and how often it stands. */
export interface Fence {
  readonly sign: string
  readonly count: number
}

/** The fence that a line opens: three or more backticks or tildes, indented by up to eight spaces, with an info string or none. */
export function openFence(line: string): Fence | undefined {
  const [, marks] = OPENING.exec(line) ?? []
  return marks === undefined ? undefined : { sign: marks.charAt(0), count: marks.length }
}

const OPENING = /^ {0,8}(`{3,}|~{3,})[^`~\n]{0,80}$/

/** Whether a line closes a fence: the same sign, as often or more often, and nothing else. */
export function closesFence(line: string, { sign, count }: Fence): boolean {
  const marks = line.trim()
  return marks.length >= count && marks === sign.repeat(marks.length)
}
