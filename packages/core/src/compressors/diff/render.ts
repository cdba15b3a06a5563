import type { Steps } from '../../steps.ts'
import { joinInSteps } from '../lines.ts'
import type { DiffDocument, DiffFile } from './document.ts'
import { type Hunk, kindOfLine } from './hunk.ts'
import { noiseOf } from './noise.ts'

/**
 * Writes the kept lines, each as it is, and says in their places what the others are: a line for each file with its counts, a mark
 * for each stretch of lines that is left out.
 */
export function* renderDiff({ text, lines, files }: DiffDocument, indices: readonly number[]): Steps<string> {
  const isKept = new Uint8Array(lines.length)
  for (const index of indices) isKept[index] = 1
  const out: string[] = []
  let [at, looked] = [0, 0]
  for (const file of files) {
    for (; at < file.start; at++) out.push(lines[at] ?? '')
    yield* writeFile(out, file, lines, isKept)
    at = file.end
    if (at - looked < LINES_PER_STEP) continue
    looked = at
    yield
  }
  for (; at < lines.length; at++) out.push(lines[at] ?? '')
  if (text.endsWith('\n')) out.push('')
  return yield* joinInSteps(out, '\n')
}

/** Lines worked through in one step. */
const LINES_PER_STEP = 4_000

function* writeFile(out: string[], file: DiffFile, lines: readonly string[], isKept: Uint8Array): Steps<void> {
  const told = `${file.path}: ${file.isBinaryPatch ? '' : changes(file)}`
  if (isGone(isKept, file.start, file.end)) {
    out.push(told + goneFile(file, lines))
    return
  }
  out.push(told)
  const body = file.hunks[0]?.start ?? file.end
  for (let at = file.start; at < body; at++) if (isKept[at] === 1) out.push(lines[at] ?? '')
  let gone: Hunk[] = []
  let looked = body
  for (const hunk of file.hunks) {
    if (isGone(isKept, hunk.start, hunk.end)) gone.push(hunk)
    else {
      writeGone(out, gone)
      gone = []
      yield* writeHunk(out, hunk, lines, isKept)
    }
    if (hunk.end - looked < LINES_PER_STEP) continue
    looked = hunk.end
    yield
  }
  writeGone(out, gone)
}

/** What is said of a file of which no line is shown, behind its counts. */
function goneFile(file: DiffFile, lines: readonly string[]): string {
  const noise = noiseOf(file, lines)
  if (noise === undefined) return ` … ${counted(file.hunks.length, 'hunk')}`
  return `${file.isBinaryPatch ? '' : ', '}${[...file.fates, noise].join(', ')}`
}

function writeGone(out: string[], hunks: readonly Hunk[]): void {
  if (hunks.length === 0) return
  const added = hunks.reduce((sum, hunk) => sum + hunk.added, 0)
  const removed = hunks.reduce((sum, hunk) => sum + hunk.removed, 0)
  out.push(`… ${counted(hunks.length, 'hunk')}: ${changes({ added, removed })}`)
}

function* writeHunk(
  out: string[],
  { start, end, parents }: Hunk,
  lines: readonly string[],
  isKept: Uint8Array,
): Steps<void> {
  let [unchanged, added, removed] = [0, 0, 0]
  for (let at = start; at <= end; at++) {
    if ((at - start) % LINES_PER_STEP === LINES_PER_STEP - 1) yield
    const line = lines[at] ?? ''
    if (at < end && isKept[at] === 0) {
      const kind = kindOfLine(line, parents)
      if (kind === 'unchanged') unchanged++
      else if (kind === 'added') added++
      else if (kind === 'removed') removed++
      continue
    }
    if (added + removed > 0)
      out.push(`… ${counted(unchanged + added + removed, 'line')}: ${changes({ added, removed })}`)
    else if (unchanged > 0) out.push(`… ${counted(unchanged, 'unchanged line')}`)
    unchanged = added = removed = 0
    if (at < end) out.push(line)
  }
}

function isGone(isKept: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isKept[at] === 1) return false
  return true
}

function changes({ added, removed }: { readonly added: number; readonly removed: number }): string {
  return `+${added} -${removed}`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
