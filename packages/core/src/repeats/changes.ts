import { type LineChange, lineChanges } from './line-changes.ts'
import { type NumberedLines, readNumbers, writeNumbers } from './numbered-lines.ts'

/** What must change in an earlier text to make a later one. */
export interface Changes {
  /** A unified diff without context lines. */
  readonly hunks: string
  /** Whether lines after a change have other numbers than before. */
  readonly isRenumbered: boolean
}

/**
 * Writes what must change in an earlier text to make a later one: a unified diff without context lines. Numbers that a reading
 * tool put before lines are no changes where they only count on.
 *
 * @returns Undefined where the texts have too little in common. `applyChanges` gives the later text again.
 */
export function writeChanges(before: string, after: string): Changes | undefined {
  const old = readNumbers(before)
  const now = readNumbers(after)
  if (old.first !== now.first || old.width !== now.width) return undefined
  const changes = lineChanges(old.lines, now.lines)
  if (changes === undefined || changes.length === 0) return undefined
  const [oldLines, nowLines] = [before.split('\n'), after.split('\n')]
  const hunks = changes.map((change) => hunkOf(change, oldLines, nowLines)).join('\n')
  const isRenumbered = old.first !== undefined && changes.some(({ removed, added }) => removed !== added)
  return applies(before, hunks, after) ? { hunks, isRenumbered } : undefined
}

function hunkOf({ from, removed, to, added }: LineChange, before: readonly string[], after: readonly string[]): string {
  const lines = [
    `@@ -${rangeOf(from, removed)} +${rangeOf(to, added)} @@`,
    ...before.slice(from, from + removed).map((line) => `-${line}`),
    ...after.slice(to, to + added).map((line) => `+${line}`),
  ]
  return lines.join('\n')
}

// Of no lines, a unified diff names the line before.
function rangeOf(index: number, count: number): string {
  return count === 1 ? String(index + 1) : `${count === 0 ? index : index + 1},${count}`
}

function applies(before: string, hunks: string, after: string): boolean {
  try {
    return applyChanges(before, hunks) === after
  } catch {
    // Changes that cannot be applied have proven nothing: they are not used.
    return false
  }
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@$/

/**
 * The later text, of the earlier one and the hunks that `writeChanges` wrote.
 *
 * @throws RangeError where the hunks do not fit the text.
 */
export function applyChanges(before: string, hunks: string): string {
  const old = readNumbers(before)
  const oldLines = before.split('\n')
  const given = hunks.split('\n')
  const made: string[] = []
  let done = 0
  for (let at = 0; at < given.length;) {
    const [, start = '', removedText = '1', addedText = '1'] = HUNK.exec(given[at] ?? '') ?? []
    const [removed, added] = [Number(removedText), Number(addedText)]
    const from = removed === 0 ? Number(start) : Number(start) - 1
    const gone = given.slice(at + 1, at + 1 + removed)
    if (start === '' || from < done || gone.some((line, index) => line !== `-${oldLines[from + index]}`))
      throw new RangeError(`Line ${at + 1} of the changes does not fit the text.`)
    const come = given.slice(at + 1 + removed, at + 1 + removed + added)
    made.push(...old.lines.slice(done, from), ...come.map((line) => `+${line.slice(1)}`))
    done = from + removed
    at += 1 + removed + added
  }
  made.push(...old.lines.slice(done))
  return writeNumbers(renumbered(made, old))
}

// Lines that come have their numbers in them; those that stay count on from there.
function renumbered(lines: readonly string[], { first, width }: NumberedLines): NumberedLines {
  let next = first
  const plain = lines.map((line) => {
    const number = next === undefined ? undefined : String(next).padStart(width)
    const comesNumbered = number !== undefined && line.startsWith(`+${number}`)
    if (next !== undefined && (comesNumbered || line.startsWith('#'))) next++
    if (comesNumbered) return `#${line.slice(1 + number.length)}`
    return line.startsWith('+') ? `=${line.slice(1)}` : line
  })
  return { lines: plain, first, width }
}
