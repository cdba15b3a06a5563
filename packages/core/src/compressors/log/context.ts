import { frameOwner } from './stack-trace.ts'

/** Lines kept before and after a failure. */
const BEFORE = 2
const AFTER = 3
/** Lines of one stack trace that are looked at. */
const MAX_TRACE = 200

/**
 * The lines that belong to failures: a few before and after each, and of the stack trace that follows the program's own frames,
 * with the first and the last frame of every run of vendor code.
 *
 * @param failures Indices, ascending.
 * @returns Indices, in no order; some may be outside the lines.
 */
export function contextOf(lines: readonly string[], failures: readonly number[]): number[] {
  const context: number[] = []
  for (const index of failures) {
    for (let before = 1; before <= BEFORE; before++) context.push(index - before)
    const trace = traceAfter(lines, index + 1)
    if (trace.length > 0) context.push(...folded(lines, trace))
    const end = trace.at(-1) ?? index
    for (let after = 1; after <= AFTER; after++) context.push(end + after)
  }
  return context
}

/** Indices of the frames that start at a line, with the source lines between them. */
function traceAfter(lines: readonly string[], start: number): number[] {
  const trace: number[] = []
  for (let at = start; at < lines.length && trace.length < MAX_TRACE; at++) {
    const line = lines[at] ?? ''
    const isSource = trace.length > 0 && /^\s{4}/.test(line)
    if (frameOwner(line) === undefined && !isSource && !line.startsWith('Caused by: ')) break
    trace.push(at)
  }
  return trace
}

function folded(lines: readonly string[], trace: readonly number[]): number[] {
  const kept: number[] = []
  let run: number[] = []
  let isVendor = false
  const flush = (): void => {
    kept.push(...(run.length <= MAX_UNFOLDED ? run : [run[0] ?? 0, run.at(-1) ?? 0]))
    run = []
  }
  for (const index of trace) {
    const owner = frameOwner(lines[index] ?? '')
    if (owner !== undefined) isVendor = owner === 'vendor'
    if (isVendor) run.push(index)
    else {
      flush()
      kept.push(index)
    }
  }
  flush()
  return kept
}

/** A run of so few vendor lines is as short as saying that it was left out. */
const MAX_UNFOLDED = 3
